/// One occurrence of a plan in a unit, from the first report to the stand-down.
///
/// The state is a fold over the changes on record: ``apply(_:at:)`` is the only way it changes.
package struct Incident: Hashable, Codable, Sendable {
    package enum Status: Hashable, Codable, Sendable {
        /// Nobody has accepted.
        case open
        /// Somebody is handling it.
        case acknowledged
        case closed(Closing)

        /// Every status that there is.
        package static let all: [Status] = [.open, .acknowledged] + Closing.allCases.map { .closed($0) }
    }

    package enum Progress: Hashable, Codable, Sendable {
        case running
        /// The chain and every body are met.
        case satisfied
        case paused(until: Timestamp)
        /// Every step and repeat was tried.
        case exhausted

        /// Which of these it is, without the details: what a list of incidents shows.
        package enum Kind: String, Hashable, Sendable, CaseIterable {
            case running
            case satisfied
            case paused
            case exhausted
        }

        package var kind: Kind {
            switch self {
            case .running: .running
            case .satisfied: .satisfied
            case .paused: .paused
            case .exhausted: .exhausted
            }
        }
    }

    package var id: IncidentID
    /// The entries of the record that the state is made of.
    package var entryCount = 0
    package var report: Report
    package var reportedAt: Timestamp
    /// How often the same thing was reported, the first report included; the only part of the state that can be ahead of the
    /// record, since not every repeat is an entry.
    package var reportCount = 1
    /// Numbered follow-ups so far.
    package var followUps = 0
    package var hasFinalReport = false
    package var severity: Severity
    /// How the rank came to be what it is, when it was changed.
    package var regrading: Regrading?
    package var status = Status.open
    package var pausedUntil: Timestamp?
    package var closing: ClosingNote?

    package var round = Round()
    package var contacts = Contacts()
    /// People who are handling the incident, in the order in which they accepted.
    package var responders: [Responder] = []
    /// Who leads; `nil` while nobody does.
    package var command: Command?
    /// Those to whom command was offered in this round and who have not taken it.
    package var offeredCommand: [PersonID] = []
    /// Notifications that have no final outcome yet, by number.
    package var unfinished: [Int: Notification] = [:]
    package var lastNotification = 0
    /// The last answer deadline that was given a number.
    package var lastBatch = 0
    package var timers: [IncidentTimer] = []
    /// Timers that a pause puts off, as they were before it: whoever ends it early gives them back their time.
    package var heldBack: [IncidentTimer] = []
    package var obligations: [Obligation] = []
    /// What became of the openings of its plan, each once.
    package var opened: [Opened] = []
    /// Incidents that would have opened this one, had it not been open already.
    package var reportedBy: [Link] = []

    package init(id: IncidentID, report: Report, severity: Severity, at now: Timestamp) {
        self.id = id
        self.report = report
        self.severity = severity
        reportedAt = now
    }

    package var isClosed: Bool {
        if case .closed = status { true } else { false }
    }

    package var isPaused: Bool { pausedUntil != nil }

    /// What the escalation does, of its parts.
    package var progress: Progress {
        if let pausedUntil { return .paused(until: pausedUntil) }
        if isSatisfied { return .satisfied }
        if status == .open { return round[.chain]?.phase == .exhausted ? .exhausted : .running }
        return isAnybodyAsked ? .running : .exhausted
    }

    /// Whether the chain is met, and every body that has begun.
    package var isSatisfied: Bool {
        round.parts.contains { $0.isMet } && round.parts.allSatisfy { $0.isMet || $0.phase == .waiting }
    }

    /// Whether a part that is not met is under way, or between two runs.
    package var isAnybodyAsked: Bool {
        round.parts.contains { !$0.isMet && ($0.phase == .running || $0.phase == .between) }
    }

    package func timer(_ kind: IncidentTimer.Kind) -> IncidentTimer? {
        timers.first { $0.kind == kind }
    }
}

/// The one word of a status, the same in the store, the API and messages.
extension Incident.Status: RawRepresentable {
    package var rawValue: String {
        switch self {
        case .open: "open"
        case .acknowledged: "acknowledged"
        case .closed(let closing): closing.rawValue
        }
    }

    package init?(rawValue: String) {
        switch rawValue {
        case "open": self = .open
        case "acknowledged": self = .acknowledged
        default:
            guard let closing = Closing(rawValue: rawValue) else { return nil }
            self = .closed(closing)
        }
    }
}

/// How an incident ended.
package enum Closing: String, Hashable, Codable, Sendable, CaseIterable {
    case stoodDown = "stood_down"
    /// A false alarm.
    case cancelled
}

/// Who closed an incident, when and why.
package struct ClosingNote: Hashable, Codable, Sendable {
    package var by: Actor
    package var at: Timestamp
    package var reason: String
}

/// Somebody who accepted and answers for the incident.
package struct Responder: Hashable, Codable, Sendable {
    package var person: PersonID
    package var at: Timestamp
    /// The holder for whom a deputy answers.
    package var standsFor: PersonID?
    /// The round in which they accepted.
    package var round: Int
    package var note: String?
}
