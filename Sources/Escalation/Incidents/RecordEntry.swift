/// What one event did to one incident: the unit of the record.
package struct RecordEntry: Hashable, Codable, Sendable {
    package var incident: IncidentID
    package var at: Timestamp
    package var by: Actor
    package var changes: [Change]

    /// The number under which the ledger itself has entries; no incident has it.
    package static let ledgerItself: IncidentID = 0

    package init(incident: IncidentID, at: Timestamp, by: Actor, changes: [Change]) {
        self.incident = incident
        self.at = at
        self.by = by
        self.changes = changes
    }
}
