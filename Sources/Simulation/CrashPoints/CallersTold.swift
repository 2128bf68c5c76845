import Dispatching
import Escalation
import Synchronization

/// What callers were told and what was sent, over all processes of a story; it never asks the store.
final class CallersTold: Sendable {
    struct State {
        /// Reports by key, answered or not.
        var tried: [String] = []
        /// The incident of each report that was answered.
        var filed: [String: IncidentID] = [:]
        /// Every incident that a caller was shown, as it was then.
        var shown: [Incident] = []
        var sent: Set<NotificationID> = []
        /// Replies that no caller may have got.
        var wrong: [String] = []
    }

    private let state: Mutex<State>

    init(_ state: State = State()) {
        self.state = Mutex(state)
    }

    /// The same from here on, for one of several ways in which the story may go on.
    func copy() -> CallersTold { CallersTold(now) }

    var now: State { state.withLock { $0 } }

    func note(_ change: (inout State) -> Void) {
        state.withLock { change(&$0) }
    }
}
