import Dispatch
import Dispatching
import Escalation
import Synchronization

/// One answer of the ledger, for a thread that waits for it.
final class LedgerAnswer<Value: Sendable>: Sendable {
    private let result = Mutex<Result<Value, LedgerError>?>(nil)
    private let isThere = DispatchSemaphore(value: 0)

    func take(_ result: Result<Value, LedgerError>) {
        self.result.withLock { $0 = result }
        isThere.signal()
    }

    /// - Returns: `nil` when it did not come in time.
    func wait(atMost patience: TimeSpan) -> Result<Value, LedgerError>? {
        _ = isThere.wait(timeout: .now() + .milliseconds(Int(patience.milliseconds)))
        return result.withLock { $0 }
    }

    /// Waits until it comes: the ledger answers every request, also when it ends.
    ///
    /// - Throws: why nothing was done.
    func wait() throws(LedgerError) -> Value {
        isThere.wait()
        guard let result = result.withLock({ $0 }) else { throw .unavailable("the ledger gave no answer") }
        return try result.get()
    }
}
