package import Dispatching
import Escalation
import GRDB
import Synchronization

/// Keeps a ledger in one SQLite database, which it holds alone.
///
/// One connection does all writing and checkpointing, on the thread that calls ``begin()`` and ``commit(_:)``; up to four more
/// read. They are opened read-only, so they can neither write nor checkpoint, not even when they are the last to close.
/// Several connections that write or checkpoint at once can corrupt the database in SQLite before 3.51.3.
package final class SQLiteStore: Store {
    let pool: DatabasePool
    private let lock: ProcessLock
    /// Why nothing may be written any more.
    private let fault = Mutex<StoreError?>(nil)

    /// Opens the ledger in `directory`, making it if there is none.
    ///
    /// - Parameters:
    ///   - directory: the data directory; no other process and no other store may have it open.
    ///   - command: what a second process is told about this one, such as `tocsin serve`.
    /// - Throws: ``StoreError/inUse(_:)`` or ``StoreError/unreadable(_:)``.
    package init(directory: String, command: String = "tocsin serve") throws(StoreError) {
        let directory = try DataDirectory(directory)
        let lock = try ProcessLock(directory, command: command)
        do {
            pool = try Opening.pool(directory)
        } catch {
            throw StoreError(error)
        }
        self.lock = lock
    }

    deinit { close() }

    /// Closes the readers, then the writer, which empties the write-ahead log, and lets the data directory go; afterwards
    /// every call fails.
    package func close() {
        pool.releaseMemory()
        // A connection that did not close may still write: then the directory stays ours until the process ends.
        if (try? pool.close()) != nil { lock.release() }
    }

    package func begin() throws -> LedgerStart {
        do {
            return try pool.writeWithoutTransaction { try Self.start(of: $0) }
        } catch {
            throw StoreError(error)
        }
    }

    package func commit(_ batch: Batch) throws {
        if let fault = fault.withLock({ $0 }) { throw fault }
        do {
            try pool.writeWithoutTransaction { database in
                try database.inTransaction(.immediate) {
                    try BatchWriter(database: database).write(batch)
                    return .commit
                }
            }
        } catch {
            let error = StoreError(error)
            if error != .full { fault.withLock { $0 = error } }
            throw error
        }
    }

    private static func start(of database: Database) throws -> LedgerStart {
        guard let ledger = try Row.fetchOne(database.cachedStatement(sql: SQL.ledger)) else {
            throw StoreError.unreadable("the ledger has no name")
        }
        var head = RecordHead()
        if let row = try Row.fetchOne(database.cachedStatement(sql: SQL.head)) {
            head = RecordHead(position: try row.number(0), hash: try row.bytes(1))
        }
        var start = LedgerStart(
            ledger: try ledger.text(0),
            lastIncident: try Int64.fetchOne(database.cachedStatement(sql: SQL.lastIncident)) ?? 0,
            head: head,
            pending: [],
            outbox: [],
            openCount: 0
        )
        let live = try Row.fetchCursor(database.cachedStatement(sql: SQL.live))
        while let row = try live.next() {
            let timers = try [IncidentTimer](compact: row.text(1))
            if !timers.isEmpty { start.pending.append(PendingIncident(id: try row.number(0), timers: timers)) }
            if try row.number(2) == 1 { start.openCount += 1 }
            if try row.number(3) == 1 { start.acknowledgedCount += 1 }
        }
        start.pending.sort { $0.id < $1.id }
        let outbox = try Row.fetchCursor(database.cachedStatement(sql: SQL.outbox))
        while let row = try outbox.next() {
            let id = NotificationID(incident: try row.number(0), number: Int(try row.number(1)))
            start.outbox.append(try OutboxRow(id: id, compact: row.text(2)))
        }
        return start
    }
}
