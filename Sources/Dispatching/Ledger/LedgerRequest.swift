package import Escalation

/// What a caller may ask of the ledger.
package enum LedgerRequest: Sendable {
    case file(Filing, reply: @Sendable (Result<Filed, LedgerError>) -> Void)
    case handle(IncidentID, Event, by: Actor, reply: @Sendable (Result<Incident, LedgerError>) -> Void)
    /// A new contact tree with its plans; templates are swapped in the composer, running timers and pending work are untouched.
    /// Beside it goes on record what the server wrote to make it.
    case install(Directory, after: TreeEdit? = nil, reply: @Sendable (Result<Void, LedgerError>) -> Void)
    /// What the auditor found overdue in the store; whatever of it is in no list of the ledger is taken up again from there.
    case recover(Suspects, reply: @Sendable (Result<Recovered, LedgerError>) -> Void)
    /// Work on the ledger itself.
    case maintain(Maintenance, reply: @Sendable (Result<Maintained, LedgerError>) -> Void)
}
