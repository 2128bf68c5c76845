/// What has a need of its own: the chain as a whole, or one body (SEMANTICS §3).
package enum Part: Hashable, Codable, Sendable {
    case chain
    /// The body at that position of the response.
    case body(Int)
}

/// How far a part has come in this round.
package struct PartState: Hashable, Codable, Sendable {
    package enum Phase: String, Hashable, Codable, Sendable {
        /// It has not begun; the chain of a response without a link never does, and is exhausted when its bodies are.
        case waiting
        /// Somebody is asked.
        case running
        /// Between two runs.
        case between
        /// Every step and repeat was tried.
        case exhausted
    }

    package var part: Part
    package var phase = Phase.waiting
    package var isMet = false
    /// The last step of this run that began or was passed over; -1 before the first.
    package var step = -1
    /// Counted from 1; each repeat runs the steps again.
    package var run = 1
    /// When this run began to ask people anew, among all runs of the round.
    package var lap = 1
    /// Whether anybody was asked in this run.
    package var askedAnybody = false
    /// Those whom a step of it copied in this round.
    package var copied: [PersonID] = []
    /// Somebody escalated by hand: one more yes is wanted, whatever the need.
    package var wantsMore = false
    /// It was met when somebody escalated, and nobody has left since: whoever was told who answers knows it.
    package var wasMet = false
    /// The number of the last message that was planned before its run ended.
    package var lastOfRun: Int? = nil
    /// Messages up to that number lie the plan's interval back, whatever the wall clock says: a timer of that length came up since.
    package var settledUpTo: Int? = nil
    /// Whose yes met it as somebody of the fallback, after everything was tried.
    package var savedBy: PersonID?

    package init(part: Part) {
        self.part = part
    }
}
