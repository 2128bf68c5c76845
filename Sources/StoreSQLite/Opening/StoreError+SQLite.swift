import Dispatching
import GRDB

extension DatabaseError {
    /// The shared memory of the log lies on the disk too, and SQLite calls it an I/O error when it cannot grow.
    var isDiskFull: Bool {
        resultCode == .SQLITE_FULL || extendedResultCode == .SQLITE_IOERR_SHMSIZE
    }

    /// Another program has the file locked: what failed with it has not begun.
    var isLock: Bool {
        resultCode == .SQLITE_BUSY || resultCode == .SQLITE_PROTOCOL
    }

    fileprivate var isDamage: Bool {
        resultCode == .SQLITE_CORRUPT || resultCode == .SQLITE_NOTADB
    }
}

extension StoreError {
    /// Nothing was read or written, and nothing is wrong with what the file holds.
    static var lockedByAnother: Self {
        .unavailable("another program has the database file tocsin.db locked; end it, or let it finish")
    }

    /// What a failed statement means: only a full disk leaves the data as they were known to be.
    init(_ error: any Error) {
        switch error {
        case let error as StoreError: self = error
        case let error as DatabaseError where error.isDiskFull: self = .full
        case let error as DatabaseError: self = .broken(error.description)
        default: self = .broken("\(error)")
        }
    }

    /// What a failed read means: a damaged file may not be worked with any more, anything else may be read another time.
    init(reading error: any Error) {
        switch error {
        case let error as StoreError: self = error
        case let error as DatabaseError where error.isDamage:
            self = .broken("the database is damaged: \(error.description)")
        case let error as DatabaseError where error.isLock: self = .lockedByAnother
        case let error as DatabaseError: self = .unreadable("the database cannot be read: \(error.description)")
        default: self = .unreadable("the database cannot be read: \(error)")
        }
    }
}
