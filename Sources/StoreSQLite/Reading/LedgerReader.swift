package import Dispatching
package import Escalation
import Foundation
import GRDB
package import Record
import Text

/// Reads the record of a data directory beside a running server, or without one; it can neither write nor checkpoint.
package struct LedgerReader: Sendable {
    private let queue: DatabaseQueue
    private let path: String

    /// - Throws: ``StoreError/unreadable(_:)`` when there is no ledger in `directory`.
    package init(directory: String) throws(StoreError) {
        path = DataFile.database.path(in: directory)
        guard FileManager.default.fileExists(atPath: path) else {
            throw .unreadable("there is no ledger in \(directory); --data names the folder of the server")
        }
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        do {
            queue = try DatabaseQueue(path: path, configuration: configuration)
        } catch {
            throw StoreError(error)
        }
    }

    /// The record from `position` on, at most `limit` entries.
    ///
    /// - Throws: ``StoreError``.
    package func sealed(from position: Int64, limit: Int) throws(StoreError) -> [SealedEntry] {
        do {
            return try queue.read { database in
                let statement = try database.cachedStatement(sql: SQL.sealed)
                let arguments: StatementArguments = [position, limit]
                return try Row.fetchAll(statement, arguments: arguments).map { try SealedEntry($0) }
            }
        } catch {
            throw StoreError(error)
        }
    }

    /// What a record holds that was found to be sound.
    package struct Sound: Hashable, Sendable {
        package var ledger: String
        package var head: RecordHead
        /// Entries whose content retention removed.
        package var removed: Int
        /// Signed heads that were compared.
        package var heads: Int
        package var incidents: Int
        /// Snapshots that give the state that the record gives.
        package var snapshots: Int
        /// Blobs that fit their digests: all there are.
        package var blobs: Int
    }

    /// A snapshot that gives another state than the record; the record itself holds.
    package struct SnapshotFault: Error, CustomStringConvertible {
        package var incident: IncidentID

        package var description: String {
            "the record holds, but the snapshot of incident \(incident) gives another state: it was changed beside it; "
                + "while the server is stopped, remove it: DELETE FROM snapshots WHERE incident = \(incident)"
        }
    }

    /// Checks the whole record within one reading: the chain, what retention removed, the signed heads, that the snapshots of
    /// incidents are what the record says, and that every blob is what its digest says.
    ///
    /// - Throws: ``RecordFault`` for the first position that does not hold, ``SnapshotFault``, ``BlobFault``, or
    ///   ``StoreError``.
    package func verify(_ heads: [SignedHead]) throws -> Sound {
        do {
            return try queue.read { database in
                guard let name = try Row.fetchOne(database, sql: SQL.ledger) else {
                    throw StoreError.unreadable("the ledger in \(path) has no name")
                }
                let ledger = try name.text(0)
                var verifier = RecordVerifier(ledger: ledger, heads: heads)
                let rows = try Row.fetchCursor(database.cachedStatement(sql: SQL.wholeRecord))
                while let row = try rows.next() { try verifier.take(try SealedEntry(row)) }
                try verifier.finish()
                return Sound(
                    ledger: ledger,
                    head: verifier.head,
                    removed: verifier.removedEntries,
                    heads: verifier.headsSeen,
                    incidents: try Int.fetchOne(database, sql: "SELECT count(*) FROM incidents") ?? 0,
                    snapshots: try database.checkSnapshots(),
                    blobs: try database.checkBlobs()
                )
            }
        } catch let fault as RecordFault {
            throw fault
        } catch let fault as SnapshotFault {
            throw fault
        } catch let fault as BlobFault {
            throw fault
        } catch {
            throw StoreError(error)
        }
    }

    /// The name of the ledger, where its record ends, and what it holds at `position`.
    ///
    /// - Throws: ``StoreError``.
    package func standing(at position: Int64) throws(StoreError) -> (ledger: String, end: RecordHead, hash: [UInt8]?) {
        do {
            return try queue.read { database in
                guard let name = try Row.fetchOne(database, sql: SQL.ledger) else {
                    throw StoreError.unreadable("the ledger in \(path) has no name")
                }
                let end = try Row.fetchOne(database, sql: SQL.head).map { row in
                    RecordHead(position: try row.number(0), hash: try row.bytes(1))
                }
                let hash = try Row.fetchOne(database, sql: SQL.hash, arguments: [position]).map { try $0.bytes(0) }
                return (try name.text(0), end ?? RecordHead(), hash)
            }
        } catch {
            throw StoreError(error)
        }
    }

    /// How the incidents of the ledger are called outside.
    ///
    /// - Throws: ``StoreError``.
    package func names() throws(StoreError) -> IncidentNames {
        do {
            return try queue.read { database in
                guard let name = try Row.fetchOne(database, sql: SQL.ledger) else {
                    throw StoreError.unreadable("the ledger in \(path) has no name")
                }
                let marks = try Row.fetchAll(database, sql: SQL.marks).map { row in
                    Mark(name: try row.text(0), value: try row.number(1), body: try row.bytes(2))
                }
                return IncidentNames(ledger: try name.text(0), marks: marks)
            }
        } catch {
            throw StoreError(error)
        }
    }

    /// Whether the pages of the database fit together.
    ///
    /// - Throws: ``StoreError/unreadable(_:)`` with what does not.
    package func checkPages() throws(StoreError) {
        let faults: [String]
        do {
            faults = try queue.read { try String.fetchAll($0, sql: "PRAGMA quick_check(3)") }
        } catch {
            throw StoreError(error)
        }
        if faults != ["ok"] { throw .unreadable("\(path) is damaged: \(faults.joined(separator: "; "))") }
    }

    /// Writes a consistent copy of the database into a new file, from one snapshot; the server goes on meanwhile.
    ///
    /// Only pages in use are written: nothing that was removed comes along.
    ///
    /// - Throws: ``StoreError``.
    package func copy(to file: String) throws(StoreError) {
        do {
            try queue.inDatabase { try $0.execute(sql: "VACUUM INTO ?", arguments: [file]) }
        } catch {
            throw StoreError(error)
        }
    }
}
