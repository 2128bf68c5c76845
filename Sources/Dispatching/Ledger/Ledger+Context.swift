import Escalation

extension Ledger {
    /// What the machine may look at for a decision about an incident.
    func context(of incident: Incident, mark: UInt64) throws(LedgerError) -> DecisionContext {
        let version = incident.report.planVersion
        guard let plan = plan(version: version) else { throw .damaged(incident.id) }
        var inFlight: Set<Int> = []
        for number in incident.unfinished.keys {
            if dispatcher.isInFlight(NotificationID(incident: incident.id, number: number)) { inFlight.insert(number) }
        }
        return DecisionContext(plan: plan, directory: directory, inFlight: inFlight, mark: mark)
    }
}
