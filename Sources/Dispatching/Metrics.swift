package import Escalation
import Synchronization

/// What the dispatcher has done and how it stands, for `/metrics` and the health routes.
package final class Metrics: Sendable {
    private struct State {
        var counts: [Tally.Key: Int] = [:]
        var batches = [Int](repeating: 0, count: Metrics.batchBounds.count + 1)
        var batchSum = 0
        var lag = TimeSpan.zero
        var standing = Standing()
        var lastCycle: Timestamp?
        var storeTakesWrites = true
    }

    /// How the ledger stands after a cycle.
    struct Standing {
        var open = 0
        var acknowledged = 0
        var outbox = 0
        var queued = 0
        var deadlines = 0
    }

    private static let batchBounds = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024]
    private let state = Mutex(State())
    /// How the auditor stands.
    package let auditor = AuditorFigures()

    package init() {}

    func add(_ tally: Tally, batch entries: Int) {
        state.withLock { state in
            for (key, amount) in tally.counts { state.counts[key, default: 0] += amount }
            guard entries > 0 else { return }
            let bucket = Self.batchBounds.firstIndex { entries <= $0 } ?? Self.batchBounds.count
            state.batches[bucket] += 1
            state.batchSum += entries
        }
    }

    func cycle(at now: Timestamp, lag: TimeSpan, standing: Standing, storeTakesWrites: Bool) {
        state.withLock { state in
            state.lastCycle = now
            state.lag = lag
            state.standing = standing
            state.storeTakesWrites = storeTakesWrites
        }
    }

    /// Whether the scheduler finished a cycle in the span before `now`, which is on the boot clock.
    package func hasCycled(within span: TimeSpan, before now: Timestamp) -> Bool {
        state.withLock { state in state.lastCycle.map { now - $0 <= span } ?? false }
    }

    /// Why the dispatcher is not ready, one sentence each; `now` is on the boot clock.
    package func troubles(at now: Timestamp) -> [String] {
        state.withLock { state in
            var found: [String] = []
            if state.lastCycle.map({ now - $0 > .seconds(2) }) ?? true {
                found.append("the scheduler has not finished a cycle in the last 2 s")
            }
            if !state.storeTakesWrites { found.append("the store takes no writes") }
            return found
        } + auditor.troubles(at: now)
    }

    /// The figures in Prometheus' text form.
    package func prometheus() -> String {
        let state = state.withLock { $0 }
        var text = ""
        for count in Tally.Count.allCases {
            text += "# HELP \(count.rawValue) \(count.help)\n# TYPE \(count.rawValue) counter\n"
            let rows = state.counts.filter { $0.key.count == count }.sorted { $0.key.label < $1.key.label }
            if rows.isEmpty, count.label == nil { text += "\(count.rawValue) 0\n" }
            for (key, amount) in rows {
                let label = count.label.map { "{\($0)=\"\(key.label)\"}" } ?? ""
                text += "\(count.rawValue)\(label) \(amount)\n"
            }
        }
        text += gauge(
            "tocsin_incidents",
            "Incidents that are not closed.",
            [
                ("{status=\"open\"}", state.standing.open), ("{status=\"acknowledged\"}", state.standing.acknowledged),
            ]
        )
        text += gauge("tocsin_outbox", "Notifications without a final outcome.", [("", state.standing.outbox)])
        text += gauge("tocsin_queue", "Messages that wait for a slot of their receiver.", [("", state.standing.queued)])
        text += gauge("tocsin_deadlines", "Stored deadlines in the queue.", [("", state.standing.deadlines)])
        text += "# HELP tocsin_scheduler_lag_seconds How late the latest deadline was taken up.\n"
        text += "# TYPE tocsin_scheduler_lag_seconds gauge\n"
        text += "tocsin_scheduler_lag_seconds \(Double(state.lag.milliseconds) / 1_000)\n"
        return text + batches(state) + auditor.prometheus()
    }

    private func gauge(_ name: String, _ help: String, _ rows: [(String, Int)]) -> String {
        "# HELP \(name) \(help)\n# TYPE \(name) gauge\n" + rows.map { "\(name)\($0.0) \($0.1)\n" }.joined()
    }

    private func batches(_ state: State) -> String {
        var text =
            "# HELP tocsin_commit_entries Record entries in one group commit.\n# TYPE tocsin_commit_entries histogram\n"
        var total = 0
        for (bound, count) in zip(Self.batchBounds.map(String.init) + ["+Inf"], state.batches) {
            total += count
            text += "tocsin_commit_entries_bucket{le=\"\(bound)\"} \(total)\n"
        }
        return text + "tocsin_commit_entries_sum \(state.batchSum)\ntocsin_commit_entries_count \(total)\n"
    }
}
