import Dispatching
import Escalation
import Record
import Synchronization

/// The store under test, with faults in front of it, and a note of what really was stored.
final class MeteredStore: Store {
    private struct State {
        var refusal: StoreError?
        var isUnreadable = false
        var unread: [IncidentID] = []
        /// The same, asked for after the commit.
        var unreadAfter: [IncidentID] = []
        var isCommitted = false
        /// Whether a batch with entries or plans was refused since the last look.
        var wasRefused = false
        /// The newest entry of which the store said that it is durable.
        var confirmed = RecordHead()
        /// Where the record ends if the batch that failed is stored after all.
        var hoped: Int64?
        /// Entries that were decoded since the process began.
        var decoded = 0
        /// Records that were read before, so that each entry is decoded once.
        var read: [IncidentID: [RecordEntry]] = [:]
        /// A broken store stays broken.
        var broken: StoreError?
    }

    private let inner: any Store
    private let remembers: Bool
    private let state = Mutex(State())

    /// So many entries are really read in one process; reading a storm's records over and over would take minutes.
    private static let mostDecoded = 50_000

    /// Puts faults in front of a store; one that remembers decodes each record once, and is not for reading under test.
    init(_ inner: any Store, remembers: Bool) {
        self.inner = inner
        self.remembers = remembers
    }

    func set(refusal: StoreError?, isUnreadable: Bool) {
        state.withLock { state in
            state.refusal = refusal
            state.isUnreadable = isUnreadable
            state.unread = []
            state.unreadAfter = []
            state.isCommitted = false
            state.wasRefused = false
        }
    }

    /// The records can be read, before the next cycle says so.
    func readsAgain() {
        state.withLock { $0.isUnreadable = false }
    }

    /// Incidents whose record was asked for in vain since faults were last set: to decide, and, once that was stored, to send.
    var unread: (toDecide: [IncidentID], toSend: [IncidentID]) { state.withLock { ($0.unread, $0.unreadAfter) } }

    /// Whether a batch with entries was refused since faults were last set.
    var wasRefused: Bool { state.withLock { $0.wasRefused } }

    /// The newest entry that is durable, and where the record may end beyond it.
    var ends: (confirmed: RecordHead, hoped: Int64?) { state.withLock { ($0.confirmed, $0.hoped) } }

    func begin() throws -> LedgerStart {
        let start = try inner.begin()
        state.withLock { $0.confirmed = start.head }
        return start
    }

    func commit(_ batch: Batch) throws {
        do {
            try state.withLock { state in
                if let broken = state.broken { throw broken }
                if let refusal = state.refusal { throw refusal }
            }
            try inner.commit(batch)
            state.withLock { $0.isCommitted = true }
        } catch {
            state.withLock { state in
                if error as? StoreError != .full { state.broken = .broken("\(error)") }
                if !batch.entries.isEmpty || !batch.filings.isEmpty || !batch.plans.isEmpty {
                    state.wasRefused = true
                    state.hoped = batch.entries.last?.position
                }
            }
            throw error
        }
        guard let last = batch.entries.last else { return }
        try state.withLock { state in
            state.confirmed = RecordHead(position: last.position, hash: last.hash)
            for entry in batch.entries where state.read[entry.incident] != nil {
                state.read[entry.incident]?.append(try RecordCoding.decode(entry.body))
            }
        }
    }

    func entries(of incident: IncidentID) throws -> [RecordEntry] {
        let isUnreadable = state.withLock { state in
            guard state.isUnreadable else { return false }
            if state.isCommitted { state.unreadAfter.append(incident) } else { state.unread.append(incident) }
            return true
        }
        if isUnreadable { throw StoreError.broken("the disk cannot be read") }
        if let known = state.withLock({ $0.read[incident] }) { return known }
        let entries = try inner.entries(of: incident)
        state.withLock { state in
            state.decoded += entries.count
            if remembers || state.decoded > Self.mostDecoded, !entries.isEmpty { state.read[incident] = entries }
        }
        return entries
    }

    func sealed(from position: Int64, limit: Int) throws -> [SealedEntry] {
        try inner.sealed(from: position, limit: limit)
    }

    func latest(source: String, dedupKey: String) throws -> IncidentRow? {
        try inner.latest(source: source, dedupKey: dedupKey)
    }

    func filing(source: String, idempotencyKey: String) throws -> FilingRow? {
        try inner.filing(source: source, idempotencyKey: idempotencyKey)
    }

    func incidents(matching query: IncidentQuery) throws -> [IncidentRow] { try inner.incidents(matching: query) }
    func plan(version: String) throws -> Plan? { try inner.plan(version: version) }
    func outboxCount() throws -> Int { try inner.outboxCount() }
    func overdue(_ query: OverdueQuery) throws -> Overdue { try inner.overdue(query) }
    func seals(of incident: IncidentID) throws -> [RecordHead] { try inner.seals(of: incident) }
    func isRemoved(_ incident: IncidentID) throws -> Bool { try inner.isRemoved(incident) }
    var fault: StoreError? { inner.fault }
    func takesNew() -> Bool { inner.takesNew() }
}
