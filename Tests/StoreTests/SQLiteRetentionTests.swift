import Dispatching
import Escalation
import Foundation
import GRDB
import Record
import Testing

@testable import StoreSQLite

/// What leaves a SQLite store, and that nothing of it stays.
@Suite struct SQLiteRetentionTests {
    private static let late = Samples.start + .days(20)

    @Test func `closed incidents go with all that they said, and the record still verifies`() throws {
        try StoreKind.withFolder { folder in
            let kept = try KeptLedger(folder, incidents: 40, closed: 30)
            let head = try kept.signed()
            do {
                let store = try SQLiteStore(directory: folder)
                let page = try store.removable(closedBefore: Self.late, after: 0)
                #expect(page.incidents == Array(1...30) && page.last == nil)
                var removal = Removal()
                removal.incidents = Array(page.incidents.prefix(12))
                removal.closedBefore = Self.late
                let done = try #require(try KeptLedger.remove(removal, in: store))
                #expect(done == Maintained(looked: 12, incidents: 12, entries: 48))
                #expect(try store.entries(of: 3).isEmpty && store.isRemoved(3))
                #expect(try store.entries(of: 13).count == 4)
                #expect(try !store.isRemoved(13) && !store.isRemoved(999))
                #expect(try store.removable(closedBefore: Self.late, after: 0).incidents == Array(13...30))
            }
            let sound = try LedgerReader(directory: folder).verify([head])
            #expect(sound.head.position == 161 && sound.removed == 48 && sound.heads == 1 && sound.incidents == 28)
            let bytes = try Data(contentsOf: URL(filePath: folder + "/tocsin.db"))
            for number in 1...12 {
                #expect(bytes.firstRange(of: Data("Canary title \(number)\"".utf8)) == nil, "\(number)")
                #expect(bytes.firstRange(of: Data("Canary note \(number)\"".utf8)) == nil, "\(number)")
            }
            #expect(bytes.firstRange(of: Data("Canary note 13\"".utf8)) != nil)
        }
    }

    @Test func `one commit takes a limited number of entries`() throws {
        try StoreKind.withFolder { folder in
            _ = try KeptLedger(folder, incidents: 400, closed: 399)
            let store = try SQLiteStore(directory: folder)
            var removal = Removal()
            removal.incidents = try store.removable(closedBefore: Self.late, after: 0).incidents
            removal.closedBefore = Self.late
            let done = try #require(try KeptLedger.remove(removal, in: store))
            #expect(done == Maintained(looked: 250, incidents: 250, entries: 1_000))
        }
    }

    @Test func `old idempotency keys and plans that nothing names go`() throws {
        try StoreKind.withFolder { folder in
            _ = try KeptLedger(folder, incidents: 6, closed: 6)
            let store = try SQLiteStore(directory: folder)
            var batch = Batch()
            batch.plans = [Samples.plan(version: "long-gone")]
            batch.filings = [
                FilingRow(key: SourceKey(source: "gate", key: "new"), bodyDigest: [1], incident: 6, at: Self.late)
            ]
            try store.commit(batch)
            #expect(try store.unusedPlans() == ["long-gone"])
            let old = try store.outdatedFilings(
                before: Samples.start + .days(1),
                after: SourceKey(source: "", key: "")
            )
            #expect(old.keys.map(\.key) == (1...6).map { "f\($0)" } && old.last == nil)
            var removal = Removal()
            removal.filings = old.keys
            removal.plans = try store.unusedPlans()
            _ = try KeptLedger.remove(removal, in: store)
            #expect(try store.filing(source: "gate", idempotencyKey: "f1") == nil)
            #expect(try store.filing(source: "gate", idempotencyKey: "new") != nil)
            #expect(try store.plan(version: "long-gone") == nil && store.plan(version: "fire-1") != nil)
        }
    }

    @Test func `a removal that does not fit the store stores nothing and breaks it`() throws {
        for wrong in [RemovedIncident(id: 1, entries: 3), RemovedIncident(id: 2, entries: 4)] {
            try StoreKind.withFolder { folder in
                _ = try KeptLedger(folder, incidents: 2, closed: 1)
                let store = try SQLiteStore(directory: folder)
                var batch = Batch()
                batch.plans = [Samples.plan(version: "x")]
                batch.removed = [wrong]
                #expect(throws: StoreError.self) { try store.commit(batch) }
                #expect(try store.entries(of: 1).count == 4 && store.plan(version: "x") == nil)
            }
        }
    }

    /// The tables and columns of the first schema.
    private static let firstSchema = [
        ("record", "position, incident, at, body, hash"), ("incidents", SQL.incidentColumns),
        ("outbox", "incident, number, body"), ("filings", "source, idempotency_key, body_digest, incident, at"),
        ("plans", "version, body"),
    ]

    @Test func `a ledger of the first schema keeps everything when this version opens it`() throws {
        try StoreKind.withFolder { folder in
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            var head = RecordHead()
            let batches = try (1...20).map { try KeptLedger.batch($0, isClosed: $0 < 10, after: &head) }
            do {
                let new = try SQLiteStore(directory: folder + "/new")
                _ = try new.begin()
                for batch in batches { try new.commit(batch) }
                new.close()
                let queue = try DatabaseQueue(path: folder + "/tocsin.db")
                var migrator = DatabaseMigrator()
                migrator.registerMigration(Migration0001Ledger.name) { try $0.execute(sql: Migration0001Ledger.sql) }
                try migrator.migrate(queue)
                try queue.writeWithoutTransaction { database in
                    try database.execute(sql: "PRAGMA application_id = \(Opening.applicationID)")
                    try database.execute(sql: "INSERT INTO ledger (name) VALUES ('abcd1234')")
                    try database.execute(sql: "ATTACH DATABASE ? AS new", arguments: [folder + "/new/tocsin.db"])
                    for (table, columns) in Self.firstSchema {
                        let copy = "INSERT INTO main.\(table) (\(columns)) SELECT \(columns) FROM new.\(table)"
                        try database.execute(sql: copy)
                    }
                }
            }
            let store = try SQLiteStore(directory: folder)
            let start = try store.begin()
            #expect(
                start.ledger == "abcd1234" && start.head == head && start.lastIncident == 20 && start.openCount == 11
            )
            #expect(try store.sealed(from: 1, limit: 1_000) == batches.flatMap(\.entries))
            #expect(try store.incidents(matching: IncidentQuery()).count == 20)
            #expect(try store.filing(source: "gate", idempotencyKey: "f7")?.incident == 7)
            #expect(try store.plan(version: "fire-2") != nil)
            #expect(try LedgerReader(directory: folder).verify([]).head == head)
            try store.commit(KeptLedger.batch(21, isClosed: false, after: &head))
            #expect(try store.entries(of: 21).count == 4)
        }
    }
}
