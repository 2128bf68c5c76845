import Dispatching
import Escalation
import Record
import Synchronization
import TestSupport

/// A memory store that writes down what happened in which order and can be told to fail at any call.
final class SpyStore: Store, ForwardedReadings {
    let memory = MemoryStore()
    var inner: MemoryStore { memory }
    private let state = Mutex(State())

    private struct State {
        var happened: [String] = []
        var commitFaults: [StoreError] = []
        var isUnreadable: Set<IncidentID> = []
        var isOnReserve = false
        var fault: StoreError?
        var isBlind = false
        var hasNoPlans = false
        var lookUps: [Wanted] = []
        var lookUpFault: StoreError?
    }

    var happened: [String] { state.withLock { $0.happened } }

    func note(_ what: String) {
        state.withLock { $0.happened.append(what) }
    }

    /// The next commits store nothing and throw these, one after the other.
    func failCommits(_ faults: StoreError...) {
        state.withLock { $0.commitFaults = faults }
    }

    /// The records of these incidents cannot be read from now on.
    func hide(_ incidents: Set<IncidentID>) {
        state.withLock { $0.isUnreadable = incidents }
    }

    /// From now on the store takes nothing new, or takes it again.
    func liveOnReserve(_ isOnReserve: Bool) {
        state.withLock { $0.isOnReserve = isOnReserve }
    }

    /// A reader finds that nothing may be trusted any more.
    func fail(with fault: StoreError) {
        state.withLock { $0.fault = fault }
    }

    var fault: StoreError? { state.withLock { $0.fault } }
    func takesNew() -> Bool { state.withLock { !$0.isOnReserve } }

    /// No plan is found from now on.
    func losePlans() {
        state.withLock { $0.hasNoPlans = true }
    }

    /// Nothing overdue can be read from now on, or can be again.
    func blind(_ isBlind: Bool) {
        state.withLock { $0.isBlind = isBlind }
    }

    func overdue(_ query: OverdueQuery) throws -> Overdue {
        if state.withLock({ $0.isBlind }) { throw StoreError.unreadable("EIO") }
        return memory.overdue(query)
    }

    func begin() -> LedgerStart { memory.begin() }

    func commit(_ batch: Batch) throws {
        let fault = state.withLock { state in
            state.happened.append("commit")
            return state.commitFaults.isEmpty ? nil : state.commitFaults.removeFirst()
        }
        if let fault { throw fault }
        try memory.commit(batch)
    }

    /// Nothing can be looked up from now on, or can be again.
    func failLookUps(with fault: StoreError?) {
        state.withLock { $0.lookUpFault = fault }
    }

    func lookUp(_ wanted: Wanted) throws -> Known {
        let (hidden, hasNoPlans) = try state.withLock { state in
            state.lookUps.append(wanted)
            if let fault = state.lookUpFault { throw fault }
            return (state.isUnreadable, state.hasNoPlans)
        }
        var known = memory.lookUp(wanted)
        for id in wanted.incidents where hidden.contains(id) {
            known.incidents[id] = .failure(.unreadable("incident \(id)"))
        }
        if hasNoPlans { known.plans = [:] }
        return known
    }

    /// What was asked since the last time, question by question.
    func takeLookUps() -> [Wanted] {
        state.withLock { state in
            defer { state.lookUps = [] }
            return state.lookUps
        }
    }

    func entries(of incident: IncidentID) throws -> [RecordEntry] {
        let isUnreadable = state.withLock { $0.isUnreadable.contains(incident) }
        if isUnreadable { throw StoreError.unreadable("incident \(incident)") }
        return try memory.entries(of: incident)
    }

    func plan(version: String) -> Plan? { state.withLock { $0.hasNoPlans } ? nil : memory.plan(version: version) }
    func sealed(from position: Int64, limit: Int) -> [SealedEntry] { memory.sealed(from: position, limit: limit) }
    func incidents(matching query: IncidentQuery) -> [IncidentRow] { memory.incidents(matching: query) }
    func outboxCount() -> Int { memory.outboxCount() }
}
