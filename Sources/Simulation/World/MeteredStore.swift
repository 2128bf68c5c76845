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
        /// How often an incident was reported, if a batch that failed and has no entries is stored after all.
        var hopedCount: HopedCount?
        /// A broken store stays broken.
        var broken: StoreError?
    }

    /// What the row of an incident says if the batch that failed is stored after all.
    struct HopedCount {
        var incident: IncidentID
        var reports: Int
    }

    private let inner: any Store & Readings
    private let state = Mutex(State())

    /// Puts faults in front of a store.
    init(_ inner: any Store & Readings) {
        self.inner = inner
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

    /// The same for a batch without entries, of repeats that are only counted.
    var hopedCount: HopedCount? { state.withLock { $0.hopedCount } }

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
                if !batch.isEmpty {
                    state.wasRefused = true
                    state.hoped = batch.entries.last?.position
                    let counted = batch.entries.isEmpty ? batch.changed.first : nil
                    state.hopedCount = counted.map { HopedCount(incident: $0.id, reports: $0.reports) }
                }
            }
            throw error
        }
        guard let last = batch.entries.last else { return }
        state.withLock { $0.confirmed = RecordHead(position: last.position, hash: last.hash) }
    }

    func lookUp(_ wanted: Wanted) throws -> Known {
        var (rest, known) = (wanted, Known())
        rest.incidents = wanted.incidents.filter { id in
            if let fault = fault(reading: id) { known.incidents[id] = .failure(fault) }
            return known.incidents[id] == nil
        }
        return try inner.lookUp(rest).adding(known.incidents)
    }

    func entries(of incident: IncidentID) throws -> [RecordEntry] {
        if let fault = fault(reading: incident) { throw fault }
        return try inner.entries(of: incident)
    }

    func timeline(of incident: IncidentID, before position: Int64?, limit: Int) throws -> TimelinePage {
        if let fault = fault(reading: incident) { throw fault }
        return try inner.timeline(of: incident, before: position, limit: limit)
    }

    func history(of incident: IncidentID) throws -> IncidentHistory? {
        if let fault = fault(reading: incident) { throw fault }
        return try inner.history(of: incident)
    }

    private func fault(reading incident: IncidentID) -> StoreError? {
        state.withLock { state in
            guard state.isUnreadable else { return nil }
            if state.isCommitted { state.unreadAfter.append(incident) } else { state.unread.append(incident) }
            return .broken("the disk cannot be read")
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
