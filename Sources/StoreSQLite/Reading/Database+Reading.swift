import Dispatching
import Escalation
import Foundation
import GRDB
import Record

/// What is read within a snapshot that somebody else opened.
extension Database {
    func rows<Value>(_ sql: String, _ arguments: [DatabaseValue], _ value: (Row) throws -> Value) throws -> [Value] {
        let cursor = try Row.fetchCursor(cachedStatement(sql: sql), arguments: StatementArguments(arguments))
        var values: [Value] = []
        while let row = try cursor.next() { values.append(try value(row)) }
        return values
    }

    /// What is on record of an incident; `nil` when there never was one.
    func record(of incident: IncidentID) throws -> IncidentRecord? {
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
        if bodies.isEmpty { return nil }
        if bodies.allSatisfy(\.isEmpty) { return .removed }
        return .entries(
            try bodies.map { body in
                do {
                    return try RecordCoding.decode(body)
                } catch {
                    throw StoreError.unreadable("an entry of incident \(incident) cannot be read: \(error)")
                }
            }
        )
    }

    func plan(version: String) throws -> Plan? {
        guard let body = try rows(SQL.plan, [DatabaseValue(version)], { try $0.bytes(0) }).first else { return nil }
        do {
            return try JSONDecoder().decode(Plan.self, from: Data(body))
        } catch {
            throw StoreError.unreadable("plan version \(version) cannot be read: \(error)")
        }
    }

    func filing(_ key: SourceKey) throws -> FilingRow? {
        try rows(SQL.filing, [DatabaseValue(key.source), DatabaseValue(key.key)]) { row in
            FilingRow(
                key: key,
                bodyDigest: try row.bytes(0),
                incident: try row.number(1),
                at: try row.moment(2)
            )
        }.first
    }

    /// The row of an incident and the seals of its entries, each of which still has its content.
    func leaving(_ id: IncidentID) throws -> LeavingIncident? {
        guard let row = try rows(SQL.incident, [DatabaseValue(id)], { try IncidentRow($0) }).first else { return nil }
        let seals = try rows(SQL.seals, [DatabaseValue(id)]) { row in
            let position = try row.number(0)
            if try row.number(2) == 0 { throw StoreError.unreadable("the content of entry \(position) is gone") }
            return RecordHead(position: position, hash: try row.bytes(1))
        }
        return LeavingIncident(row: row, seals: seals)
    }
}
