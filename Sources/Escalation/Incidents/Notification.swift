/// One message for one person at one address; it keeps its id over all attempts.
package struct Notification: Hashable, Codable, Sendable {
    package var id: NotificationID
    package var person: PersonID
    /// The name of the person's address, such as `email` or `webhook-2`.
    package var address: String
    package var kind: MessageKind
    /// When its next attempt may start.
    package var due: Timestamp
    /// Attempts that have ended.
    package var attempts: Int
    /// Random, from the commit that planned it, below 2^52: two notifications of the same number, planned before and after an
    /// older copy of the record was put back, are told apart by it.
    package var mark: UInt64
    /// Whether the outcome of an attempt before is unknown: the message may have arrived already.
    ///
    /// Not on record, where every notification is new.
    package var mayHaveArrived = false
    /// The digest it was merged into, if flood control held it back.
    package var digest: DigestID?

    private enum CodingKeys: String, CodingKey {
        case id, person, address, kind, due, attempts, mark, digest
    }

    package init(
        id: NotificationID,
        person: PersonID,
        address: String,
        kind: MessageKind,
        due: Timestamp,
        attempts: Int = 0,
        mark: UInt64 = 0,
        mayHaveArrived: Bool = false,
        digest: DigestID? = nil
    ) {
        self.id = id
        self.person = person
        self.address = address
        self.kind = kind
        self.due = due
        self.attempts = attempts
        self.mark = mark
        self.mayHaveArrived = mayHaveArrived
        self.digest = digest
    }
}

/// What a message is about; each kind has its own template.
package enum MessageKind: String, Hashable, Codable, Sendable, CaseIterable {
    /// Asks for an answer.
    case alert
    /// Asks again.
    case reminder
    /// Tells somebody who is copied in.
    case copy
    /// Tells those reached that somebody answers for the incident.
    case takenOver = "taken-over"
    /// Tells whoever answers that the same thing was reported again, or that something new is known.
    case update
    /// Tells those reached that the severity was raised or lowered.
    case severity
    /// Asks a responder whether they are still on it.
    case stillOnIt = "still-on-it"
    /// Tells the reporter and the fallback that nobody answers.
    case unanswered
    /// Tells whoever leads, and the fallback, who answers and which seats are open.
    case incomplete
    /// Tells the responders who leads.
    case command
    /// Tells somebody that they lead now by somebody else's act.
    case inCommand = "in-command"
    /// Tells whoever leads that somebody earlier in the order may take command.
    case commandOffer = "command-offer"
    /// Reminds of a report that is owed.
    case owed
    /// Tells the commander that a report is overdue.
    case overdue
    case allClear = "all-clear"
    /// Tells those reached that it was a false alarm.
    case correction

    /// Whether the message asks its reader for a seat, or since they were called in.
    package var asksForSeat: Bool { self == .alert || self == .reminder }

    /// Whether the message asks its reader to answer.
    package var asks: Bool {
        switch self {
        case .alert, .reminder, .stillOnIt, .unanswered: true
        default: false
        }
    }
}

/// How one attempt to send ended.
package enum AttemptOutcome: Hashable, Codable, Sendable {
    /// The relay or receiver took it; the evidence says what it answered.
    case accepted(evidence: Evidence)
    /// It will never work this way.
    case permanent(reason: Evidence)
    /// It may work later.
    case temporary(reason: Evidence)
    /// The receiver asked to wait.
    case throttled(after: TimeSpan, reason: Evidence)
    /// Cut off or timed out: it may have arrived.
    case unknown(reason: Evidence)
    /// The receiver took it by its status, and the part of its answer on which success depends cannot be read: like unknown, but
    /// no reason to send once more what may have arrived already.
    case unreadable(reason: Evidence)

    /// What was found, whatever it means.
    package var evidence: Evidence {
        switch self {
        case .accepted(let evidence), .permanent(let evidence), .temporary(let evidence), .throttled(_, let evidence),
            .unknown(let evidence), .unreadable(let evidence):
            evidence
        }
    }
}
