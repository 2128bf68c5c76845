package import Dispatching
import Escalation
import GRDB
import Record
import Synchronization

/// Keeps a ledger in one SQLite database, which it holds alone.
///
/// One connection does all writing and checkpointing, one call after the other: those of the thread that calls ``begin()`` and
/// ``commit(_:)``, and what ``putBlob(_:)`` writes, from any thread. Up to six more read. They are opened
/// read-only, so they can neither write nor checkpoint, not even when they are the last to close. Several connections that
/// write or checkpoint at once can corrupt the database in SQLite before 3.51.3.
package final class SQLiteStore: Store {
    let pool: DatabasePool
    private let lock: ProcessLock
    private let reserve: any Reserve
    /// Why nothing may be written any more.
    private let firstFault = Mutex<StoreError?>(nil)

    /// Opens the ledger in `directory`, making it if there is none.
    ///
    /// - Parameters:
    ///   - directory: the data directory; no other process and no other store may have it open.
    ///   - command: what a second process is told about this one, such as `tocsin serve`.
    ///   - random: makes the name of a new ledger.
    ///   - reserve: the room that is given up when the disk is full; by default a file in the data directory.
    ///   - patience: how long it waits for another program that has the database file locked.
    /// - Throws: ``StoreError/inUse(_:)`` or ``StoreError/unreadable(_:)``.
    package init(
        directory: String,
        command: String = "tocsin serve",
        random: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator(),
        reserve: (any Reserve)? = nil,
        patience: LockPatience = LockPatience()
    ) throws(StoreError) {
        let directory = try DataDirectory(directory)
        let lock = try ProcessLock(directory, command: command)
        self.lock = lock
        let room: any Reserve = if let reserve { reserve } else { try FileReserve(directory) }
        self.reserve = room
        do {
            do {
                pool = try Opening.pool(directory, random: random, patience)
            } catch StoreError.full where room.release() {
                pool = try Opening.pool(directory, random: random, patience)
            }
        } catch {
            throw StoreError(error)
        }
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
        if let fault { throw fault }
        do {
            do {
                try write(batch)
            } catch StoreError.full where reserve.release() && batch.opened.isEmpty {
                try write(batch)
            }
        } catch {
            throw notedWriting(error)
        }
    }

    private func write(_ batch: Batch) throws(StoreError) {
        try transaction { try BatchWriter(database: $0).write(batch) }
    }

    /// Writes in one transaction, durable when it returns.
    ///
    /// - Throws: ``StoreError/unavailable(_:)`` when another program has the file locked, so that nothing was begun; ``StoreError``.
    func transaction(_ body: (Database) throws -> Void) throws(StoreError) {
        var hasBegun = false
        do {
            try pool.writeWithoutTransaction { database in
                try database.inTransaction(.immediate) {
                    hasBegun = true
                    try body(database)
                    return .commit
                }
            }
        } catch let error as DatabaseError where error.isLock && !hasBegun {
            throw .lockedByAnother
        } catch {
            throw StoreError(error)
        }
    }

    /// What a failed write means: whatever leaves the file as it was may be tried again, anything else ends all trust.
    func notedWriting(_ error: any Error) -> StoreError {
        let error = StoreError(error)
        switch error {
        case .full, .unavailable: break
        default: note(error)
        }
        return error
    }

    package var fault: StoreError? { firstFault.withLock { $0 } }

    /// Nothing is committed any more; the first reason stays.
    func note(_ fault: StoreError) {
        firstFault.withLock { $0 = $0 ?? fault }
    }

    package func takesNew() -> Bool {
        reserve.isHeld || reserve.make()
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
            lastIncident: max(
                try Int64.fetchOne(database.cachedStatement(sql: SQL.lastIncident)) ?? 0,
                try Int64.fetchOne(database.cachedStatement(sql: SQL.leftOutTo)) ?? 0
            ),
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
        let marks = try Row.fetchCursor(database.cachedStatement(sql: SQL.marks))
        while let row = try marks.next() {
            start.marks.append(Mark(name: try row.text(0), value: try row.number(1), body: try row.bytes(2)))
        }
        start.marks.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        let outbox = try Row.fetchCursor(database.cachedStatement(sql: SQL.outbox))
        while let row = try outbox.next() {
            let id = NotificationID(incident: try row.number(0), number: Int(try row.number(1)))
            start.outbox.append(try OutboxRow(id: id, compact: row.text(2)))
        }
        return start
    }
}
