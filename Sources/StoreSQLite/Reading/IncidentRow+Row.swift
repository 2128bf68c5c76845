import Dispatching
import Escalation
import GRDB

extension IncidentRow {
    /// Reads a row of ``SQL/incidentColumns``.
    init(_ row: Row) throws {
        let severity = Severity(rawValue: Int(try row.number(4)))
        guard let severity else { throw StoreError.unreadable("incident \(try row.number(0)) has no known severity") }
        guard let status = Incident.Status(rawValue: try row.text(5)) else {
            throw StoreError.unreadable("incident \(try row.number(0)) has no known status")
        }
        guard let progress = Incident.Progress.Kind(rawValue: try row.text(6)) else {
            throw StoreError.unreadable("incident \(try row.number(0)) has no known progress")
        }
        self.init(
            id: try row.number(0),
            unit: try row.text(1),
            plan: try row.text(2),
            title: try row.text(3),
            severity: severity,
            status: status,
            progress: progress,
            isDrill: try row.number(7) != 0,
            reportedAt: try row.moment(8),
            changedAt: try row.moment(9),
            closedAt: row.hasNull(atIndex: 10) ? nil : try row.moment(10),
            source: try row.text(11),
            dedupKey: try row.optionalText(12),
            timers: try [IncidentTimer](compact: row.text(13)),
            reports: Int(try row.number(14))
        )
    }
}
