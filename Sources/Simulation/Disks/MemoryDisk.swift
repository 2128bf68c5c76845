import Dispatching

/// A disk on which everything that was committed stays.
final class MemoryDisk: Disk {
    let isReal = false
    private let store = MemoryStore()

    func open() throws -> any Store { store }
    func close() {}
    func cutOff(_ dice: inout Dice) -> String? { nil }
    func cutOffInCommit(_ dice: inout Dice) {}
    func set(isFull: Bool) {}
    func failSync() {}
    func refusesSecond() -> Bool { true }
    func free() {}
}
