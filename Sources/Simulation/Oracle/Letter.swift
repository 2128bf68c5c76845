/// A message that must go out, or say why not.
struct Letter: Sendable {
    enum Kind: String, Hashable, Sendable, CaseIterable {
        case alert
        case reminder
        case copy
        case takenOver = "taken-over"
        case update
        case severity
        case stillOnIt = "still-on-it"
        case unanswered
        case incomplete
        case command
        case inCommand = "in-command"
        case commandOffer = "command-offer"
        case owed
        case overdue
        case allClear = "all-clear"
        case correction

        var asks: Bool { [.alert, .reminder, .stillOnIt, .unanswered].contains(self) }
        /// Whether it is sent although the incident is closed.
        var outlivesClosing: Bool { [.allClear, .correction, .owed, .overdue].contains(self) }
    }

    /// Counted within its incident.
    var serial: Int
    var kind: Kind
    var person: String
    var door: String
    var planned: Int64
    var due: Int64
    var wallDue: Int64
    var rank: Int
    /// Attempts whose end the dispatcher knows.
    var attempts = 0
    /// Whether one of them may have arrived without anybody saying so.
    var mayHaveArrived = false
    var isInFlight = false
    /// The number in its id outside, once it was seen.
    var number: Int64?
    var isInDigest = false
    /// Put off since its incident could not be read when an attempt ended; flood control does not look at it again.
    var wasPutOff = false
    /// Put off since its incident could not be read when it was to be sent; out of a digest it goes at once when it can be.
    var wasUnsendable = false
    /// Its first attempt was due before the process was cut off: it may be in a digest on record, which goes at once.
    var wasDueBefore = false
    /// Its address is no longer in the tree, and the dispatcher knows.
    var isGone = false
    /// When half the time to answer is gone, for what asks for an answer by a time: it waits for flood control no longer.
    var half: Int64?
    /// Flood control does not hold it.
    var isExempt: Bool { kind == .unanswered || rank <= 2 && (kind.asks || kind == .owed) }
    func isOutOfTime(at now: Int64) -> Bool { half.map { $0 <= now } ?? false }
    /// The latest time for its next attempt, where that is later than `due`.
    var latest: Int64 = 0
    /// Set when the oracle complained, so that it does so once.
    var isReportedLate = false
}
