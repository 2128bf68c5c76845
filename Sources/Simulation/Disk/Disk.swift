import Dispatching

/// What a process leaves behind when it ends: the place of its ledger.
protocol Disk: AnyObject {
    /// Whether faults of the disk are real ones, below the store; else the store is made to say that it failed.
    var isReal: Bool { get }
    /// Opens the ledger that is there.
    func open() throws -> any Store & Readings
    /// The process closed its store and ended.
    func close()
    /// The process was cut off: what is durable stays, and perhaps more.
    ///
    /// - Returns: the number of the fault that it was for what was not durable.
    func cutOff(_ dice: inout Dice) -> String?
    /// The process is cut off in the middle of one of the next commits.
    func cutOffInCommit(_ dice: inout Dice)
    /// Keeps a copy of everything as it is now.
    func keepCopy() throws
    /// The copy takes the place of everything that is there; nothing may be open.
    func putCopyBack()
    /// There is no room left, or there is again.
    func set(isFull: Bool)
    /// The next sync fails, and what it should have made durable is lost.
    func failSync()
    /// Whether a second process is kept out.
    func refusesSecond() -> Bool
    /// Lets go of everything.
    func free()
}

/// Where a run keeps its ledger.
package enum DiskKind: String, Sendable, CaseIterable {
    /// A model that keeps what was committed.
    case memory
    /// SQLite on a disk that fails.
    case sqlite

    func make(seed: UInt64) throws -> any Disk {
        switch self {
        case .memory: MemoryDisk()
        case .sqlite: try SQLiteDisk(seed: seed)
        }
    }
}
