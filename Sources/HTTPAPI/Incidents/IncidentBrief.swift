import Dispatching
import Escalation
import Messages
import Text

/// A page of incidents, newest first.
struct IncidentPage: Encodable {
    var incidents: [IncidentBrief]
    /// What to give as `after` for the next page; missing on the last.
    var next: String?
}

/// An incident in a list.
struct IncidentBrief: Encodable {
    let row: IncidentRow
    /// What it is called outside.
    let name: String
    /// The zone of its unit.
    let timeZone: String

    private enum CodingKeys: String, CodingKey {
        case id, unit, plan, title, severity, status, progress, drill, source
        case reportedAt = "reported_at"
        case changedAt = "changed_at"
        case closedAt = "closed_at"
        case dedupKey = "dedup_key"
        case timeZone = "time_zone"
    }

    func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(name, forKey: .id)
        try members.encode(row.unit, forKey: .unit)
        try members.encode(row.plan, forKey: .plan)
        try members.encode(row.title, forKey: .title)
        try members.encode(row.severity.numeral, forKey: .severity)
        try members.encode(row.status.rawValue, forKey: .status)
        try members.encode(row.progress.rawValue, forKey: .progress)
        try members.encode(row.isDrill, forKey: .drill)
        try members.encode(row.source, forKey: .source)
        try members.encode(RFC3339.text(row.reportedAt), forKey: .reportedAt)
        try members.encode(timeZone, forKey: .timeZone)
        try members.encode(RFC3339.text(row.changedAt), forKey: .changedAt)
        try members.encodeIfPresent(row.closedAt.map(RFC3339.text), forKey: .closedAt)
        try members.encodeIfPresent(row.dedupKey, forKey: .dedupKey)
    }
}
