import Dispatching
import Escalation

/// What a reporter is told about a report that was filed.
struct FiledAnswer: Encodable {
    let filed: Filed

    init(_ filed: Filed) {
        self.filed = filed
    }

    private enum CodingKeys: String, CodingKey {
        case id, result, unit, plan, title, severity, status, progress, drill
        case reportedAt = "reported_at"
        case detailsDue = "details_due"
    }

    func encode(to encoder: any Encoder) throws {
        let incident = filed.incident
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(Int(incident.id), forKey: .id)
        try members.encode(filed.result.rawValue, forKey: .result)
        try members.encode(incident.report.unit, forKey: .unit)
        try members.encode(incident.report.plan, forKey: .plan)
        try members.encode(incident.report.title, forKey: .title)
        try members.encode(incident.severity.numeral, forKey: .severity)
        try members.encode(incident.statusWord, forKey: .status)
        try members.encode(incident.progressWord, forKey: .progress)
        if incident.report.isDrill { try members.encode(true, forKey: .drill) }
        try members.encode(RFC3339.text(incident.reportedAt), forKey: .reportedAt)
        if let owed = incident.obligations.first(where: { $0.kind == .details }) {
            try members.encode(RFC3339.text(owed.due), forKey: .detailsDue)
        }
    }
}

/// What became of one report of an array.
struct ArrayAnswer: Encodable {
    let outcome: Result<Filed, Problem>

    init(_ outcome: Result<Filed, Problem>) {
        self.outcome = outcome
    }

    private enum CodingKeys: String, CodingKey {
        case status, id, result, severity, problem
    }

    func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        switch outcome {
        case .success(let filed):
            try members.encode(filed.result == .created ? 201 : 200, forKey: .status)
            try members.encode(Int(filed.incident.id), forKey: .id)
            try members.encode(filed.result.rawValue, forKey: .result)
            try members.encode(filed.incident.severity.numeral, forKey: .severity)
        case .failure(let problem):
            try members.encode(problem.status, forKey: .status)
            try members.encode(problem, forKey: .problem)
        }
    }
}

extension Incident {
    /// `open`, `acknowledged`, `stood_down` or `cancelled`.
    var statusWord: String {
        switch status {
        case .open: "open"
        case .acknowledged: "acknowledged"
        case .closed(let closing): closing.rawValue
        }
    }

    /// `running`, `satisfied`, `paused` or `exhausted`.
    var progressWord: String {
        switch progress {
        case .running: "running"
        case .satisfied: "satisfied"
        case .paused: "paused"
        case .exhausted: "exhausted"
        }
    }
}
