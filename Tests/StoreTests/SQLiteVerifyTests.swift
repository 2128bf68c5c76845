import Dispatching
import Escalation
import Foundation
import GRDB
import Record
import StoreSQLite
import Testing

/// Verifying and copying a ledger's folder from outside.
@Suite struct SQLiteVerifyTests {
    /// Changes that somebody makes to the database by hand; each must be found at this position or before.
    private static let edits: [(sql: String, position: Int64)] = [
        ("UPDATE record SET body = CAST(replace(body, 'Canary', 'Kanary') AS BLOB) WHERE position = 9", 9),
        ("UPDATE record SET body = CAST(body || ' ' AS BLOB) WHERE position = 31", 31),
        ("UPDATE record SET hash = zeroblob(32) WHERE position = 12", 12),
        ("UPDATE record SET incident = incident + 1 WHERE position = 5", 5),
        ("UPDATE record SET at = at + 1 WHERE position = 77", 77),
        ("UPDATE record SET body = x'' WHERE position = 40", 40),
        ("UPDATE record SET body = x'', at = 0 WHERE position = 40", 40),
        ("UPDATE record SET body = x'', at = 0 WHERE incident = 4", 13),
        ("DELETE FROM record WHERE position = 50", 50),
        ("DELETE FROM record WHERE position > 70", 71),
        ("DELETE FROM record", 1),
        ("DELETE FROM record WHERE position < 5", 1),
        (
            """
            UPDATE record SET position = -1 WHERE position = 20; UPDATE record SET position = 20 WHERE position = 21;
            UPDATE record SET position = 21 WHERE position = -1
            """, 20
        ),
        ("INSERT INTO record SELECT 81, incident, at, body, hash FROM record WHERE position = 80", 81),
        ("UPDATE ledger SET name = 'zzzz9999'", 80),
    ]

    @Test(arguments: edits.indices)
    func `a change by hand is found, and the first bad position is named`(index: Int) throws {
        try StoreKind.withFolder { folder in
            let kept = try KeptLedger(folder, incidents: 20, closed: 15)
            let head = try kept.signed()
            #expect(try LedgerReader(directory: folder).verify([head]).heads == 1)
            try edit(folder, Self.edits[index].sql)
            do {
                _ = try LedgerReader(directory: folder).verify([head])
                Issue.record("not found: \(Self.edits[index].sql)")
            } catch let fault as RecordFault {
                #expect(fault.position <= Self.edits[index].position, "\(fault)")
            }
        }
    }

    @Test func `after retention the rest is guarded as before`() throws {
        let edits = [
            "UPDATE record SET hash = zeroblob(32) WHERE position = 2", "UPDATE record SET at = 7 WHERE position = 2",
            "UPDATE record SET incident = 9 WHERE position = 2", "DELETE FROM record WHERE position = 2",
            "UPDATE record SET body = x'', at = 0 WHERE incident = 9",
            "UPDATE record SET body = x'', at = 0 WHERE incident = 0",
            "UPDATE record SET body = x'7B7D' WHERE position = 2",
        ]
        for sql in edits {
            try StoreKind.withFolder { folder in
                let kept = try KeptLedger(folder, incidents: 20, closed: 15)
                var removal = Removal()
                removal.incidents = [1, 3]
                removal.closedBefore = Samples.start + .days(1)
                do { _ = try KeptLedger.remove(removal, in: SQLiteStore(directory: folder)) }
                let head = try kept.signed()
                #expect(try LedgerReader(directory: folder).verify([head]).removed == 8)
                try edit(folder, sql)
                #expect(throws: RecordFault.self, "\(sql)") { try LedgerReader(directory: folder).verify([head]) }
            }
        }
    }

    @Test func `a snapshot that gives another state than the record is found, one that cannot be read is none`() throws
    {
        try StoreKind.withFolder { folder in
            _ = try KeptLedger(folder, incidents: 3)
            do {
                let store = try SQLiteStore(directory: folder)
                let entry = try #require(try store.sealed(from: 8, limit: 1).first)
                var state = try #require(try store.history(of: 2)?.state())
                let at = RecordHead(position: entry.position, hash: entry.hash)
                var batch = Batch()
                batch.snapshots = [try IncidentSnapshot(of: state, at: at)]
                try store.commit(batch)
                #expect(try LedgerReader(directory: folder).verify([]).snapshots == 1)
                state.severity = .one
                batch.snapshots = [try IncidentSnapshot(of: state, at: at)]
                try store.commit(batch)
            }
            #expect(throws: LedgerReader.SnapshotFault.self) { try LedgerReader(directory: folder).verify([]) }
            try edit(folder, "UPDATE snapshots SET body = x'00'")
            #expect(try LedgerReader(directory: folder).verify([]).snapshots == 0)
        }
    }

    @Test func `an older copy put back is found by the newest head`() throws {
        try StoreKind.withFolder { folder in
            let kept = try KeptLedger(folder, incidents: 5)
            try FileManager.default.copyItem(atPath: folder + "/tocsin.db", toPath: folder + "/old.db")
            do {
                let store = try SQLiteStore(directory: folder)
                var head = try store.begin().head
                try store.commit(KeptLedger.batch(6, isClosed: false, after: &head))
            }
            let head = try kept.signed()
            try FileManager.default.removeItem(atPath: folder + "/tocsin.db")
            try FileManager.default.moveItem(atPath: folder + "/old.db", toPath: folder + "/tocsin.db")
            #expect(throws: RecordFault.self) { try LedgerReader(directory: folder).verify([head]) }
            #expect(try LedgerReader(directory: folder).verify([]).head.position == 20)
        }
    }

    @Test func `a copy is taken beside an open store, and leaves it as it was`() throws {
        try StoreKind.withFolder { folder in
            _ = try KeptLedger(folder, incidents: 200, closed: 100)
            let store = try SQLiteStore(directory: folder)
            var head = try store.begin().head
            try store.commit(KeptLedger.batch(201, isClosed: false, after: &head))
            let log = try Data(contentsOf: URL(filePath: folder + "/tocsin.db-wal"))
            try FileManager.default.createDirectory(atPath: folder + "/copy", withIntermediateDirectories: true)
            let reader = try LedgerReader(directory: folder)
            try reader.copy(to: folder + "/copy/tocsin.db")
            #expect(try Data(contentsOf: URL(filePath: folder + "/tocsin.db-wal")) == log)
            try store.commit(KeptLedger.batch(202, isClosed: false, after: &head))

            let copy = try LedgerReader(directory: folder + "/copy")
            try copy.checkPages()
            let sound = try copy.verify([])
            #expect(sound.head.position == 804 && sound.incidents == 201)
            let second = try SQLiteStore(directory: folder + "/copy")
            #expect(try second.begin().openCount == 101)
            #expect(try second.ledgerName() == store.ledgerName())
        }
    }

    @Test func `a directory that is in use is refused, and free again afterwards`() throws {
        try StoreKind.withFolder { folder in
            do {
                let store = try SQLiteStore(directory: folder)
                #expect(throws: StoreError.self) { try ExclusiveAccess.with(folder, command: "test") {} }
                _ = try store.begin()
            }
            #expect(try ExclusiveAccess.with(folder, command: "test") { 5 } == 5)
            _ = try SQLiteStore(directory: folder)
        }
    }

    private func edit(_ folder: String, _ sql: String) throws {
        try DatabaseQueue(path: folder + "/tocsin.db").write { try $0.execute(sql: sql) }
    }
}
