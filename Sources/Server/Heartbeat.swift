import Curl
import Dispatching
import Escalation
import Foundation
import Logging
import Synchronization
import Text

/// Calls a monitor elsewhere again and again, but only while everything is well: its silence is what alarms.
final class Heartbeat: Sendable {
    private struct State {
        var calls = 0
        var failures = 0
        var withheld = 0
        var isUnderWay = false
        /// Whether the last call failed, so that a change is logged and not every call.
        var isFailing = false
    }

    private let state = Mutex(State())
    private let url: String
    private let every: TimeSpan
    private let engine: TransferEngine
    private let policy: AddressPolicy
    private let isWell: @Sendable () -> Bool
    private let log: Logger

    /// - Parameters:
    ///   - url: may hold a secret; only its host is logged.
    ///   - every: from one call to the next.
    ///   - engine: carries the calls out.
    ///   - policy: which addresses may be connected to.
    ///   - isWell: whether the server is ready.
    ///   - log: told when calls begin to fail, and when they work again.
    init(
        url: String,
        every: TimeSpan,
        engine: TransferEngine,
        policy: AddressPolicy,
        isWell: @escaping @Sendable () -> Bool,
        log: Logger
    ) {
        self.url = url
        self.every = every
        self.engine = engine
        self.policy = policy
        self.isWell = isWell
        self.log = log
    }

    /// One call, unless the server is not well or the last call has not ended; how long to wait until the next.
    func beat() -> TimeSpan {
        guard isWell() else {
            state.withLock { $0.withheld += 1 }
            // Soon after it is well again the monitor shall know.
            return min(every, .seconds(2))
        }
        let isFree = state.withLock { state in
            defer { state.isUnderWay = true }
            return !state.isUnderWay
        }
        guard isFree else { return every }
        let request = TransferRequest(.http(WebRequest(method: "GET", url: url)), policy: policy) { [self] result in
            ended(result)
        }
        engine.submit([request])
        return every
    }

    private func ended(_ result: TransferResult) {
        var fault: String?
        switch result.outcome {
        case .completed(let status) where (200...299).contains(status): break
        case .completed(let status): fault = "it answered \(status)"
        case .failed(let failure): fault = failure.text
        }
        let wasFailing = state.withLock { state in
            state.isUnderWay = false
            if fault == nil { state.calls += 1 } else { state.failures += 1 }
            defer { state.isFailing = fault != nil }
            return state.isFailing
        }
        let host = URLComponents(string: url)?.host ?? "?"
        if let fault, !wasFailing {
            log.warning("the monitor could not be called", metadata: ["host": "\(host)", "why": "\(fault)"])
        } else if fault == nil, wasFailing {
            log.notice("the monitor is called again", metadata: ["host": "\(host)"])
        }
    }
}

extension Heartbeat: Exposed {
    func expose(to exposition: inout Exposition) {
        let state = state.withLock { $0 }
        exposition.add(
            .counter,
            "tocsin_heartbeats_total",
            "Calls of the monitor elsewhere, by what became of them.",
            by: "result",
            [("taken", state.calls), ("failed", state.failures), ("withheld", state.withheld)]
        )
    }
}
