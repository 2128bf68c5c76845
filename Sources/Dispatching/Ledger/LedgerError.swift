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

extension LedgerError: CustomStringConvertible {
    /// As a log says it.
    package var description: String {
        switch self {
        case .refused(let refusal): "it does not fit the state of the incident (\(refusal))"
        case .noSuchIncident(let id): "there is no incident \(id)"
        case .noSuchUnit(let unit): "there is no unit \(unit)"
        case .noSuchPlan(let plan, let unit): "there is no plan \(plan) for \(unit)"
        case .facts(let faults): faults.map { "\($0.field) \($0.what)" }.joined(separator: "; ")
        case .keyUsedOtherwise: "the idempotency key was used with another body"
        case .unavailable(let why): why
        case .damaged(let id): "the record of incident \(id) cannot be read"
        case .removed(let id): "incident \(id) was taken off the record"
        }
    }
}
