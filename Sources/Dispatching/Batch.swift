package import Escalation
package import Record

/// Everything one group commit stores.
package struct Batch: Sendable {
    package var entries: [SealedEntry] = []
    /// New incidents; the number is not in the store yet.
    package var opened: [IncidentRow] = []
    /// Incidents whose row changed; the last state within the batch.
    package var changed: [IncidentRow] = []
    /// New in the outbox.
    package var planned: [OutboxRow] = []
    /// In the outbox with a new due time, number of attempts or digest.
    package var postponed: [OutboxRow] = []
    /// No longer in the outbox.
    package var settled: [NotificationID] = []
    /// States behind an entry that is stored by now or in this batch, each in place of the incident's older one.
    package var snapshots: [IncidentSnapshot] = []
    package var filings: [FilingRow] = []
    package var plans: [Plan] = []
    /// Incidents that leave: of their entries only position and hash stay.
    package var removed: [RemovedIncident] = []
    /// Numbers up to this one are not given any more.
    package var numbersLeftOutTo: IncidentID?
    package var outdatedFilings: [SourceKey] = []
    /// Versions that nothing refers to any more.
    package var unusedPlans: [String] = []

    /// The newest of each name stands.
    package var marks: [Mark] = []
    /// Names of marks that go.
    package var droppedMarks: [String] = []

    package init() {}

    package var isEmpty: Bool {
        entries.isEmpty && filings.isEmpty && plans.isEmpty && outdatedFilings.isEmpty && unusedPlans.isEmpty
            && numbersLeftOutTo == nil && marks.isEmpty && droppedMarks.isEmpty && changed.isEmpty
    }
}
