package import Dispatching
package import Escalation
import GRDB
package import Record

extension SQLiteStore: Readings {
    package func entries(of incident: IncidentID) throws -> [RecordEntry] {
        try reading { try $0.entries(of: incident) }
    }

    package func timeline(of incident: IncidentID, before position: Int64?, limit: Int) throws -> TimelinePage {
        try reading { try $0.timeline(of: incident, before: position, limit: limit) }
    }

    package func history(of incident: IncidentID) throws -> IncidentHistory? {
        guard case .kept(let history) = try reading({ try $0.record(of: incident) }) else { return nil }
        return history
    }

    package func sealed(from position: Int64, limit: Int) throws -> [SealedEntry] {
        try rows(SQL.sealed, [DatabaseValue(position), DatabaseValue(max(limit, 0))]) { try SealedEntry($0) }
    }

    package func incidents(matching query: IncidentQuery) throws -> [IncidentRow] {
        let listing = IncidentListing(query)
        return try rows(listing.sql, listing.arguments) { try IncidentRow($0) }
    }

    package func plan(version: String) throws -> Plan? {
        try reading { try $0.plan(version: version) }
    }

    package func outboxCount() throws -> Int {
        try rows(SQL.outboxCount, []) { Int(try $0.number(0)) }.first ?? 0
    }

    package func overdue(_ query: OverdueQuery) throws -> Overdue {
        let limit = DatabaseValue(max(query.limit, 0))
        let before = OverdueQuery.Cursor(due: Overdue.always, incident: .min)
        let (first, second) = (query.incidentsAfter ?? before, query.messagesAfter ?? before)
        return Overdue(
            incidents: try rows(
                SQL.overdueIncidents,
                [DatabaseValue(query.by), DatabaseValue(first.due), DatabaseValue(first.incident), limit]
            ) { PendingIncident(id: try $0.number(0), timers: try [IncidentTimer](compact: $0.text(1))) },
            messages: try rows(
                SQL.overdueMessages,
                [
                    DatabaseValue(query.by), DatabaseValue(second.due), DatabaseValue(second.incident),
                    DatabaseValue(second.number), limit,
                ]
            ) { row in
                let id = NotificationID(incident: try row.number(0), number: Int(try row.number(1)))
                return try OutboxRow(id: id, compact: row.text(2))
            }
        )
    }

    /// Reads rows on a read-only connection, within one snapshot.
    func rows<Value>(
        _ sql: String,
        _ arguments: [DatabaseValue],
        _ value: (Row) throws -> Value
    ) throws -> [Value] {
        try reading { try $0.rows(sql, arguments, value) }
    }

    /// Reads on a read-only connection, within one snapshot.
    func reading<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
        do {
            return try pool.read(body)
        } catch {
            throw noted(error)
        }
    }

    /// What a failed read means; damage ends all trust in the store.
    func noted(_ error: any Error) -> StoreError {
        let error = StoreError(reading: error)
        if case .broken = error { note(error) }
        return error
    }
}

extension SealedEntry {
    /// Reads a row of the record.
    init(_ row: Row) throws {
        self.init(
            position: try row.number(0),
            incident: try row.number(1),
            at: try row.moment(2),
            body: try row.bytes(3),
            hash: try row.bytes(4)
        )
    }
}
