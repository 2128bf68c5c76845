import Dispatching
import Escalation
import Foundation
import GRDB
import Testing

@testable import StoreSQLite

/// Another program, such as a shell, opens the database file of a running server.
@Suite struct SQLiteForeignLockTests {
    private static let short = LockPatience(opening: TimeSpan(milliseconds: 20), writing: TimeSpan(milliseconds: 20))
    private static let locked = StoreError.unavailable(
        "another program has the database file tocsin.db locked; end it, or let it finish"
    )

    @Test(arguments: ["IMMEDIATE", "EXCLUSIVE"])
    func `a foreign lock stores nothing and breaks nothing, and what is tried again afterwards is stored`(kind: String)
        throws
    {
        try StoreKind.withFolder { folder in
            let store = try SQLiteStore(directory: folder, patience: Self.short)
            try store.commit(.opening([Samples.row(1)]))
            let other = try shell(folder)
            try other.inDatabase { try $0.execute(sql: "BEGIN \(kind)") }
            for _ in 0..<2 {
                #expect(throws: Self.locked) { try store.commit(.opening([Samples.row(2)])) }
                #expect(throws: Self.locked) { try store.putBlob([1, 2, 3]) }
                #expect(store.fault == nil)
                #expect(try store.incidents(matching: IncidentQuery()).map(\.id) == [1])
            }
            try other.inDatabase { try $0.execute(sql: "ROLLBACK") }
            try store.commit(.opening([Samples.row(2)]))
            let digest = try store.putBlob([1, 2, 3])
            #expect(try store.blob(digest) == [1, 2, 3])
            #expect(try store.incidents(matching: IncidentQuery()).map(\.id) == [2, 1])
        }
    }

    @Test func `a foreign lock refuses a start and says who is to end, and the next start is taken`() throws {
        try StoreKind.withFolder { folder in
            do { try SQLiteStore(directory: folder).commit(.opening([Samples.row(1)])) }
            let other = try shell(folder)
            try other.inDatabase { try $0.execute(sql: "BEGIN IMMEDIATE") }
            let path = folder + "/tocsin.db"
            let told = StoreError.inUse(
                "another program has the database file \(path) locked; find it with `fuser -v \(path)`, end it, and start again"
            )
            #expect(throws: told) { try SQLiteStore(directory: folder, patience: Self.short) }
            try other.inDatabase { try $0.execute(sql: "ROLLBACK") }
            let store = try SQLiteStore(directory: folder, patience: Self.short)
            #expect(try store.incidents(matching: IncidentQuery()).map(\.id) == [1])
        }
    }

    @Test func `somebody who reads for long keeps neither a commit nor a start from going on`() throws {
        try StoreKind.withFolder { folder in
            var first: SQLiteStore? = try SQLiteStore(directory: folder, patience: Self.short)
            try first?.commit(.opening([Samples.row(1)]))
            let other = try shell(folder)
            try other.inDatabase { database in
                try database.execute(sql: "BEGIN")
                _ = try Int.fetchOne(database, sql: "SELECT count(*) FROM incidents")
            }
            try first?.commit(.opening([Samples.row(2)]))
            first?.close()
            first = nil
            let store = try SQLiteStore(directory: folder, patience: Self.short)
            try store.commit(.opening([Samples.row(3)]))
            #expect(try store.incidents(matching: IncidentQuery()).map(\.id) == [3, 2, 1])
            #expect(try other.inDatabase { try Int.fetchOne($0, sql: "SELECT count(*) FROM incidents") } == 1)
            try other.inDatabase { try $0.execute(sql: "ROLLBACK") }
        }
    }

    /// A second connection to the file, with no claim on the data directory.
    private func shell(_ folder: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        return try DatabaseQueue(path: folder + "/tocsin.db", configuration: configuration)
    }
}
