import Access
import Dispatching
import Escalation
import Foundation
import GRDB
import Testing

@testable import StoreSQLite

/// How a SQLite store opens, and what it refuses to open.
@Suite struct SQLiteOpeningTests {
    @Test func `a commit is synced, whatever GRDB set while it opened`() throws {
        try StoreKind.withFolder { folder in
            for _ in 1...2 {
                let store = try SQLiteStore(directory: folder)
                let (synchronous, mode) = try store.pool.writeWithoutTransaction { database in
                    (
                        try Int.fetchOne(database, sql: "PRAGMA synchronous"),
                        try String.fetchOne(database, sql: "PRAGMA journal_mode")
                    )
                }
                #expect(synchronous == 2)
                #expect(mode == "wal")
            }
        }
    }

    @Test func `a reader can neither write nor checkpoint`() throws {
        try StoreKind.withFolder { folder in
            let store = try SQLiteStore(directory: folder)
            try store.commit(.opening([Samples.row(1)]))
            #expect(throws: DatabaseError.self) {
                try store.pool.unsafeRead { try $0.execute(sql: "DELETE FROM incidents") }
            }
            #expect(throws: DatabaseError.self) { try store.pool.unsafeRead { _ = try $0.checkpoint(.full) } }
            #expect(throws: DatabaseError.self) { try store.pool.unsafeRead { _ = try $0.checkpoint(.passive) } }
        }
    }

    @Test func `a closed store leaves one file that holds everything`() throws {
        try StoreKind.withFolder { folder in
            let store = try SQLiteStore(directory: folder)
            try store.commit(.opening([Samples.row(1)]))
            _ = try store.incidents(matching: IncidentQuery())
            store.close()
            #expect(throws: (any Error).self) { try store.commit(.opening([Samples.row(2)])) }
            #expect(!FileManager.default.fileExists(atPath: folder + "/tocsin.db-wal"))
            let count = try DatabaseQueue(path: folder + "/tocsin.db").read {
                try Int.fetchOne($0, sql: "SELECT count(*) FROM incidents")
            }
            #expect(count == 1)
        }
    }

    @Test func `only the owner may read the files`() throws {
        try StoreKind.withFolder { folder in
            do { _ = try SQLiteStore(directory: folder) }
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: folder + "/tocsin.db")
            let store = try SQLiteStore(directory: folder)
            try store.commit(.opening([Samples.row(1)]))
            #expect(try mode(folder) == 0o700)
            for file in ["tocsin.db", "tocsin.db-wal", "tocsin.db-shm", "tocsin.lock", "tocsin.reserve"] {
                #expect(try mode(folder + "/" + file) == 0o600, "\(file)")
            }
        }
    }

    @Test func `a data directory may be a link, also over several; what is said of it helps`() throws {
        try StoreKind.withFolder { folder in
            let files = FileManager.default
            try files.createDirectory(atPath: folder + "/disk", withIntermediateDirectories: true)
            try files.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder + "/disk")
            try files.createSymbolicLink(atPath: folder + "/one", withDestinationPath: "disk")
            try files.createSymbolicLink(atPath: folder + "/two", withDestinationPath: folder + "/one")
            #expect(PrivateFile.fault(ofDirectory: folder + "/two") == nil)
            do { try SQLiteStore(directory: folder + "/two").commit(.opening([Samples.row(1)])) }
            #expect(files.fileExists(atPath: folder + "/disk/tocsin.db"))

            try files.setAttributes([.posixPermissions: 0o722], ofItemAtPath: folder + "/disk")
            let open = #expect(throws: StoreError.self) { try SQLiteStore(directory: folder + "/two") }
            #expect("\(open as Any)".contains("/disk`") && "\(open as Any)".contains("chmod go-w "), "\(open as Any)")
            try files.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder + "/disk")
            _ = try SQLiteStore(directory: folder + "/two")

            try files.createSymbolicLink(atPath: folder + "/lost", withDestinationPath: "nowhere")
            let lost = #expect(throws: StoreError.self) { try SQLiteStore(directory: folder + "/lost") }
            #expect("\(lost as Any)".contains("is a link to nowhere, and there is no such folder"), "\(lost as Any)")
            #expect(PrivateFile.fault(ofDirectory: folder + "/lost")?.contains("is a link to nowhere") == true)
        }
    }

    @Test func `room is kept back beside the database, given up once, and taken again`() throws {
        try StoreKind.withFolder { folder in
            let path = folder + "/tocsin.reserve"
            let reserve = try FileReserve(DataDirectory(folder))
            let size = try #require(try self.size(path))
            #expect(FileReserve.sizes.contains(UInt64(size)))
            #expect(reserve.isHeld)
            #expect(reserve.release())
            #expect(try self.size(path) == 0)
            #expect(!reserve.isHeld)
            #expect(!reserve.release())
            #expect(reserve.make())
            #expect(try self.size(path) == size)
            #expect(try FileReserve(DataDirectory(folder)).isHeld)
            #expect(try self.size(path) == size)
        }
    }

    private func size(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
    }

    private func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    @Test func `a damaged database is refused`() throws {
        try StoreKind.withFolder { folder in
            do {
                let store = try SQLiteStore(directory: folder)
                try store.commit(.opening((1...500).map { Samples.row($0) }))
            }
            let file = try #require(FileHandle(forUpdatingAtPath: folder + "/tocsin.db"))
            let size = try file.seekToEnd()
            for page in stride(from: 4_096, to: size, by: 4_096) {
                try file.seek(toOffset: page)
                try file.write(contentsOf: Data(repeating: 0x5A, count: 64))
            }
            try file.close()
            #expect(refusal(folder)?.contains("tocsin.db") == true)
        }
    }

    @Test func `a file that is no database is refused`() throws {
        try StoreKind.withFolder { folder in
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try Data(repeating: 0x41, count: 10_000).write(to: URL(filePath: folder + "/tocsin.db"))
            #expect(refusal(folder)?.contains("file is not a database") == true)
        }
    }

    @Test func `the database of another program is refused`() throws {
        try StoreKind.withFolder { folder in
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try DatabaseQueue(path: folder + "/tocsin.db").write { try $0.execute(sql: "CREATE TABLE other (id)") }
            #expect(refusal(folder)?.contains("is not a ledger of Tocsin") == true)
        }
    }

    @Test func `a database of a newer version is refused`() throws {
        try StoreKind.withFolder { folder in
            do {
                let store = try SQLiteStore(directory: folder)
                try store.pool.write {
                    try $0.execute(sql: "INSERT INTO grdb_migrations (identifier) VALUES ('9999 later')")
                }
            }
            #expect(refusal(folder)?.contains("newer version of Tocsin") == true)
        }
    }

    private func refusal(_ folder: String) -> String? {
        do {
            _ = try SQLiteStore(directory: folder)
            return nil
        } catch .unreadable(let text) {
            return text
        } catch {
            return nil
        }
    }
}
