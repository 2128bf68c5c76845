import Dispatching
import Escalation
import Foundation
import GRDB
import Record
import Testing

@testable import StoreSQLite

/// What a SQLite store does when the disk is full and when its process is killed.
@Suite struct SQLiteFaultTests {
    @Test func `a full disk refuses a batch whole and takes it when there is room again`() throws {
        try StoreKind.withFolder { folder in
            let store = try SQLiteStore(directory: folder)
            try store.commit(.opening([Samples.row(1)]))
            try limitPages(store, to: 0)
            let batch = Batch.opening((2...2_000).map { Samples.row($0, title: String(repeating: "x", count: 200)) })
            for _ in 1...3 { #expect(throws: StoreError.full) { try store.commit(batch) } }
            #expect(try store.incidents(matching: IncidentQuery()).map(\.id) == [1])
            try store.commit(.changing([Samples.closed(Samples.row(1))]))
            try limitPages(store, to: 1_000_000)
            try store.commit(batch)
            #expect(try store.begin().lastIncident == 2_000)
        }
    }

    /// No fewer than there are.
    private func limitPages(_ store: SQLiteStore, to pages: Int) throws {
        try store.pool.writeWithoutTransaction { database in
            let count = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
            try database.execute(sql: "PRAGMA max_page_count = \(max(count, pages))")
        }
    }

    @Test(arguments: 1...8)
    func `a killed process loses nothing that was acknowledged`(round: Int) async throws {
        let folder = Samples.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        await #expect(processExitsWith: .signal(SIGKILL)) { [folder = folder as String, round = round as Int] in
            try commitUntilKilled(folder: folder, after: Double(round) * 0.02)
        }
        let acknowledged = try Data(contentsOf: URL(filePath: folder + "/acknowledged")).count
        let store = try SQLiteStore(directory: folder)
        let head = try store.begin().head.position
        #expect(head >= acknowledged)
        #expect(head <= acknowledged + 1)
        let positions = try store.sealed(from: 1, limit: .max).map(\.position)
        #expect(positions.elementsEqual(stride(from: 1, through: head, by: 1)))
        #expect(try store.begin().lastIncident == head)
        #expect(try store.outboxCount() == Int(head))
    }
}

/// Commits one incident after the other, adding a byte to a file after each, until the process kills itself.
private func commitUntilKilled(folder: String, after seconds: Double) throws {
    let store = try SQLiteStore(directory: folder)
    try Data().write(to: URL(filePath: folder + "/acknowledged"))
    let file = try FileHandle(forWritingTo: URL(filePath: folder + "/acknowledged"))
    Thread {
        Thread.sleep(forTimeInterval: seconds)
        kill(ProcessInfo.processInfo.processIdentifier, SIGKILL)
    }.start()
    for number in 1...Int64.max {
        var batch = Batch.opening([Samples.row(number)])
        batch.entries = [try Samples.entry(number, incident: number)]
        batch.planned = [Samples.planned(number)]
        try store.commit(batch)
        try file.write(contentsOf: Data([1]))
    }
}
