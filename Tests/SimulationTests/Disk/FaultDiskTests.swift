import Dispatching
import Escalation
import Foundation
import Record
import Simulation
import StoreSQLite
import Testing

/// SQLite on a disk that fails as planned.
@Suite struct FaultDiskTests {
    @Test func `a store lives on the disk and on no real file`() throws {
        let disk = try FaultDisk()
        defer { disk.free() }
        let store = try SQLiteStore(directory: disk.directory)
        try store.commit(Self.entries(1...3))
        #expect(try store.sealed(from: 1, limit: 10).count == 3)
        #expect(disk.size(of: .log) > 4_096)
        #expect(disk.openFiles > 2)
        #expect(disk.syncs > 0)
        let real = try FileManager.default.attributesOfItem(atPath: disk.directory + "/tocsin.db")[.size]
        #expect(real as? Int == 0)
        store.close()
        #expect(disk.openFiles == 0)
    }

    @Test func `the directory goes with the disk`() throws {
        let disk = try FaultDisk()
        #expect(FileManager.default.fileExists(atPath: disk.directory))
        disk.free()
        #expect(!FileManager.default.fileExists(atPath: disk.directory))
    }

    @Test(arguments: FaultDisk.Survival.allCases)
    func `what was committed survives a crash`(survival: FaultDisk.Survival) throws {
        let disk = try FaultDisk()
        defer { disk.free() }
        do {
            let store = try SQLiteStore(directory: disk.directory)
            try store.commit(Self.entries(1...3))
            disk.crash()
            #expect(throws: StoreError.self) { try store.commit(Self.entries(4...4)) }
        }
        for seed in 1...10 as ClosedRange<UInt64> {
            let next = try disk.survivor(survival, seed: seed)
            defer { next.free() }
            let store = try SQLiteStore(directory: next.directory)
            defer { store.close() }
            #expect(try store.sealed(from: 1, limit: 10).map(\.position) == [1, 2, 3])
        }
    }

    @Test func `the same story does the same operations`() throws {
        func story() throws -> [String?] {
            let disk = try FaultDisk()
            defer { disk.free() }
            let store = try SQLiteStore(directory: disk.directory)
            for number in 1...20 { try store.commit(Self.entries(Int64(number)...Int64(number))) }
            store.close()
            return (1...disk.operations).map { disk.operation($0) }
        }
        let first = try story()
        #expect(try story() == first)
        #expect(first.count > 100)
    }

    @Test func `a full disk refuses a commit and takes it when it is freed`() throws {
        let disk = try FaultDisk()
        defer { disk.free() }
        let store = try SQLiteStore(directory: disk.directory)
        try store.commit(Self.entries(1...3))
        disk.limit(to: disk.used)
        #expect(throws: StoreError.full) { try store.commit(Self.entries(4...40)) }
        #expect(!disk.occupy(1))
        disk.limit(to: nil)
        try store.commit(Self.entries(4...40))
        #expect(try store.sealed(from: 1, limit: 100).count == 40)
    }

    @Test func `an old copy of the disk can be put back`() throws {
        let disk = try FaultDisk()
        defer { disk.free() }
        let store = try SQLiteStore(directory: disk.directory)
        try store.commit(Self.entries(1...3))
        let old = try disk.copy()
        defer { old.free() }
        try store.commit(Self.entries(4...6))
        store.close()
        #expect(try SQLiteStore(directory: old.directory).sealed(from: 1, limit: 10).count == 3)
    }

    /// A batch of entries of no incident.
    private static func entries(_ positions: ClosedRange<Int64>) -> Batch {
        var batch = Batch()
        for position in positions {
            let body = Array(String(repeating: "x", count: 200).utf8)
            let at = Timestamp(milliseconds: position)
            batch.entries.append(.init(position: position, incident: 1, at: at, body: body, hash: [1]))
        }
        return batch
    }
}
