import Dispatch
package import Escalation
import Foundation
import Synchronization

/// A thread of its own that does something again and again until it is stopped.
package final class RepeatingThread: Sendable {
    private enum Phase {
        case new
        case running
        case stopped
    }

    private let name: String
    private let first: TimeSpan
    private let body: @Sendable (RepeatingThread) -> TimeSpan
    private let phase = Mutex(Phase.new)
    private let stopping = DispatchSemaphore(value: 0)
    private let ended = DispatchSemaphore(value: 0)

    /// - Parameters:
    ///   - name: the thread's.
    ///   - first: how long to wait before the first time.
    ///   - body: does it once, and says how long to wait until the next time; is handed the thread, to wait within a long call.
    package init(name: String, after first: TimeSpan = .zero, body: @escaping @Sendable (RepeatingThread) -> TimeSpan) {
        self.name = name
        self.first = first
        self.body = body
    }

    /// Starts the thread, once; nothing starts after ``stop()``.
    package func start() {
        let isNew = phase.withLock { phase in
            guard phase == .new else { return false }
            phase = .running
            return true
        }
        guard isNew else { return }
        let thread = Thread { [self] in
            var wait = first
            while !isStopped(within: wait) { wait = max(body(self), TimeSpan(milliseconds: 1)) }
            ended.signal()
        }
        thread.name = name
        thread.start()
    }

    /// Waits for the end of the call under way; none comes afterwards.
    package func stop() {
        let wasRunning = phase.withLock { phase in
            defer { phase = .stopped }
            return phase == .running
        }
        guard wasRunning else { return }
        stopping.signal()
        ended.wait()
    }

    /// Waits so long, or until it is stopped.
    ///
    /// - Returns: whether it was stopped.
    package func isStopped(within span: TimeSpan) -> Bool {
        let wait = DispatchTimeInterval.milliseconds(Int(clamping: span.milliseconds))
        guard stopping.wait(timeout: .now() + wait) == .success else { return false }
        // The next question has the same answer.
        stopping.signal()
        return true
    }
}
