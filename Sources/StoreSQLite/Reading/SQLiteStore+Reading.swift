package import Dispatching
package import Escalation
import Foundation
import GRDB
package import Record

extension SQLiteStore {
    package func entries(of incident: IncidentID) throws -> [RecordEntry] {
        let bodies = try rows(SQL.entries, [DatabaseValue(incident)]) { row in
            let body = try row.bytes(0)
            // What is not kept any more cannot be checked here, only by whoever verifies the whole record.
            let position = try row.number(1)
            let last = position == 1 ? RecordHead().hash : try row.optionalBytes(3)
            if !body.isEmpty, let last, RecordChain.hash(of: body, after: last) != (try row.bytes(2)) {
                throw StoreError.unreadable("entry \(position) of the record does not fit its hash")
            }
            return body
        }
        if bodies.allSatisfy(\.isEmpty) { return [] }
        return try bodies.map { body in
            do {
                return try RecordCoding.decode(body)
            } catch {
                throw StoreError.unreadable("an entry of incident \(incident) cannot be read: \(error)")
            }
        }
    }

    package func sealed(from position: Int64, limit: Int) throws -> [SealedEntry] {
        try rows(SQL.sealed, [DatabaseValue(position), DatabaseValue(max(limit, 0))]) { try SealedEntry($0) }
    }

    package func latest(source: String, dedupKey: String) throws -> IncidentRow? {
        try rows(SQL.latest, [DatabaseValue(source), DatabaseValue(dedupKey)]) { try IncidentRow($0) }.first
    }

    package func filing(source: String, idempotencyKey: String) throws -> FilingRow? {
        try rows(SQL.filing, [DatabaseValue(source), DatabaseValue(idempotencyKey)]) { row in
            FilingRow(
                source: source,
                idempotencyKey: idempotencyKey,
                bodyDigest: try row.bytes(0),
                incident: try row.number(1),
                at: try row.moment(2)
            )
        }.first
    }

    package func incidents(matching query: IncidentQuery) throws -> [IncidentRow] {
        let listing = IncidentListing(query)
        return try rows(listing.sql, listing.arguments) { try IncidentRow($0) }
    }

    package func plan(version: String) throws -> Plan? {
        guard let body = try rows(SQL.plan, [DatabaseValue(version)], { try $0.bytes(0) }).first else { return nil }
        do {
            return try JSONDecoder().decode(Plan.self, from: Data(body))
        } catch {
            throw StoreError.unreadable("plan version \(version) cannot be read: \(error)")
        }
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

    /// Reads on a read-only connection, within one snapshot.
    func rows<Value>(
        _ sql: String,
        _ arguments: [DatabaseValue],
        _ value: (Row) throws -> Value
    ) throws -> [Value] {
        do {
            return try pool.read { database in
                let statement = try database.cachedStatement(sql: sql)
                let cursor = try Row.fetchCursor(statement, arguments: StatementArguments(arguments))
                var values: [Value] = []
                while let row = try cursor.next() { values.append(try value(row)) }
                return values
            }
        } catch {
            let error = StoreError(reading: error)
            if case .broken = error { note(error) }
            throw error
        }
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
