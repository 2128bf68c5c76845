package import Escalation

/// Which page of what is overdue to read.
package struct OverdueQuery: Hashable, Sendable {
    /// Where a page ended.
    package struct Cursor: Hashable, Comparable, Sendable {
        package var due: Timestamp
        package var incident: IncidentID
        package var number: Int

        package init(due: Timestamp, incident: IncidentID, number: Int = 0) {
            self.due = due
            self.incident = incident
            self.number = number
        }

        package static func < (left: Cursor, right: Cursor) -> Bool {
            (left.due, left.incident, left.number) < (right.due, right.incident, right.number)
        }
    }

    /// Due by this wall time.
    package var by: Timestamp
    /// Only incidents after this one, in order of due time and number.
    package var incidentsAfter: Cursor?
    package var messagesAfter: Cursor?
    /// The most rows of each kind.
    package var limit: Int

    package init(by: Timestamp, incidentsAfter: Cursor? = nil, messagesAfter: Cursor? = nil, limit: Int = 2_000) {
        self.by = by
        self.incidentsAfter = incidentsAfter
        self.messagesAfter = messagesAfter
        self.limit = limit
    }
}

/// What a store holds that was due by some wall time.
package struct Overdue: Hashable, Sendable {
    /// Incidents of which a timer was due, and open incidents without any timer, which come first.
    package var incidents: [PendingIncident]
    /// Notifications whose next attempt was due.
    package var messages: [OutboxRow]

    package init(incidents: [PendingIncident] = [], messages: [OutboxRow] = []) {
        self.incidents = incidents
        self.messages = messages
    }

    /// What stands for the due time of an open incident without any timer: it is overdue at all times.
    package static let always = Timestamp(milliseconds: .min)
}

extension PendingIncident {
    /// When the first of its timers is due, by the wall clock.
    package var nextDue: Timestamp { timers.map(\.due).min() ?? Overdue.always }
}

extension IncidentRow {
    /// When something is due to happen to it by itself; `nil` when nothing needs to.
    package var nextDue: Timestamp? {
        timers.map(\.due).min() ?? (status == .open && closedAt == nil ? Overdue.always : nil)
    }
}
