package import Escalation

/// What a cycle of the ledger wants to know of the store; each thing is named once.
package struct Wanted: Sendable {
    /// Dedup keys, for the newest incident under each.
    package var keys: [SourceKey]
    /// Idempotency keys.
    package var filings: [SourceKey]
    /// Incidents whose state is to be made of what is kept of them.
    package var incidents: [IncidentID]
    /// Plan versions.
    package var plans: [String]
    /// Incidents that are to leave the record: their rows and seals.
    package var leaving: [IncidentID]
    /// Messages that may be in the outbox.
    package var unsent: [NotificationID]
    /// Plans, for everything of them that is not closed: asked once for each plan that another one opens.
    package var unclosed: [PlanName]

    package init(
        keys: [SourceKey] = [],
        filings: [SourceKey] = [],
        incidents: [IncidentID] = [],
        plans: [String] = [],
        leaving: [IncidentID] = [],
        unsent: [NotificationID] = [],
        unclosed: [PlanName] = []
    ) {
        self.keys = keys
        self.filings = filings
        self.incidents = incidents
        self.plans = plans
        self.leaving = leaving
        self.unsent = unsent
        self.unclosed = unclosed
    }

    package var isEmpty: Bool {
        keys.isEmpty && filings.isEmpty && incidents.isEmpty && plans.isEmpty && leaving.isEmpty && unsent.isEmpty
            && unclosed.isEmpty
    }
}
