package import Dispatching
import Escalation
import GRDB

extension SQLiteStore {
    package func lookUp(_ wanted: Wanted) throws -> Known {
        if wanted.isEmpty { return Known() }
        return try reading { database in
            var known = Known()
            known.keys = each(wanted.keys) { key in
                let arguments = [DatabaseValue(key.source), DatabaseValue(key.key)]
                return try database.rows(SQL.latest, arguments) { try $0.number(0) }.first
            }
            known.filings = each(wanted.filings) { try database.filing($0) }
            known.incidents = each(wanted.incidents) { try database.record(of: $0) }
            known.plans = each(wanted.plans) { try database.plan(version: $0) }
            known.leaving = each(wanted.leaving) { try database.leaving($0) }
            known.unsent = each(wanted.unsent) { id in
                let arguments = [DatabaseValue(id.incident), DatabaseValue(id.number)]
                return try database.rows(SQL.unsent, arguments) { try $0.moment(0) }.first
            }
            known.unclosed = each(wanted.unclosed) { plan in
                try database.rows(SQL.unclosed, [DatabaseValue(plan)]) { row in
                    UnclosedIncident(id: try row.number(0), unit: try row.text(1), isDrill: try row.number(2) != 0)
                }
            }
            return known
        }
    }

    /// One after the other: SQLite has no way that costs less, and what cannot be read hides nothing else.
    private func each<Key: Hashable, Value>(
        _ keys: [Key],
        _ read: (Key) throws -> Value?
    ) -> Known.Found<Key, Value> {
        var found: Known.Found<Key, Value> = [:]
        for key in keys {
            do {
                found[key] = try read(key).map { .success($0) }
            } catch {
                found[key] = .failure(noted(error))
            }
        }
        return found
    }
}
