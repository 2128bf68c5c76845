import Dispatching
import Synchronization

/// Gathers the outcomes of an array's reports, in their order, until the last is there.
final class FilingCollector: Sendable {
    typealias Outcome = Result<Filed, Problem>

    private struct State {
        var outcomes: [Outcome?]
        var missing: Int
        var full: (@Sendable ([Outcome]) -> Void)?
    }

    private let state: Mutex<State>

    init(count: Int) {
        state = Mutex(State(outcomes: [Outcome?](repeating: nil, count: count), missing: count))
    }

    /// Calls `full` once, as soon as every outcome is there.
    func whenFull(_ full: @escaping @Sendable ([Outcome]) -> Void) {
        let isFull = state.withLock { state in
            state.full = full
            return state.missing == 0
        }
        if isFull { finish() }
    }

    func set(_ position: Int, to outcome: Outcome) {
        let isFull = state.withLock { state in
            guard state.outcomes[position] == nil else { return false }
            state.outcomes[position] = outcome
            precondition(state.missing > 0, "a report was answered twice")
            state.missing -= 1
            return state.missing == 0
        }
        if isFull { finish() }
    }

    private func finish() {
        let (outcomes, full) = state.withLock { state in
            defer { state.full = nil }
            return (state.outcomes.compactMap { $0 }, state.full)
        }
        full?(outcomes)
    }
}
