import Dispatch
package import Escalation
import Foundation
import Synchronization

/// A thread of its own that does something again and again until it is stopped.
package final class Ticker: Sendable {
    private let wake = DispatchSemaphore(value: 0)
    private let ended = DispatchSemaphore(value: 0)
    private let phase = Mutex(Phase.new)
    private let name: String
    private let tick: @Sendable () -> TimeSpan

    private enum Phase {
        case new
        case running
        case stopped
    }

    /// - Parameters:
    ///   - name: the thread's.
    ///   - tick: does it once, and says how long to wait until the next time.
    package init(name: String, tick: @escaping @Sendable () -> TimeSpan) {
        self.name = name
        self.tick = tick
    }

    /// Starts the thread; the first time is now.
    package func start() {
        let isNew = phase.withLock { phase in
            guard phase == .new else { return false }
            phase = .running
            return true
        }
        guard isNew else { return }
        let thread = Thread { [self] in
            while isRunning {
                let wait = max(tick().milliseconds, 1)
                _ = wake.wait(timeout: .now() + .milliseconds(Int(clamping: wait)))
            }
            ended.signal()
        }
        thread.name = name
        thread.start()
    }

    private var isRunning: Bool { phase.withLock { $0 == .running } }

    /// Waits for the end of what is under way; nothing is done afterwards.
    package func stop() {
        let wasRunning = phase.withLock { phase in
            defer { phase = .stopped }
            return phase == .running
        }
        guard wasRunning else { return }
        wake.signal()
        ended.wait()
    }
}
