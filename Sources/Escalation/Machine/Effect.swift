/// What a decision wants done to other incidents, in the same commit (SEMANTICS §3, `opens`).
package enum Effect: Hashable, Sendable {
    /// A linked incident of that plan is to be opened, or the one that is open in the unit gets the report.
    case open(PlanName)
    /// These people's yes counts in an incident that was opened, too.
    case answer(IncidentID, [PersonID])
}
