import Dispatch
import Dispatching
import Escalation
import Record
import Synchronization
import TestSupport

/// A store whose records can only be read once a test lets them be.
final class SlowStore: ForwardedReadings {
    let inner: MemoryStore
    private let gate = DispatchSemaphore(value: 0)
    private let waiting = Mutex(0)

    init(_ inner: MemoryStore) {
        self.inner = inner
    }

    /// Reads that are held up.
    var held: Int { waiting.withLock { $0 } }

    /// Lets so many reads go on.
    func open(_ count: Int) {
        for _ in 0..<count { gate.signal() }
    }

    func timeline(of incident: IncidentID, before position: Int64?, limit: Int) throws -> TimelinePage {
        wait()
        return try inner.timeline(of: incident, before: position, limit: limit)
    }

    func history(of incident: IncidentID) throws -> IncidentHistory? {
        wait()
        return try inner.history(of: incident)
    }

    private func wait() {
        waiting.withLock { $0 += 1 }
        gate.wait()
        waiting.withLock { $0 -= 1 }
    }
}
