import Dispatching
import Escalation
import Record

extension Scene {
    /// What does not hold of the store as a whole: the chain, the replay of every record, rows and outbox.
    func faults() -> [String] {
        var found: [String] = []
        var head = RecordHead()
        if let fault = RecordChain.fault(in: store.sealed(from: 1, limit: .max), after: &head) { found.append(fault) }
        let start = store.begin()
        if start.head != head { found.append("the head is not the newest entry") }
        if ledger.head != head { found.append("the ledger's head is not the store's") }
        var unfinished: [Notification] = []
        for row in store.incidents(matching: IncidentQuery(limit: .max)) {
            guard let incident = incident(row.id) else {
                found.append("incident \(row.id) cannot be replayed")
                continue
            }
            if !agrees(row, with: incident) { found.append("the row of incident \(row.id) is not its record") }
            unfinished += incident.unfinished.values
            if !incident.isClosed, incident.timers.isEmpty, incident.status == .open {
                found.append("incident \(row.id) is open and nothing more would happen")
            }
        }
        let outbox = start.outbox.map(\.notification).sorted { $0.id < $1.id }
        if outbox != unfinished.sorted(by: { $0.id < $1.id }) { found.append("the outbox is not what the records say") }
        if ledger.dispatcher.count != outbox.count {
            found.append("\(ledger.dispatcher.count) in the dispatcher, \(outbox.count) in the outbox")
        }
        if let fault = ledger.dispatcher.disagreement() { found.append(fault) }
        return found
    }

    private func agrees(_ row: IncidentRow, with incident: Incident) -> Bool {
        row.status == incident.status && row.progress == incident.progress.kind && row.severity == incident.severity
            && row.timers == incident.timers && row.title == incident.report.title
            && row.closedAt == incident.closing?.at
    }
}
