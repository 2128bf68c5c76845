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
        let id = DatabaseValue(incident)
        let reports = try rows(SQL.reports, [id]) { Int(try $0.number(0)) }.first
        let snapshot = try rows(SQL.snapshot, [id]) { row in
            let entry = RecordHead(position: try row.number(0), hash: try row.bytes(1))
            return IncidentSnapshot(incident: incident, entry: entry, body: try row.bytes(2))
        }.first
        var isRemoved = false
        let history = try IncidentHistory(snapshot, reports: reports ?? 1) { head in
            try rows(SQL.entryHash, [DatabaseValue(head.position), id]) { try $0.bytes(0) }.first == head.hash
        } entries: { position in
            let bodies = try rows(SQL.entries, [id, DatabaseValue(position)]) { try Self.entry($0).body }
            isRemoved = !bodies.isEmpty && bodies.allSatisfy(\.isEmpty)
            return isRemoved ? [] : try bodies.map { try Self.decoded($0, of: incident) }
        }
        if isRemoved { return .removed }
        return history.snapshot == nil && history.entries.isEmpty ? nil : .kept(history)
    }

    /// Holds each snapshot against the record; how many there are that can be read.
    ///
    /// Others are as if they were not there.
    func checkSnapshots() throws -> Int {
        let all = try rows(SQL.snapshots, []) { row in
            IncidentSnapshot(
                incident: try row.number(0),
                entry: RecordHead(position: try row.number(1), hash: try row.bytes(2)),
                body: try row.bytes(3)
            )
        }
        var count = 0
        for snapshot in all {
            let holder = [DatabaseValue(snapshot.entry.position), DatabaseValue(snapshot.incident)]
            let isThere = try rows(SQL.entryHash, holder) { try $0.bytes(0) }.first == snapshot.entry.hash
            guard isThere, let state = try? snapshot.state() else { continue }
            let entries = try entries(of: snapshot.incident).prefix(state.entryCount)
            var replayed = Incident(replaying: entries)
            // Repeats that are no entry are counted in the state alone.
            if (replayed?.reportCount ?? 0) < state.reportCount { replayed?.reportCount = state.reportCount }
            guard replayed == state else { throw LedgerReader.SnapshotFault(incident: snapshot.incident) }
            count += 1
        }
        return count
    }

    /// The newest entries before a position.
    func timeline(of incident: IncidentID, before position: Int64?, limit: Int) throws -> TimelinePage {
        let wanted = max(limit, 0)
        let arguments = [DatabaseValue(incident), DatabaseValue(position ?? .max), DatabaseValue(wanted + 1)]
        let found = try rows(SQL.timeline, arguments) { try Self.entry($0) }.filter { !$0.body.isEmpty }
        let page = found.prefix(wanted).reversed()
        return TimelinePage(
            entries: try page.map { try Self.decoded($0.body, of: incident) },
            before: found.count > page.count ? page.first?.position : nil
        )
    }

    /// The whole record of an incident; empty when there is none, or none any more.
    func entries(of incident: IncidentID) throws -> [RecordEntry] {
        let bodies = try rows(SQL.entries, [DatabaseValue(incident), DatabaseValue(0)]) { try Self.entry($0).body }
        return bodies.allSatisfy(\.isEmpty) ? [] : try bodies.map { try Self.decoded($0, of: incident) }
    }

    /// A row of ``SQL/entries``, held against its hash.
    private static func entry(_ row: Row) throws -> (position: Int64, body: [UInt8]) {
        let body = try row.bytes(0)
        // What is not kept any more cannot be checked here, only by whoever verifies the whole record.
        let position = try row.number(1)
        let last = position == 1 ? RecordHead().hash : try row.optionalBytes(3)
        if !body.isEmpty, let last, RecordChain.hash(of: body, after: last) != (try row.bytes(2)) {
            throw StoreError.unreadable("entry \(position) of the record does not fit its hash")
        }
        return (position, body)
    }

    private static func decoded(_ body: [UInt8], of incident: IncidentID) throws -> RecordEntry {
        do {
            return try RecordCoding.decode(body)
        } catch {
            throw StoreError.unreadable("an entry of incident \(incident) cannot be read: \(error)")
        }
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
