package import Escalation
import Synchronization
package import Text

/// How the auditor stands, for readiness and `/metrics`.
package final class AuditorFigures: Sendable {
    /// A look that is older than this turns readiness red; looks are two seconds apart.
    package static let silence = TimeSpan.seconds(8)
    /// The scheduler may be behind by so much.
    package static let longestLag = TimeSpan.seconds(5)

    private struct State {
        var startedAt: Timestamp?
        var lastLook: Timestamp?
        var looks = 0
        var failures = 0
        var overdue = 0
        var behind = TimeSpan.zero
        var lasted = TimeSpan.zero
        /// Why the last look came to no end.
        var fault: String?
        var clocks = ClockHistory()
    }

    private let state = Mutex(State())

    package init() {}

    /// From now on silence is trouble.
    func started(at now: Timestamp) {
        state.withLock { $0.startedAt = now }
    }

    /// Notes the clocks as the ledger saw them.
    func note(_ clocks: ClockHistory) {
        state.withLock { $0.clocks = clocks }
    }

    var clocks: ClockHistory { state.withLock { $0.clocks } }

    /// A look came to its end.
    func looked(at now: Timestamp, lasting: TimeSpan, overdue: Int, behind: TimeSpan) {
        state.withLock { state in
            state.lastLook = now
            state.looks += 1
            state.lasted = lasting
            state.overdue = overdue
            state.behind = behind
            state.fault = nil
        }
    }

    /// A look could not be ended.
    func failed(_ reason: String) {
        state.withLock { state in
            state.failures += 1
            state.fault = reason
        }
    }

    /// Why the dispatcher is not ready, one sentence each; `now` is on the boot clock.
    package func troubles(at now: Timestamp) -> [String] {
        state.withLock { state in
            guard let startedAt = state.startedAt else { return [] }
            var found: [String] = []
            if now - (state.lastLook ?? startedAt) > Self.silence {
                let why = state.fault.map { ": \($0)" } ?? ""
                found.append("the auditor has not finished a look in the last 8 s\(why)")
            }
            if state.behind > Self.longestLag {
                found.append("the scheduler is behind: a deadline waits since \(state.behind.milliseconds / 1_000) s")
            }
            return found
        }
    }
}

extension AuditorFigures: Exposed {
    /// Nothing where no auditor runs.
    package func expose(to exposition: inout Exposition) {
        let state = state.withLock { $0 }
        guard state.startedAt != nil else { return }
        exposition.add(
            .counter,
            "tocsin_auditor_looks_total",
            "Looks of the auditor that came to an end.",
            state.looks
        )
        exposition.add(.counter, "tocsin_auditor_failures_total", "Looks that could not be ended.", state.failures)
        exposition.add(
            .gauge,
            "tocsin_auditor_overdue",
            "Incidents and messages that the last look found overdue.",
            state.overdue
        )
        exposition.seconds(
            "tocsin_auditor_behind_seconds",
            "How long ago the oldest deadline was due that waits in the queue.",
            milliseconds: state.behind.milliseconds
        )
        exposition.seconds(
            "tocsin_auditor_look_seconds",
            "How long the last look took.",
            milliseconds: state.lasted.milliseconds
        )
    }
}
