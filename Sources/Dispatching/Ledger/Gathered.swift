import Escalation

/// What a cycle read of the store at once, before anything was decided; a commit changes none of it.
struct Gathered {
    var keys: Known.Found<SourceKey, IncidentID> = [:]
    var filings: Known.Found<SourceKey, FilingRow> = [:]
    /// Those that were not in memory.
    var incidents: [IncidentID: Result<Shared<Incident>, LedgerError>] = [:]

    mutating func note(_ incidents: [IncidentID: Result<Shared<Incident>, LedgerError>]) {
        self.incidents.merge(incidents) { _, newer in newer }
    }
}
