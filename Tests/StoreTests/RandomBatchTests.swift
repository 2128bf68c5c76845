import Dispatching
import Escalation
import Record
import StoreSQLite
import Testing

/// The SQLite store and the memory store are handed the same random work and must agree on everything.
@Suite struct RandomBatchTests {
    @Test func `a thousand random batches leave both stores alike`() throws {
        try StoreKind.withFolder { folder in
            let memory = MemoryStore()
            var workload = RandomWorkload(seed: 42)
            var sqlite = try SQLiteStore(directory: folder)
            for round in 1...1_000 {
                let batch = try workload.next()
                try memory.commit(batch)
                try sqlite.commit(batch)
                if let content = workload.content() {
                    #expect(try sqlite.putBlob(content) == memory.putBlob(content))
                }
                if round % 250 == 0 {
                    sqlite.close()
                    sqlite = try SQLiteStore(directory: folder)
                }
                if round % 50 == 0 { try compare(memory, sqlite, workload) }
            }
        }
    }

    private func compare(_ memory: MemoryStore, _ sqlite: SQLiteStore, _ workload: RandomWorkload) throws {
        let expected = memory.begin()
        let start = try sqlite.begin()
        #expect(start.lastIncident == expected.lastIncident)
        #expect(start.head == expected.head)
        #expect(start.pending.map(\.id) == expected.pending.map(\.id))
        #expect(start.pending.map(\.timers) == expected.pending.map(\.timers))
        #expect(start.outbox == expected.outbox)
        #expect(start.marks == expected.marks)
        #expect(start.openCount == expected.openCount)
        #expect(try sqlite.outboxCount() == memory.outboxCount())
        for status in [nil] + IncidentQuery.StatusFilter.all as [IncidentQuery.StatusFilter?] {
            for unit in [nil, "/a", "/a/b"] {
                let query = IncidentQuery(status: status, unit: unit, before: start.lastIncident - 3, limit: 40)
                #expect(try sqlite.incidents(matching: query) == memory.incidents(matching: query))
            }
        }
        for key in RandomWorkload.keys {
            #expect(
                try sqlite.latest(source: "gate", dedupKey: key) == memory.latest(source: "gate", dedupKey: key)
            )
        }
        for content in workload.contents.suffix(30) {
            let digest = BlobDigest(of: content)
            #expect(memory.blob(digest) == content)
            #expect(try sqlite.blob(digest) == content)
        }
        let from = max(1, start.head.position - 60)
        #expect(try sqlite.sealed(from: from, limit: 50) == memory.sealed(from: from, limit: 50))
        let incident = max(1, start.lastIncident - 5)
        #expect(try sqlite.entries(of: incident) == memory.entries(of: incident))
        for key in workload.filed.suffix(5) {
            #expect(
                try sqlite.filing(source: "gate", idempotencyKey: key)
                    == memory.filing(source: "gate", idempotencyKey: key)
            )
        }
    }
}
