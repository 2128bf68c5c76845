package import Escalation
import Synchronization
package import Text

/// What the dispatcher has done and how it stands, for `/metrics` and the health routes.
package final class Metrics: Sendable {
    private struct State {
        var counts: [Tally.Key: Int] = [:]
        var batches = [Int](repeating: 0, count: Metrics.batchBounds.count + 1)
        var batchSum = 0
        var lag = TimeSpan.zero
        var gauges = Gauges()
        var lastCycle: Timestamp?
        /// Why the store does not take everything; `nil` while it does.
        var storeRefusal: String?
        /// Why the ledger was given up, if it was.
        var givenUp: String?
    }

    /// How the ledger stands after a cycle.
    struct Gauges {
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

    func cycle(at now: Timestamp, lag: TimeSpan, gauges: Gauges, storeRefusal: String?) {
        state.withLock { state in
            state.lastCycle = now
            state.lag = lag
            state.gauges = gauges
            state.storeRefusal = storeRefusal
        }
    }

    /// This process has nothing more to do with the ledger, which another one leads.
    package func giveUp(because reason: String) {
        state.withLock { $0.givenUp = reason }
    }

    /// Whether another process leads the ledger; then no cycle is owed here.
    package var hasGivenUp: Bool { state.withLock { $0.givenUp != nil } }

    /// Whether the scheduler finished a cycle in the span before `now`, which is on the boot clock.
    package func hasCycled(within span: TimeSpan, before now: Timestamp) -> Bool {
        state.withLock { state in state.lastCycle.map { now - $0 <= span } ?? false }
    }

    /// Why the dispatcher is not ready, one sentence each; `now` is on the boot clock.
    package func troubles(at now: Timestamp) -> [String] {
        state.withLock { state in
            if let reason = state.givenUp { return [reason] }
            var found: [String] = []
            if state.lastCycle.map({ now - $0 > .seconds(2) }) ?? true {
                found.append("the scheduler has not finished a cycle in the last 2 s")
            }
            if let reason = state.storeRefusal { found.append("the store takes no writes: \(reason)") }
            return found + auditor.troubles(at: now)
        }
    }
}

extension Metrics: Exposed {
    package func expose(to exposition: inout Exposition) {
        let state = state.withLock { $0 }
        for count in Tally.Count.allCases {
            let rows = state.counts.filter { $0.key.count == count }.map { ($0.key.label, $0.value) }
            if let label = count.label {
                exposition.add(.counter, count.rawValue, count.help, by: label, rows.sorted { $0.0 < $1.0 })
            } else {
                exposition.add(.counter, count.rawValue, count.help, rows.first?.1 ?? 0)
            }
        }
        let gauges = state.gauges
        exposition.add(
            .gauge,
            "tocsin_incidents",
            "Incidents that are not closed.",
            by: "status",
            [("open", gauges.open), ("acknowledged", gauges.acknowledged)]
        )
        exposition.add(.gauge, "tocsin_outbox", "Notifications without a final outcome.", gauges.outbox)
        exposition.add(.gauge, "tocsin_queue", "Messages that wait for a slot of their receiver.", gauges.queued)
        exposition.add(.gauge, "tocsin_deadlines", "Stored deadlines in the queue.", gauges.deadlines)
        exposition.seconds(
            "tocsin_scheduler_lag_seconds",
            "How late the latest deadline was taken up.",
            milliseconds: state.lag.milliseconds
        )
        exposition.histogram(
            "tocsin_commit_entries",
            "Record entries in one group commit.",
            bounds: Self.batchBounds,
            counts: state.batches,
            sum: state.batchSum
        )
        auditor.expose(to: &exposition)
    }
}
