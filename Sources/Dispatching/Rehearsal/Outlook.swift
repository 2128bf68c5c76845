package import Escalation

/// Who would be told, in which order and when, if nobody answers: the first course of a rehearsal, as the ledger played it.
package struct Outlook: Hashable, Sendable {
    /// A step of the first run: asked, or passed over.
    package struct Step: Hashable, Sendable {
        /// Its place in the response, from 0.
        package var position: Int
        package var at: Timestamp
        /// Everybody it waits for, also those whom an earlier step asked; nobody if it was passed over.
        package var asked: [Asked] = []
        /// How many acceptances it waits for: its own, or those that steps before it lack.
        package var missing = 0
        package var copied: [Candidate] = []
        /// Deputies who are asked beside those who are silent.
        package var deputies: [Asked] = []
        package var deputiesAt: Timestamp?
        package var skipped: SkipReason?
        /// Those it names who cannot be asked, and for whom nobody can be.
        package var leftOut: [Candidate] = []
    }

    package var unit: UnitPath
    package var plan: Plan
    package var severity: Severity
    /// When the report comes in.
    package var start: Timestamp
    package var steps: [Step] = []
    /// When the last step of the first run is over.
    package var runEndsAt: Timestamp
    /// When the fallback is told; `nil` when that is further off than is played.
    package var unansweredAt: Timestamp?
    /// Whom the plan names as its fallback; only those with an address are told.
    package var fallback: [Candidate] = []
    /// Whom it names as commander.
    package var commander: [Candidate] = []

    /// What the severity asks for.
    package var response: Response? { plan.response(to: severity) }
}
