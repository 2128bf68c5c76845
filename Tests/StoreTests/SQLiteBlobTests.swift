import Dispatching
import Escalation
import Foundation
import GRDB
import Testing

@testable import StoreSQLite

/// Blobs in the database file: what becomes of them there is found, told, and copied.
@Suite struct SQLiteBlobTests {
    private static let photo = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }

    /// Changes by hand to a database that holds ``photo`` and two small blobs.
    private static let edits = [
        "UPDATE blobs SET body = x'00' WHERE length(body) > 9",
        "UPDATE blobs SET body = x'' WHERE length(body) > 9",
        "UPDATE blobs SET body = CAST(body || x'00' AS BLOB) WHERE length(body) > 9",
        "UPDATE blobs SET body = zeroblob(length(body)) WHERE length(body) > 9",
    ]

    @Test(arguments: edits)
    func `a damaged content is told and not given back, and is whole again once it is put again`(sql: String)
        throws
    {
        try StoreKind.withFolder { folder in
            let digest = try keep(folder)
            #expect(try LedgerReader(directory: folder).verify([]).blobs == 3)
            try edit(folder, sql)
            do {
                let store = try SQLiteStore(directory: folder)
                let told = #expect(throws: StoreError.self) { try store.blob(digest) }
                #expect(told?.description.contains(digest.description) == true, "\(String(describing: told))")
                #expect(store.fault == nil)
            }
            let found = #expect(throws: LedgerReader.BlobFault.self) { try LedgerReader(directory: folder).verify([]) }
            #expect(found?.digest == digest.description)
            let store = try SQLiteStore(directory: folder)
            #expect(try store.putBlob(Self.photo) == digest)
            #expect(try store.blob(digest) == Self.photo)
            #expect(try LedgerReader(directory: folder).verify([]).blobs == 3)
        }
    }

    @Test func `a content under another name is found by whoever verifies`() throws {
        let edits = [
            "UPDATE blobs SET digest = zeroblob(32) WHERE length(body) > 9",
            "UPDATE blobs SET digest = x'01' WHERE length(body) > 9", "INSERT INTO blobs VALUES (x'', x'')",
        ]
        for sql in edits {
            try StoreKind.withFolder { folder in
                _ = try keep(folder)
                try edit(folder, sql)
                #expect(throws: LedgerReader.BlobFault.self, "\(sql)") {
                    try LedgerReader(directory: folder).verify([])
                }
            }
        }
    }

    @Test func `the same content twice takes its room once`() throws {
        try StoreKind.withFolder { folder in
            let store = try SQLiteStore(directory: folder)
            for _ in 1...20 { _ = try store.putBlob(Self.photo) }
            let (rows, pages) = try store.pool.read { database in
                (
                    try Int.fetchOne(database, sql: "SELECT count(*) FROM blobs"),
                    try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
                )
            }
            #expect(rows == 1)
            #expect(pages * 4_096 < 3 * Self.photo.count)
        }
    }

    @Test func `a copy of the database holds the blobs`() throws {
        try StoreKind.withFolder { folder in
            let digest = try keep(folder)
            let beside = try SQLiteStore(directory: folder)
            try FileManager.default.createDirectory(atPath: folder + "/copy", withIntermediateDirectories: true)
            try LedgerReader(directory: folder).copy(to: folder + "/copy/tocsin.db")
            #expect(try beside.blob(digest) == Self.photo)
            #expect(try LedgerReader(directory: folder + "/copy").verify([]).blobs == 3)
            #expect(try SQLiteStore(directory: folder + "/copy").blob(digest) == Self.photo)
        }
    }

    @Test func `on the room that is kept back nothing is put, what is there already is`() throws {
        final class Spent: Reserve {
            var isHeld: Bool { false }
            func make() -> Bool { false }
            func release() -> Bool { false }
        }
        try StoreKind.withFolder { folder in
            let digest = try keep(folder)
            let store = try SQLiteStore(directory: folder, reserve: Spent())
            #expect(throws: StoreError.full) { try store.putBlob([9]) }
            #expect(try store.blob(BlobDigest(of: [9])) == nil)
            #expect(try store.putBlob(Self.photo) == digest)
            #expect(store.fault == nil)
        }
    }

    private func keep(_ folder: String) throws -> BlobDigest {
        let store = try SQLiteStore(directory: folder)
        _ = try store.putBlob([1])
        _ = try store.putBlob([])
        return try store.putBlob(Self.photo)
    }

    private func edit(_ folder: String, _ sql: String) throws {
        try DatabaseQueue(path: folder + "/tocsin.db").write { try $0.execute(sql: sql) }
    }
}
