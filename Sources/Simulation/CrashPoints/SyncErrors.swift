import Dispatching
import Escalation
import StoreSQLite

/// Lets each sync of a long story fail: nobody is told anything good afterwards, nothing is stored any more, and the next
/// process finds everything that was told before (RELIABILITY §3.3 F4, §5 G12).
package struct SyncErrors: Sendable {
    private let positions: Int

    /// - Parameter positions: the first so many syncs are tried, each failing once and from then on.
    package init(positions: Int = 200) {
        self.positions = positions
    }

    package struct Outcome: Sendable {
        package var positions = 0
        package var runs = 0
        package var failures: [String] = []
        package var summary: String { "\(positions) sync positions, \(runs) runs, \(failures.count) failed" }
    }

    /// Reports one by one, some with an answer and an escalation, over several checkpoints.
    static let story = Story(
        name: "sync-errors",
        deeds: [.open]
            + (1...90).flatMap { number -> [Deed] in
                let key = "k\(number)"
                switch number % 9 {
                case 0: return [.file([key]), .pass(.minutes(6))]
                case 4: return [.file([key]), .answer(key, "a", .accept)]
                case 7: return [.file([key]), .close(key, .stoodDown)]
                default: return [.file([key, "\(key)x", "\(key)y"])]
                }
            }
    )

    /// Tries every position.
    package func run() -> Outcome {
        var outcome = Outcome()
        for position in 1...max(positions, 1) {
            outcome.positions += 1
            for count in [1, Int.max] {
                for survival in [FaultDisk.Survival.written, .synced] {
                    outcome.runs += 1
                    let times = count == 1 ? "once" : "for good"
                    let label = "sync \(position) fails \(times), survived: \(survival): "
                    do {
                        outcome.failures += try attempt(position, count: count, survival).map { label + $0 }
                    } catch {
                        outcome.failures.append(label + "\(error)")
                    }
                }
            }
        }
        return outcome
    }

    private func attempt(_ position: Int, count: Int, _ survival: FaultDisk.Survival) throws -> [String] {
        let run = try CrashPoints.begin(Self.story)
        let disk = run.disk
        defer { disk.free() }
        defer { run.close() }
        disk.failSyncs(from: position, count: count)
        run.forbiddenFromSync = position
        var found: [String] = []
        do {
            for deed in Self.story.deeds { try run.perform(deed) }
            return ["nothing broke, \(disk.syncs) syncs were made"]
        } catch StoreError.broken {
            if let store = run.store, run.ledger != nil {
                found += after(store)
            }
        } catch StoreError.unreadable {
            // The ledger did not even open.
            if run.store != nil { found.append("the store is open and says that it cannot be read") }
        }
        // The process ends at once: it does not close the store, which would write more.
        let next = try disk.survivor(survival, seed: UInt64(position))
        defer { next.free() }
        let second = StoryRun(disk: next, told: run.told.copy(), story: Self.story, number: 2, after: run)
        defer { second.close() }
        try second.perform(.open)
        if let store = second.store { found += try lostLater(store, on: next) }
        return try found + second.faults() + second.retryFaults() + second.quietFaults() + second.faults()
    }

    /// What the next process has read it holds for stored: another cut must leave it, though nothing was written since.
    private func lostLater(_ store: some Readings, on disk: FaultDisk) throws -> [String] {
        let read = try store.sealed(from: 1, limit: .max)
        let later = try disk.survivor(.synced, seed: 1)
        defer { later.free() }
        let third = try SQLiteStore(directory: later.directory)
        defer { third.close() }
        let left = try third.sealed(from: 1, limit: .max)
        return left == read ? [] : ["the next process read \(read.count) entries, and another cut left \(left.count)"]
    }

    /// What a broken store may still do: nothing.
    private func after(_ store: some Store) -> [String] {
        var found: [String] = []
        if store.fault == nil { found.append("the store does not say that it is broken") }
        do {
            try store.commit(Batch())
            found.append("the broken store takes a batch")
        } catch StoreError.broken {
        } catch {
            found.append("the broken store says \(error)")
        }
        return found
    }
}
