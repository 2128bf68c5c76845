import Dispatching
import Escalation
import Foundation
import Record
import Simulation
import StoreSQLite
import Testing

/// What a SQLite store does when its disk fails.
@Suite struct StoreFaultTests {
    @Test(arguments: [true, false])
    func `after a failed sync of a commit nothing is stored any more`(dropping: Bool) throws {
        try onDisk { disk, store in
            try store.commit(Self.entries(1...3))
            disk.failSyncs(from: disk.syncs + 1, count: 1, dropping: dropping)
            #expect(breaks { try store.commit(Self.entries(4...4)) })
            #expect(breaks { try store.commit(Self.entries(4...4)) })
            #expect(store.fault != nil)
        }
    }

    @Test(arguments: 0...3)
    func `a failed sync of the checkpoint is seen by the commit that made it`(sync: Int) throws {
        try onDisk { disk, store in
            var position: Int64 = 1
            var syncs = disk.syncs
            var count = 0
            while disk.syncs - syncs < 2 {
                syncs = disk.syncs
                try store.commit(Self.entries(position...position))
                position += 1
                count += 1
                try #require(count < 2_000)
            }
            // The same again up to the next checkpoint, whose syncs come after that of its commit.
            syncs = disk.syncs
            disk.failSyncs(from: syncs + count + sync, count: 1)
            var isBroken = false
            for _ in 0..<(count + 10) where !isBroken {
                isBroken = breaks { try store.commit(Self.entries(position...position)) }
                position += 1
            }
            #expect(isBroken)
        }
    }

    @Test func `a failed write of a commit ends the store`() throws {
        try onDisk { disk, store in
            disk.failWrites(from: disk.writes + 1)
            #expect(breaks { try store.commit(Self.entries(1...1)) })
            #expect(breaks { try store.commit(Self.entries(1...1)) })
        }
    }

    @Test func `a read that fails is told, and the store goes on`() throws {
        try onDisk { disk, store in
            try store.commit(Self.entries(1...400))
            disk.failReads(from: disk.reads + 1, count: .max)
            #expect(throws: StoreError.self) { try store.sealed(from: 1, limit: 400) }
            disk.failReads(from: 0)
            #expect(store.fault == nil)
            #expect(try store.sealed(from: 1, limit: 400).count == 400)
            try store.commit(Self.entries(401...401))
        }
    }

    @Test func `a damaged page ends the store, whoever reads it`() throws {
        let disk = try FaultDisk()
        defer { disk.free() }
        do {
            let store = try disk.open(random: SplitMix(1))
            try store.commit(Self.entries(1...2_000))
            store.close()
        }
        let store = try disk.open(random: SplitMix(1))
        defer { store.close() }
        for page in 2..<disk.size(of: .database) / 4_096 {
            for bit in 0..<64 { _ = disk.flip(bit: page * 4_096 * 8 + bit, of: .database) }
        }
        #expect(breaks { _ = try store.sealed(from: 1, limit: 2_000) })
        #expect(store.fault != nil)
        #expect(breaks { try store.commit(Self.entries(2_001...2_001)) })
    }

    @Test func `an entry that was changed on the disk is not taken for the record`() throws {
        let disk = try FaultDisk()
        defer { disk.free() }
        do {
            let store = try disk.open(random: SplitMix(1))
            try store.commit(Self.entries(1...1, body: "{\"q\":\"the very text\"}"))
            store.close()
        }
        let store = try disk.open(random: SplitMix(1))
        defer { store.close() }
        let offset = try #require(disk.offset(of: "the very text", in: .database))
        #expect(disk.flip(bit: offset * 8, of: .database))
        #expect(throws: StoreError.self) { try store.entries(of: 1) }
        #expect(store.fault == nil)
    }

    @Test func `a full disk frees the reserve for what has begun and takes new incidents when there is room`() throws {
        let disk = try FaultDisk()
        defer { disk.free() }
        let store = try disk.open(random: SplitMix(1), reserve: 1 << 20)
        defer { store.close() }
        try store.commit(Self.entries(1...3))
        disk.limit(to: disk.used)
        var opening = Self.entries(4...4)
        opening.opened = [Self.row]
        #expect(throws: StoreError.full) { try store.commit(opening) }
        #expect(!store.takesNew())
        try store.commit(Self.entries(4...30))
        disk.limit(to: disk.used + (1 << 20))
        #expect(!store.takesNew())
        disk.limit(to: disk.used + (2 << 20))
        #expect(store.takesNew())
        try store.commit(Self.entries(31...31))
    }

    @Test func `what has begun is stored at once when the disk is full`() throws {
        let disk = try FaultDisk()
        defer { disk.free() }
        let store = try disk.open(random: SplitMix(1), reserve: 1 << 20)
        defer { store.close() }
        disk.limit(to: disk.used)
        for position in 1...20 as ClosedRange<Int64> { try store.commit(Self.entries(position...position)) }
        #expect(!store.takesNew())
    }

    private func onDisk(_ body: (FaultDisk, SQLiteStore) throws -> Void) throws {
        let disk = try FaultDisk()
        defer { disk.free() }
        let store = try disk.open(random: SplitMix(1))
        defer { store.close() }
        try body(disk, store)
    }

    private func breaks(_ body: () throws -> Void) -> Bool {
        do {
            try body()
            return false
        } catch StoreError.broken {
            return true
        } catch {
            return false
        }
    }

    private static let row = IncidentRow(
        id: 1,
        unit: "/town",
        plan: "fire",
        title: "Smoke",
        severity: .two,
        status: .open,
        progress: .running,
        isDrill: false,
        reportedAt: Timestamp(milliseconds: 1),
        changedAt: Timestamp(milliseconds: 1),
        closedAt: nil,
        source: "gate",
        dedupKey: nil,
        timers: []
    )

    /// A batch of entries of one incident.
    private static func entries(_ positions: ClosedRange<Int64>, body: String? = nil) -> Batch {
        var batch = Batch()
        for position in positions {
            let body = Array((body ?? String(repeating: "x", count: 200)).utf8)
            let hash = RecordChain.hash(of: body, after: RecordHead().hash)
            let at = Timestamp(milliseconds: position)
            batch.entries.append(.init(position: position, incident: 1, at: at, body: body, hash: hash))
        }
        return batch
    }
}
