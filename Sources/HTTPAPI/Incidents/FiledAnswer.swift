import Dispatching
import Escalation
import Messages
import Record
import Text

extension JSONOutput {
    /// Writes what a reporter is told about a report that was filed.
    func write(_ filed: Filed, _ names: IncidentNames) {
        let incident = filed.incident
        let depth = beginObject()
        begin(filed, names, at: depth)
        text(incident.report.unit, "unit", at: depth)
        text(incident.report.plan, "plan", at: depth)
        text(incident.report.title, "title", at: depth)
        text(incident.severity.numeral, "severity", at: depth)
        text(incident.status.rawValue, "status", at: depth)
        text(incident.progress.kind.rawValue, "progress", at: depth)
        if incident.report.isDrill {
            member("drill", at: depth)
            flag(true)
        }
        text(RFC3339.text(incident.reportedAt), "reported_at", at: depth)
        if let owed = incident.obligations.first(where: { $0.kind == .details }) {
            text(RFC3339.text(owed.due), "details_due", at: depth)
        }
        end(at: depth)
    }

    /// Writes what became of one report of an array.
    func write(_ outcome: Result<Filed, Problem>, _ names: IncidentNames) {
        let depth = beginObject()
        switch outcome {
        case .success(let filed):
            member("status", at: depth)
            integer(filed.result == .created ? 201 : 200)
            begin(filed, names, at: depth)
            text(filed.incident.severity.numeral, "severity", at: depth)
        case .failure(let problem):
            member("status", at: depth)
            integer(problem.status)
            member("problem", at: depth)
            json(problem.bytes)
        }
        end(at: depth)
    }

    private func begin(_ filed: Filed, _ names: IncidentNames, at depth: Int) {
        text(names.name(of: filed.incident.id), "id", at: depth)
        text(filed.result.rawValue, "result", at: depth)
    }

    private func text(_ text: String, _ name: String, at depth: Int) {
        member(name, at: depth)
        string(text)
    }
}
