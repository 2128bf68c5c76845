package import Escalation

/// What the auditor found overdue, to be looked up in the ledger's own lists.
package struct Suspects: Hashable, Sendable {
    /// Incidents with a timer that is over.
    package var deadlines: [PendingIncident] = []
    /// Open incidents without any timer.
    package var idle: [IncidentID] = []
    /// Notifications that were due long ago.
    package var messages: [NotificationID] = []
    /// Parcels that their channel does not have any more, though it never told their outcome.
    package var cutOff: [ParcelID] = []

    package init() {}

    package var isEmpty: Bool { deadlines.isEmpty && idle.isEmpty && messages.isEmpty && cutOff.isEmpty }
}

/// What the ledger made of the auditor's suspects; what it mended is durable by the time anybody sees this.
package struct Recovered: Sendable {
    /// One thing that was in no list of the ledger and is taken up again.
    package struct Mended: Hashable, Sendable {
        package var incident: IncidentID
        package var found: AuditFinding
        /// The notification's, where it is about one.
        package var number: Int?
        /// How long ago it was due.
        package var late: TimeSpan
    }

    package var mended: [Mended] = []
    /// How long ago the oldest deadline was due that waits in the ledger's queue: the scheduler is behind by that.
    package var behind = TimeSpan.zero
    /// Parcels that were handed over longer ago than any attempt lasts.
    package var withoutOutcome: [ParcelID] = []
}

/// The auditor's decision: a pure function of what the store holds, the moment, and how the clocks went.
package enum Audit {
    /// What is overdue by less than this is on its way.
    package static let patience = TimeSpan.seconds(3)

    /// What was found a look ago; something is suspected of being lost only when it is found twice.
    package struct Sightings: Hashable, Sendable {
        package var idle: Set<IncidentID> = []
        package var messages: Set<NotificationID> = []

        package init() {}
    }

    /// What of the overdue is to be looked up.
    ///
    /// - Parameters:
    ///   - overdue: a page of what the store holds.
    ///   - now: on the boot clock.
    ///   - clocks: as the ledger saw them.
    ///   - before: what the look before this one found.
    ///   - sightings: what this look finds is added here.
    /// - Returns: what to look up; empty when all is on its way.
    package static func suspects(
        in overdue: Overdue,
        at now: Timestamp,
        clocks: ClockHistory,
        before: Sightings,
        sightings: inout Sightings
    ) -> Suspects {
        var suspects = Suspects()
        for incident in overdue.incidents {
            if incident.timers.isEmpty {
                sightings.idle.insert(incident.id)
                if before.idle.contains(incident.id) { suspects.idle.append(incident.id) }
            } else if incident.timers.contains(where: { isOver(clocks.latestDue($0), at: now) }) {
                suspects.deadlines.append(incident)
            }
        }
        for row in overdue.messages where isOver(clocks.latestDue(row.notification), at: now) {
            sightings.messages.insert(row.notification.id)
            if before.messages.contains(row.notification.id) { suspects.messages.append(row.notification.id) }
        }
        return suspects
    }

    private static func isOver(_ due: Timestamp?, at now: Timestamp) -> Bool {
        due.map { now - $0 > patience } ?? false
    }
}
