import Dispatching
import Escalation
import GRDB

/// The statement that lists incidents for a query: newest first, always walking an index from the cursor down.
struct IncidentListing {
    let sql: String
    let arguments: [DatabaseValue]

    init(_ query: IncidentQuery) {
        var conditions = ["id < ?"]
        var arguments = [DatabaseValue(query.before ?? .max)]
        if let unit = query.unit, unit != "/" {
            // What follows "/" in order is "0": the range holds the paths below the unit, and no sibling such as /ab.
            conditions.append("(unit = ? OR (unit > ? AND unit < ?))")
            arguments += [DatabaseValue(unit), DatabaseValue(unit + "/"), DatabaseValue(unit + "0")]
        }
        if let plan = query.plan {
            conditions.append("plan = ?")
            arguments.append(DatabaseValue(plan))
        }
        if let severity = query.severity {
            conditions.append("severity = ?")
            arguments.append(DatabaseValue(severity.rawValue))
        }
        if let source = query.source {
            conditions.append("source = ?")
            arguments.append(DatabaseValue(source))
        }
        let common = conditions.joined(separator: " AND ")
        let parts = Self.statusConditions(query.status).map { status in
            "SELECT \(SQL.incidentColumns) FROM incidents WHERE \(([common] + status).joined(separator: " AND "))"
        }
        sql = parts.joined(separator: " UNION ALL ") + " ORDER BY id DESC LIMIT ?"
        self.arguments = parts.flatMap { _ in arguments } + [DatabaseValue(max(query.limit, 0))]
    }

    /// The conditions of a status, one list for each part of the statement; the index of live incidents is ordered by
    /// status and then by number, so what is unclosed is merged from two parts.
    private static func statusConditions(_ standing: IncidentQuery.StatusFilter?) -> [[String]] {
        switch standing {
        case nil: [[]]
        case .closed: [["closed_at IS NOT NULL"]]
        case .unclosed: statusConditions(.exactly(.open)) + statusConditions(.exactly(.acknowledged))
        case .exactly(let status):
            switch status {
            case .open, .acknowledged: [["status = '\(status.rawValue)'", "closed_at IS NULL"]]
            case .closed: [["status = '\(status.rawValue)'", "closed_at IS NOT NULL"]]
            }
        }
    }
}
