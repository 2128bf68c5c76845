import CCheckpoints
import Dispatching
import Escalation
import Foundation
import GRDB
import Text

/// Makes the database ready before anybody else may touch it: write-ahead log, durable commits, checked, migrated.
enum Opening {
    /// Marks the file as a ledger: "Tocs".
    static let applicationID = 0x546F_6373
    /// The log is copied into the database whenever a commit leaves as many pages in it; SQLite's own number.
    static let checkpointPages = 1_000

    static func pool(
        _ directory: DataDirectory,
        random: any RandomNumberGenerator & Sendable,
        _ patience: LockPatience
    ) throws -> DatabasePool {
        try directory.protect(directory.databasePath)
        for file in [DataFile.writeAheadLog, .sharedMemory].map({ $0.path(in: directory.path) })
        where FileManager.default.fileExists(atPath: file) {
            try directory.protect(file)
        }
        guard checkpoints_install() == 0 else { throw StoreError.unreadable("SQLite takes no extension") }
        var configuration = Configuration()
        // Two for the routes (APILimits.readers), one each for the ledger, the auditor, retention and the caretaker: whoever
        // reads never waits for a connection, the ledger least of all.
        configuration.maximumReaderCount = 6
        configuration.label = "tocsin"
        configuration.foreignKeysEnabled = false
        // A reader beside the server, such as `tocsin audit verify`, may hold the log for a moment.
        configuration.busyMode = .timeout(Double(patience.opening.milliseconds) / 1_000)
        do {
            let pool = try DatabasePool(path: directory.databasePath, configuration: configuration)
            try pool.writeWithoutTransaction { try prepare($0) }
            try pool.writeWithoutTransaction { try check($0, path: directory.databasePath) }
            try migrate(pool, path: directory.databasePath, random: random)
            try pool.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA busy_timeout = \(patience.writing.milliseconds)")
            }
            return pool
        } catch let error as StoreError {
            throw error
        } catch let error as DatabaseError where error.isDiskFull {
            throw StoreError.full
        } catch let error as DatabaseError where error.isLock {
            let path = directory.databasePath
            throw StoreError.inUse(
                "another program has the database file \(path) locked; find it with `fuser -v \(path)`, end it, and start again"
            )
        } catch let error as DatabaseError {
            throw StoreError.unreadable("\(directory.databasePath) cannot be opened: \(error.description)")
        }
    }

    /// Settings of the writing connection.
    ///
    /// GRDB sets `synchronous` to NORMAL while it opens a pool, which does not sync on commit: it is set back here.
    private static func prepare(_ database: Database) throws {
        try database.execute(sql: "PRAGMA synchronous = FULL")
        guard try Int.fetchOne(database, sql: "PRAGMA synchronous") == 2 else {
            throw StoreError.broken("SQLite does not sync on commit")
        }
        // GRDB does not see it when the change of mode cannot be stored, and goes on without the log.
        guard try String.fetchOne(database, sql: "PRAGMA journal_mode") == "wal" else {
            throw StoreError.broken("SQLite keeps no write-ahead log")
        }
        // What is read here is told to callers as stored, although the sync of an earlier process may have failed on it.
        // Nobody else may write meanwhile: what another program just put into the log would be written over.
        try database.inTransaction(.immediate) {
            _ = try Int.fetchOne(database, sql: "SELECT rewrite_log()")
            return .commit
        }
        // Somebody who reads, such as a long backup, keeps the log from being emptied; it is safe as it is.
        do { try database.checkpoint(.truncate) } catch let error as DatabaseError where error.isLock {}
        let pages = try Int.fetchOne(database, sql: "SELECT watch_checkpoints(\(checkpointPages))")
        guard pages == checkpointPages else {
            throw StoreError.broken("SQLite does not report errors of its checkpoints")
        }
    }

    private static func check(_ database: Database, path: String) throws {
        let faults = try String.fetchAll(database, sql: "PRAGMA quick_check(3)")
        guard faults == ["ok"] else {
            throw StoreError.unreadable(
                "\(path) is damaged (\(faults.joined(separator: "; "))); move it aside and restore a backup"
            )
        }
    }

    private static func migrate(
        _ pool: DatabasePool,
        path: String,
        random: any RandomNumberGenerator & Sendable
    ) throws {
        let migrator = Migrations.migrator
        try pool.writeWithoutTransaction { database in
            let mark = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
            let hasTables = try Bool.fetchOne(database, sql: "SELECT count(*) > 0 FROM sqlite_schema") ?? false
            guard mark == applicationID || !hasTables else {
                throw StoreError.unreadable("\(path) is not a ledger of Tocsin; name another --data")
            }
            guard try !migrator.hasBeenSuperseded(database) else {
                throw StoreError.unreadable("\(path) was written by a newer version of Tocsin; run that version")
            }
            if mark != applicationID { try database.execute(sql: "PRAGMA application_id = \(applicationID)") }
        }
        try migrator.migrate(pool)
        try pool.writeWithoutTransaction { database in
            guard try Int.fetchOne(database, sql: "SELECT count(*) FROM ledger") == 0 else { return }
            var random = random
            let name = IncidentNames.newName(using: &random)
            try database.execute(sql: "INSERT INTO ledger (name) VALUES (?)", arguments: [name])
        }
    }
}
