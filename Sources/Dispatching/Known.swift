package import Escalation
package import Record

/// What a store knows of what it was asked: what it does not have is missing, what it cannot read is a failure.
package struct Known: Sendable {
    package typealias Found<Key: Hashable, Value> = [Key: Result<Value, StoreError>]

    /// The newest incident under each key, closed or not.
    package var keys: Found<SourceKey, IncidentID> = [:]
    package var filings: Found<SourceKey, FilingRow> = [:]
    package var incidents: Found<IncidentID, IncidentRecord> = [:]
    package var plans: Found<String, Plan> = [:]
    package var leaving: Found<IncidentID, LeavingIncident> = [:]
    /// When those in the outbox are due, by the wall clock.
    package var unsent: Found<NotificationID, Timestamp> = [:]

    package var unclosed: Found<PlanName, [UnclosedIncident]> = [:]

    package init() {}

    /// The same fault for everything that was wanted.
    package init(unreadable wanted: Wanted, because fault: StoreError) {
        keys = Self.failing(wanted.keys, fault)
        filings = Self.failing(wanted.filings, fault)
        incidents = Self.failing(wanted.incidents, fault)
        plans = Self.failing(wanted.plans, fault)
        leaving = Self.failing(wanted.leaving, fault)
        unsent = Self.failing(wanted.unsent, fault)
        unclosed = Self.failing(wanted.unclosed, fault)
    }

    private static func failing<Key, Value>(_ keys: [Key], _ fault: StoreError) -> Found<Key, Value> {
        Dictionary(keys.map { ($0, .failure(fault)) }) { first, _ in first }
    }
}

/// What is kept of an incident on the record.
package enum IncidentRecord: Hashable, Sendable {
    case kept(IncidentHistory)
    /// Retention took it off the record.
    case removed
}

/// An incident that is to leave the record.
package struct LeavingIncident: Hashable, Sendable {
    package var row: IncidentRow
    /// Position and hash of every entry, oldest first; each still has its content.
    package var seals: [RecordHead]

    package init(row: IncidentRow, seals: [RecordHead]) {
        self.row = row
        self.seals = seals
    }
}
