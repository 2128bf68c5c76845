package import Escalation

/// How long a store waits for another program that has the database file locked, such as a shell with an open transaction.
package struct LockPatience: Sendable {
    /// While the store opens: afterwards the start is refused.
    package var opening: TimeSpan
    /// Before each transaction that writes: afterwards nothing is stored, callers are told, and the next cycle tries again.
    ///
    /// Less than the 2 s after which a scheduler without a cycle is not ready.
    package var writing: TimeSpan

    package init(opening: TimeSpan = .seconds(5), writing: TimeSpan = .seconds(1)) {
        self.opening = opening
        self.writing = writing
    }
}
