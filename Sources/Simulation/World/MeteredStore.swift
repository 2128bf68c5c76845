import Dispatching
import Escalation
import Record
import Synchronization

/// The store under test, with faults in front of it, and a note of what really was stored.
final class MeteredStore: Store, Readings {
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

    private let inner: any Store & Readings
    private let remembers: Bool
    private let state = Mutex(State())

    /// So many entries are really read in one process; reading a storm's records over and over would take minutes.
    private static let mostDecoded = 50_000

    /// Puts faults in front of a store; one that remembers decodes each record once, and is not for reading under test.
    init(_ inner: any Store & Readings, remembers: Bool) {
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

    func lookUp(_ wanted: Wanted) throws -> Known {
        var (rest, known) = (wanted, Known())
        rest.incidents = wanted.incidents.filter { id in
            if let record = withoutReading(id) { known.incidents[id] = record }
            return known.incidents[id] == nil
        }
        let found = try inner.lookUp(rest)
        for case (let id, .success(.entries(let entries))) in found.incidents { note(entries, of: id) }
        return found.adding(known.incidents)
    }

    func entries(of incident: IncidentID) throws -> [RecordEntry] {
        if let known = withoutReading(incident) {
            guard case .entries(let entries) = try known.get() else { return [] }
            return entries
        }
        let entries = try inner.entries(of: incident)
        if !entries.isEmpty { note(entries, of: incident) }
        return entries
    }

    /// What is told of a record without looking: a fault, or what was read before.
    private func withoutReading(_ incident: IncidentID) -> Result<IncidentRecord, StoreError>? {
        state.withLock { state in
            if state.isUnreadable {
                if state.isCommitted { state.unreadAfter.append(incident) } else { state.unread.append(incident) }
                return .failure(.broken("the disk cannot be read"))
            }
            return state.read[incident].map { .success(.entries($0)) }
        }
    }

    private func note(_ entries: [RecordEntry], of incident: IncidentID) {
        state.withLock { state in
            state.decoded += entries.count
            if remembers || state.decoded > Self.mostDecoded { state.read[incident] = entries }
        }
    }

    func ledgerName() throws -> String { try inner.ledgerName() }
    func recordHead() throws -> RecordHead { try inner.recordHead() }
    func hash(at position: Int64) throws -> [UInt8]? { try inner.hash(at: position) }

    func sealed(from position: Int64, limit: Int) throws -> [SealedEntry] {
        try inner.sealed(from: position, limit: limit)
    }

    func incidents(matching query: IncidentQuery) throws -> [IncidentRow] { try inner.incidents(matching: query) }
    func plan(version: String) throws -> Plan? { try inner.plan(version: version) }
    func outboxCount() throws -> Int { try inner.outboxCount() }
    func overdue(_ query: OverdueQuery) throws -> Overdue { try inner.overdue(query) }
    func removable(closedBefore: Timestamp, after last: IncidentID) throws -> (
        incidents: [IncidentID], last: IncidentID?
    ) { try inner.removable(closedBefore: closedBefore, after: last) }

    func outdatedFilings(before: Timestamp, after last: SourceKey) throws -> (keys: [SourceKey], last: SourceKey?) {
        try inner.outdatedFilings(before: before, after: last)
    }

    func unusedPlans() throws -> [String] { try inner.unusedPlans() }
    func isRemoved(_ incident: IncidentID) throws -> Bool { try inner.isRemoved(incident) }
    var fault: StoreError? { inner.fault }
    func takesNew() -> Bool { inner.takesNew() }
}

extension Known {
    /// This, with incidents that somebody else knew.
    fileprivate func adding(_ more: Found<IncidentID, IncidentRecord>) -> Known {
        var all = self
        all.incidents.merge(more) { own, _ in own }
        return all
    }
}
