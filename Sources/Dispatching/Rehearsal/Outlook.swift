package import Escalation

/// Who would be told, in which order and when, if nobody answers: the first course of a rehearsal, as the ledger played it.
package struct Outlook: Hashable, Sendable {
    /// A step in the first run of its part: begun, or passed over.
    package struct Step: Hashable, Sendable {
        /// Its place in the response, from 0.
        package var position: Int
        package var part: Part
        package var at: Timestamp
        /// How many seats it has; deputies are no seats.
        package var seats = 0
        /// How many of them must be filled: its own need, or what steps before it lack; of a step that is passed over, none.
        package var wanted = 0
        /// Whom it asks and copies, and what becomes of its seats, each once.
        package var lines: [CourseLine] = []
        package var skipped: SkipReason?
    }

    package var unit: UnitPath
    package var plan: Plan
    package var severity: Severity
    /// The rank whose response it is: another one where the plan has none for `severity`.
    package var grade: Severity
    /// When the report comes in.
    package var start: Timestamp
    package var steps: [Step] = []
    /// When the first run of the chain is over; of the bodies, where there is no chain.
    package var runEndsAt: Timestamp
    /// When it is told for the first time that nobody answers; `nil` when that is further off than is played.
    package var unansweredAt: Timestamp?
    /// Whom that is told.
    package var unanswered: [CourseLine] = []
    /// Whether it was played until it is told that nobody answers; otherwise ``unanswered`` says nothing.
    package var isPlayedOut = true
    /// Whom the plan names for when nobody answers, in their order.
    package var fallback: [Candidate] = []
    /// Whom the plan names as commander of this response, in their order.
    package var commander: [Candidate] = []

    /// What the severity asks for.
    package var response: Response? { plan.response(to: severity) }
}

extension Plan {
    /// The rank whose response is run for a rank: itself, the next graver one, else the gravest there is.
    package func grade(ofResponseTo severity: Severity) -> Severity {
        let order = Array((1...severity.rawValue).reversed()) + Array(severity.rawValue...4)
        return order.lazy.compactMap(Severity.init(rawValue:)).first { responses[$0] != nil } ?? severity
    }
}
