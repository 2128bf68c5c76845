package import Escalation
import Synchronization

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

    /// The figures in Prometheus' text form; nothing where no auditor runs.
    package func prometheus() -> String {
        let state = state.withLock { $0 }
        guard state.startedAt != nil else { return "" }
        func lines(_ name: String, _ type: String, _ help: String, _ value: String) -> String {
            "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n\(name) \(value)\n"
        }
        func seconds(_ span: TimeSpan) -> String { "\(Double(span.milliseconds) / 1_000)" }
        return lines(
            "tocsin_auditor_looks_total",
            "counter",
            "Looks of the auditor that came to an end.",
            "\(state.looks)"
        )
            + lines("tocsin_auditor_failures_total", "counter", "Looks that could not be ended.", "\(state.failures)")
            + lines(
                "tocsin_auditor_overdue",
                "gauge",
                "Incidents and messages that the last look found overdue.",
                "\(state.overdue)"
            )
            + lines(
                "tocsin_auditor_behind_seconds",
                "gauge",
                "How long ago the oldest deadline was due that waits in the queue.",
                seconds(state.behind)
            )
            + lines("tocsin_auditor_look_seconds", "gauge", "How long the last look took.", seconds(state.lasted))
    }
}
