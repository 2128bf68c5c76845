import Escalation
import Record
import Synchronization

/// Keeps a ledger in memory, for tests and rehearsals; it refuses what a durable store refuses.
package final class MemoryStore: Store {
    struct State {
        var head = RecordHead()
        var entries: [SealedEntry] = []
        /// Indexes into `entries`.
        var entriesByIncident: [IncidentID: [Int]] = [:]
        var incidents: [IncidentID: IncidentRow] = [:]
        var snapshots: [IncidentID: IncidentSnapshot] = [:]
        var incidentsByKey: [SourceKey: [IncidentID]] = [:]
        var unclosedByKey: [SourceKey: IncidentID] = [:]
        var outbox: [NotificationID: OutboxRow] = [:]
        var filings: [SourceKey: FilingRow] = [:]
        var plans: [String: Plan] = [:]
        /// By the bytes of their names.
        var marks: [[UInt8]: Mark] = [:]
        var blobs: [BlobDigest: [UInt8]] = [:]
        var numbersLeftOutTo: IncidentID = 0
        var nextFault: StoreError?
        var fault: StoreError?
    }

    let ledger: String
    private let number: UInt8
    let state = Mutex(State())

    /// - Parameters:
    ///   - ledger: its name.
    ///   - number: which of several ledgers it is.
    package init(ledger: String = "memory00", number: UInt8 = 0) {
        self.ledger = ledger
        self.number = number
    }

    /// Everything it holds at one moment, as a copy of a disk does.
    package struct Copy: Sendable {
        fileprivate var state: State
    }

    package func copy() -> Copy {
        Copy(state: state.withLock { $0 })
    }

    /// Holds again what it held when the copy was made, and nothing of what came after.
    package func putBack(_ copy: Copy) {
        state.withLock { $0 = copy.state }
    }

    /// Makes the next commit store nothing and throw `fault`; after anything but ``StoreError/full`` every later one fails.
    package func failNextCommit(with fault: StoreError) {
        state.withLock { $0.nextFault = fault }
    }

    package func begin() -> LedgerStart {
        state.withLock { state in
            let rows = state.incidents.values
            var start = LedgerStart(
                ledger: ledger,
                lastIncident: max(
                    state.incidents.keys.max() ?? 0,
                    state.numbersLeftOutTo,
                    IncidentID(ledger: number, count: 0)
                ),
                head: state.head,
                pending: rows.filter { !$0.timers.isEmpty }.map { PendingIncident(id: $0.id, timers: $0.timers) }
                    .sorted { $0.id < $1.id },
                outbox: state.outbox.values.sorted { $0.notification.id < $1.notification.id },
                openCount: rows.count { $0.closedAt == nil },
                acknowledgedCount: rows.count { $0.status == .acknowledged }
            )
            let names = state.marks.keys.sorted { $0.lexicographicallyPrecedes($1) }
            start.marks = names.compactMap { state.marks[$0] }
            return start
        }
    }

    package func commit(_ batch: Batch) throws {
        try state.withLock { state in
            if let fault = state.fault { throw fault }
            do throws(StoreError) {
                if let fault = state.nextFault {
                    state.nextFault = nil
                    throw fault
                }
                try state.check(batch)
            } catch {
                if error != .full { state.fault = error }
                throw error
            }
            state.store(batch)
        }
    }

    package func lookUp(_ wanted: Wanted) -> Known {
        let state = state.withLock { $0 }
        var known = Known()
        for key in wanted.keys { known.keys[key] = state.incidentsByKey[key]?.max().map { .success($0) } }
        for key in wanted.filings { known.filings[key] = state.filings[key].map { .success($0) } }
        for version in wanted.plans { known.plans[version] = state.plans[version].map { .success($0) } }
        for id in wanted.incidents { known.incidents[id] = state.record(of: id) }
        for id in wanted.leaving { known.leaving[id] = state.leaving(id) }
        for plan in wanted.unclosed {
            let rows = state.incidents.values.filter { $0.plan == plan && $0.closedAt == nil }
            let found = rows.map { UnclosedIncident(id: $0.id, unit: $0.unit, isDrill: $0.isDrill) }
            known.unclosed[plan] = .success(found.sorted { $0.id < $1.id })
        }
        for id in wanted.unsent { known.unsent[id] = state.outbox[id].map { .success($0.notification.due) } }
        return known
    }
}

extension MemoryStore.State {
    /// Refuses what contradicts what is stored, before anything is changed.
    func check(_ batch: Batch) throws(StoreError) {
        var position = head.position
        for entry in batch.entries {
            position += 1
            guard entry.position == position else { throw .broken("entry \(entry.position) is not the next") }
        }
        let lastStates = batch.lastStates()
        for row in lastStates.changed where incidents[row.id] == nil {
            throw .broken("incident \(row.id) was to be changed, but is not in the store")
        }
        var seen: Set<IncidentID> = []
        for row in lastStates.opened where incidents[row.id] != nil || !seen.insert(row.id).inserted {
            throw .broken("incident \(row.id) is in the store already")
        }
        try checkKeys(lastStates)
        for one in batch.removed
        where incidents[one.id]?.closedAt == nil || entriesByIncident[one.id]?.count != one.entries {
            throw .broken("incident \(one.id) was to be removed, but is not as it should be")
        }
        var planned: Set<NotificationID> = []
        for row in batch.planned {
            let id = row.notification.id
            guard outbox[id] == nil, planned.insert(id).inserted else { throw .broken("\(id) was planned before") }
        }
        for row in batch.postponed where outbox[row.notification.id] == nil && !planned.contains(row.notification.id) {
            throw .broken("\(row.notification.id) was to be put off, but is not in the outbox")
        }
        var settled: Set<NotificationID> = []
        for id in batch.settled {
            guard outbox[id] != nil || planned.contains(id), settled.insert(id).inserted else {
                throw .broken("\(id) was to leave the outbox, but is not in it")
            }
        }
        var filed: Set<SourceKey> = []
        for filing in batch.filings {
            let key = filing.key
            guard filings[key] == nil, filed.insert(key).inserted else { throw .broken("\(key) was filed before") }
        }
    }

    private func checkKeys(_ batch: (opened: [IncidentRow], changed: [IncidentRow])) throws(StoreError) {
        var closing: Set<IncidentID> = []
        for row in batch.changed where row.closedAt != nil { closing.insert(row.id) }
        var taken: [SourceKey: IncidentID] = [:]
        for row in batch.changed + batch.opened where row.closedAt == nil {
            guard let key = row.key else { continue }
            let holder = unclosedByKey[key].flatMap { closing.contains($0) ? nil : $0 }
            guard let other = taken[key] ?? holder, other != row.id else {
                taken[key] = row.id
                continue
            }
            throw .broken("incidents \(other) and \(row.id) are unclosed under one key")
        }
    }

    fileprivate mutating func store(_ batch: Batch) {
        for entry in batch.entries {
            entriesByIncident[entry.incident, default: []].append(entries.count)
            entries.append(entry)
            head = RecordHead(position: entry.position, hash: entry.hash)
        }
        let lastStates = batch.lastStates()
        for row in lastStates.opened {
            if let key = row.key { incidentsByKey[key, default: []].append(row.id) }
        }
        for row in lastStates.changed + lastStates.opened {
            incidents[row.id] = row
            guard let key = row.key else { continue }
            if row.closedAt != nil, unclosedByKey[key] == row.id { unclosedByKey[key] = nil }
        }
        for row in lastStates.changed + lastStates.opened where row.closedAt == nil {
            if let key = row.key { unclosedByKey[key] = row.id }
        }
        for snapshot in batch.snapshots { snapshots[snapshot.incident] = snapshot }
        for row in batch.planned + batch.postponed { outbox[row.notification.id] = row }
        for id in batch.settled { outbox[id] = nil }
        if let number = batch.numbersLeftOutTo { numbersLeftOutTo = number }
        for filing in batch.filings { filings[filing.key] = filing }
        for plan in batch.plans where plans[plan.version] == nil { plans[plan.version] = plan }
        for key in batch.outdatedFilings { filings[key] = nil }
        for version in batch.unusedPlans { plans[version] = nil }
        for mark in batch.marks { marks[Array(mark.name.utf8)] = mark }
        for name in batch.droppedMarks { marks[Array(name.utf8)] = nil }
        for one in batch.removed { remove(one.id) }
    }

    private mutating func remove(_ id: IncidentID) {
        for index in entriesByIncident[id] ?? [] {
            entries[index].body = []
            entries[index].at = Timestamp(milliseconds: 0)
        }
        snapshots[id] = nil
        guard let key = incidents.removeValue(forKey: id)?.key else { return }
        incidentsByKey[key]?.removeAll { $0 == id }
    }
}
