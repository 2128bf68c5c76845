import Dispatching
import Escalation
import Synchronization
import Testing

/// Collects what a channel reports and waits for it.
final class Reports: Sendable {
    private struct State {
        var results: [DeliveryResult] = []
        var calls = 0
        var waiters: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let state = Mutex(State())

    func take(_ results: [DeliveryResult]) {
        let ready = state.withLock { state in
            state.results += results
            state.calls += 1
            let count = state.results.count
            let ready = state.waiters.filter { $0.count <= count }
            state.waiters.removeAll { $0.count <= count }
            return ready
        }
        for waiter in ready { waiter.continuation.resume() }
    }

    var all: [DeliveryResult] { state.withLock { $0.results } }
    var calls: Int { state.withLock { $0.calls } }

    /// Waits for that many results; the test's time limit ends it otherwise.
    func waitFor(_ count: Int) async -> [DeliveryResult] {
        await withCheckedContinuation { continuation in
            let isReady = state.withLock { state in
                if state.results.count >= count { return true }
                state.waiters.append((count, continuation))
                return false
            }
            if isReady { continuation.resume() }
        }
        return all
    }
}

extension Channel {
    /// Sends deliveries and waits for all their outcomes, by notification number.
    func outcomes(_ deliveries: [Delivery]) async -> [Int: AttemptOutcome] {
        let reports = Reports()
        send(deliveries, report: reports.take)
        let results = await reports.waitFor(deliveries.count)
        return Dictionary(results.compactMap { result in result.outcome.map { (result.parcel.first.number, $0) } }) {
            first,
            _ in first
        }
    }

    /// Sends one delivery and waits for its outcome.
    func outcome(_ delivery: Delivery) async throws -> AttemptOutcome {
        try #require(await outcomes([delivery]).values.first)
    }
}
