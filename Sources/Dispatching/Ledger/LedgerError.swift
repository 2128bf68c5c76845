package import Escalation

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
