import Synchronization

/// Tells channels that the transfer engine has handed over a group of results.
///
/// Make it first, give ``ended()`` to the engine as `onTurn`, and give the engine and this object to the channels.
package final class EngineTurns: Sendable {
    private let listeners = Mutex<[@Sendable () -> Void]>([])

    package init() {}

    /// The engine's thread calls this after each group of completions.
    package func ended() {
        for listener in listeners.withLock({ $0 }) { listener() }
    }

    func whenEnded(_ listener: @escaping @Sendable () -> Void) {
        listeners.withLock { $0.append(listener) }
    }
}
