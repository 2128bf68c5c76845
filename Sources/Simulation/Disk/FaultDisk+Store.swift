package import Dispatching
package import StoreSQLite
import Synchronization

extension FaultDisk {
    /// Opens the ledger on the disk.
    ///
    /// - Parameters:
    ///   - random: makes the name of a new ledger.
    ///   - reserve: bytes of the disk that the store keeps back for when it is full; 0 for none.
    /// - Returns: the store; it must be closed before the disk goes.
    /// - Throws: ``StoreError``.
    package func open(
        random: any RandomNumberGenerator & Sendable,
        reserve: Int = 0
    ) throws(StoreError) -> SQLiteStore {
        try SQLiteStore(directory: directory, random: random, reserve: DiskReserve(self, size: reserve))
    }
}

/// A store's reserve on a fault disk.
final class DiskReserve: Reserve {
    private let disk: FaultDisk
    private let size: Int
    private let held: Mutex<Bool>

    init(_ disk: FaultDisk, size: Int) {
        self.disk = disk
        self.size = size
        held = Mutex(true)
        if size > 0 { _ = disk.occupy(size) }
    }

    var isHeld: Bool { held.withLock { $0 } }

    func make() -> Bool {
        held.withLock { held in
            if !held, disk.occupy(2 * size) {
                held = disk.occupy(size)
            }
            return held
        }
    }

    func release() -> Bool {
        held.withLock { held in
            guard held, size > 0 else { return false }
            held = false
            return disk.occupy(0)
        }
    }
}
