import Dispatch
import Dispatching
import Escalation
import Record
import Synchronization

/// A store whose records can only be read once a test lets them be.
final class SlowStore: Store {
    private let inner: MemoryStore
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

    func entries(of incident: IncidentID) throws -> [RecordEntry] {
        waiting.withLock { $0 += 1 }
        gate.wait()
        waiting.withLock { $0 -= 1 }
        return try inner.entries(of: incident)
    }

    func begin() throws -> LedgerStart { inner.begin() }
    func commit(_ batch: Batch) throws { try inner.commit(batch) }
    func sealed(from position: Int64, limit: Int) -> [SealedEntry] { inner.sealed(from: position, limit: limit) }
    func latest(source: String, dedupKey: String) -> IncidentRow? { inner.latest(source: source, dedupKey: dedupKey) }
    func filing(source: String, idempotencyKey: String) -> FilingRow? {
        inner.filing(source: source, idempotencyKey: idempotencyKey)
    }
    func incidents(matching query: IncidentQuery) -> [IncidentRow] { inner.incidents(matching: query) }
    func plan(version: String) -> Plan? { inner.plan(version: version) }
    func outboxCount() -> Int { inner.outboxCount() }
    func overdue(_ query: OverdueQuery) -> Overdue { inner.overdue(query) }
}
