import Dispatching
import StoreSQLite

/// The real store on a disk in memory that loses and tears what was not synced.
final class SQLiteDisk: Disk {
    let isReal = true
    private var disk: FaultDisk
    private var kept: FaultDisk?
    private var store: SQLiteStore?
    private let random: Dice

    init(seed: UInt64) throws {
        FaultDisk.seed(seed)
        disk = try FaultDisk()
        random = Dice(seed: seed, stream: 900)
    }

    func open() throws -> any Store & Readings {
        let opened = try SQLiteStore(directory: disk.directory, random: random)
        store = opened
        return opened
    }

    func close() {
        store?.close()
        store = nil
    }

    func cutOff(_ dice: inout Dice) -> String? {
        disk.crash()
        close()
        let old = disk
        // Without a directory for the new disk there is nothing to go on with; the old one stays dead and the run says so.
        let survival = dice.pick(FaultDisk.Survival.allCases)
        if let next = try? old.survivor(survival, seed: dice.next()) {
            disk = next
            old.free()
        }
        switch survival {
        case .written: return nil
        case .synced, .some: return "F3"
        case .torn: return "F2"
        }
    }

    func cutOffInCommit(_ dice: inout Dice) {
        disk.crash(at: disk.operations + dice.between(1, 12), dice.pick(FaultDisk.Phase.allCases))
    }

    func keepCopy() throws {
        kept?.free()
        kept = try disk.copy()
    }

    func putCopyBack() {
        guard let kept else { return }
        close()
        disk.free()
        disk = kept
        self.kept = nil
    }

    func set(isFull: Bool) {
        disk.limit(to: isFull ? disk.used : nil)
    }

    func failSync() {
        disk.failSyncs(from: disk.syncs + 1)
    }

    func refusesSecond() -> Bool {
        do {
            _ = try SQLiteStore(directory: disk.directory)
            return false
        } catch {
            if case .inUse = error { return true }
            return false
        }
    }

    func free() {
        close()
        disk.free()
        kept?.free()
    }
}
