import Dispatching

/// A disk on which everything that was committed stays.
final class MemoryDisk: Disk {
    let isReal = false
    private let store = MemoryStore()
    private var kept: MemoryStore.Copy?

    func open() throws -> any Store & Readings { store }
    func close() {}
    func cutOff(_ dice: inout Dice) -> String? { nil }
    func cutOffInCommit(_ dice: inout Dice) {}
    func keepCopy() { kept = store.copy() }

    func putCopyBack() {
        if let kept { store.putBack(kept) }
    }

    func set(isFull: Bool) {}
    func failSync() {}
    func refusesSecond() -> Bool { true }
    func free() {}
}
