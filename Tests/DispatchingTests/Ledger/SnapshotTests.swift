import Escalation
import Record
import TestSupport
import Testing

@testable import Dispatching

/// What one incident costs is bounded, however long it lasts and however often it is reported.
@Suite("Long incidents")
struct SnapshotTests {
    private static func scene(every: Int = 10) throws -> Scene {
        try Scene(Town.directory([.asking(["a"])]), snapshotEvery: every)
    }

    @Test func `a state is stored each time that the record grew by so many entries, and read instead of them`() throws
    {
        let scene = try Self.scene()
        try scene.file()
        for _ in 0..<35 { try scene.says("a", .note) }
        let before = try #require(scene.incident(1))
        let history = try #require(try scene.store.memory.history(of: 1))
        #expect(history.snapshot?.entryCount == before.entryCount / 10 * 10 && history.entries.count < 10)
        try scene.restart()
        let after = try scene.says("a", .seen)
        #expect(after.entryCount == before.entryCount + 1 && after.contacts["a"]?.seenAt != nil)
        #expect(Incident(replaying: try scene.store.memory.entries(of: 1)) == after)
    }

    @Test func `a snapshot that cannot be read is made again with the next entry`() throws {
        let scene = try Self.scene()
        try scene.file()
        for _ in 0..<15 { try scene.says("a", .note) }
        let entry = try #require(scene.store.memory.sealed(from: 3, limit: 1).first)
        var bad = Batch()
        bad.snapshots = [
            IncidentSnapshot(
                incident: 1,
                entry: RecordHead(position: entry.position, hash: entry.hash),
                body: [1, 2, 3]
            )
        ]
        try scene.store.memory.commit(bad)
        try scene.restart()
        try scene.says("a", .note)
        let history = try #require(try scene.store.memory.history(of: 1))
        #expect(!history.hasBadSnapshot && history.entries.isEmpty)
        #expect(history.state() == Incident(replaying: try scene.store.memory.entries(of: 1)))
    }

    @Test func `a snapshot of a refused commit is made by the next`() throws {
        let scene = try Self.scene(every: 4)
        try scene.file()
        while scene.incident(1)?.entryCount != 3 { try scene.says("a", .note) }
        scene.store.failCommits(.full)
        #expect(throws: LedgerError.self) { try scene.says("a", .note) }
        #expect(try scene.store.memory.history(of: 1)?.snapshot == nil)
        try scene.says("a", .note)
        #expect(try scene.store.memory.history(of: 1)?.snapshot?.entryCount == 4)
    }

    @Test func `a storm of one report leaves a handful of entries and the right count, over restarts too`() throws {
        let scene = try Self.scene()
        var report = Town.report()
        report.dedupKey = "pump"
        try scene.file(report)
        let entries = scene.incident(1)?.entryCount ?? 0
        for _ in 2...157 { try scene.file(report) }
        #expect(scene.incident(1)?.entryCount == entries + 3)
        #expect(scene.incident(1)?.reportCount == 157)
        try scene.restart()
        #expect(try scene.file(report).incident.reportCount == 158)
        for _ in 159...1_000 { try scene.file(report) }
        #expect(scene.incident(1)?.entryCount == entries + 4)
        let last = scene.changes(1).last
        guard case .reportedAgain(let count, _, _, _) = last else {
            Issue.record("not a repeat: \(String(describing: last))")
            return
        }
        #expect(count == 1_000)
    }
}
