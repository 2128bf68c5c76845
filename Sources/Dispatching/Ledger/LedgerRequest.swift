package import Escalation

/// A report on its way into the ledger.
package struct Filing: Sendable {
    /// `planVersion`, `previous` and `nonce` are filled in by the ledger.
    package var report: Report
    /// From the `Idempotency-Key` header: the same key and body give the same incident.
    package var idempotency: Idempotency?

    package struct Idempotency: Sendable {
        package var key: String
        /// SHA-256 of the request's body.
        package var bodyDigest: [UInt8]

        package init(key: String, bodyDigest: [UInt8]) {
            self.key = key
            self.bodyDigest = bodyDigest
        }
    }

    package init(report: Report, idempotency: Idempotency? = nil) {
        self.report = report
        self.idempotency = idempotency
    }
}

/// What became of a filing; durable by the time anybody sees this.
package struct Filed: Sendable {
    package enum Result: String, Sendable {
        case created
        /// Counted as another report of an incident that is not closed.
        case counted
        /// A closed incident was opened again.
        case reopened
        /// The same request came before; nothing was done now.
        case repeated
    }

    package var incident: Incident
    package var result: Result
}

/// Why the ledger did not do what it was asked; nothing was stored.
package enum LedgerError: Error, Sendable {
    case refused(Refusal)
    case noSuchIncident(IncidentID)
    case noSuchUnit(UnitPath)
    case noSuchPlan(PlanName, UnitPath)
    /// Fields that the plan does not know or that have a wrong type.
    case facts([FactFault])
    /// The idempotency key was used with another body.
    case keyUsedOtherwise
    /// The store takes no writes at the moment, or the dispatcher is stopping.
    case unavailable(String)
    /// The record of this incident cannot be read.
    case damaged(IncidentID)
    /// Retention took this incident off the record.
    case removed(IncidentID)
}

/// What a caller may ask of the ledger.
package enum LedgerRequest: Sendable {
    case file(Filing, reply: @Sendable (Result<Filed, LedgerError>) -> Void)
    case handle(IncidentID, Event, by: String, reply: @Sendable (Result<Incident, LedgerError>) -> Void)
    /// A new contact tree and new templates; running timers and pending work are untouched.
    case install(Directory, reply: @Sendable (Result<Void, LedgerError>) -> Void)
    /// What the auditor found overdue in the store; whatever of it is in no list of the ledger is taken up again from there.
    case takeUp(Suspects, reply: @Sendable (Result<TakenUp, LedgerError>) -> Void)
    /// Work on the ledger itself.
    case maintain(Maintenance, reply: @Sendable (Result<Maintained, LedgerError>) -> Void)
}
