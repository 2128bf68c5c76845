import Dispatching
import Simulation
import StoreSQLite
import Testing

/// Blobs on a disk that dies at every operation of a put.
@Suite struct BlobCrashTests {
    private static let content = (0..<40_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }

    @Test(arguments: FaultDisk.Survival.allCases, FaultDisk.Phase.allCases)
    func `a content that was told as kept survives a crash, one cut off is there whole or not at all`(
        survival: FaultDisk.Survival,
        phase: FaultDisk.Phase
    ) throws {
        let digest = BlobDigest(of: Self.content)
        var points = 0
        var isTold = false
        while !isTold {
            points += 1
            let disk = try FaultDisk()
            defer { disk.free() }
            do {
                let store = try SQLiteStore(directory: disk.directory)
                disk.crash(at: disk.operations + points, phase)
                isTold = (try? store.putBlob(Self.content)) != nil
                disk.crash()
            }
            for seed in 1...2 as ClosedRange<UInt64> {
                let next = try disk.survivor(survival, seed: seed)
                defer { next.free() }
                let store = try SQLiteStore(directory: next.directory)
                defer { store.close() }
                let found = try store.blob(digest)
                #expect(found == Self.content || !isTold && found == nil, "point \(points)")
                #expect(try store.putBlob(Self.content) == digest, "point \(points)")
                #expect(try store.blob(digest) == Self.content, "point \(points)")
            }
        }
        #expect(points > 10)
    }

    @Test func `a full disk refuses a content whole and takes it when it is freed`() throws {
        let disk = try FaultDisk()
        defer { disk.free() }
        let store = try SQLiteStore(directory: disk.directory)
        defer { store.close() }
        disk.limit(to: disk.used)
        #expect(throws: StoreError.full) { try store.putBlob(Self.content) }
        #expect(try store.blob(BlobDigest(of: Self.content)) == nil)
        disk.limit(to: nil)
        let digest = try store.putBlob(Self.content)
        #expect(try store.blob(digest) == Self.content)
    }
}
