package import Escalation
package import Record
import Synchronization

extension MemoryStore: Readings {
    package func ledgerName() -> String { ledger }

    // MARK: The record

    package func recordHead() -> RecordHead { state.withLock { $0.head } }

    package func hash(at position: Int64) -> [UInt8]? {
        sealed(from: position, limit: 1).first.flatMap { $0.position == position ? $0.hash : nil }
    }

    package func sealed(from position: Int64, limit: Int) -> [SealedEntry] {
        state.withLock { state in
            Array(state.entries.dropFirst(Int(clamping: max(position, 1) - 1)).prefix(max(limit, 0)))
        }
    }

    package func entries(of incident: IncidentID) throws -> [RecordEntry] {
        let state = state.withLock { $0 }
        guard case .kept = try state.record(of: incident)?.get() else { return [] }
        return try state.entries(of: incident, after: 0)
    }

    package func timeline(of incident: IncidentID, before position: Int64?, limit: Int) throws -> TimelinePage {
        let state = state.withLock { $0 }
        let found = (state.entriesByIncident[incident] ?? []).map { state.entries[$0] }
            .filter { entry in !entry.isRemoved && position.map { entry.position < $0 } ?? true }
        let page = found.suffix(max(limit, 0))
        return TimelinePage(
            entries: try page.map { try RecordCoding.decode($0.body) },
            before: found.count > page.count ? page.first?.position : nil
        )
    }

    package func history(of incident: IncidentID) throws -> IncidentHistory? {
        guard case .kept(let history) = try state.withLock({ $0 }).record(of: incident)?.get() else { return nil }
        return history
    }

    package func isRemoved(_ incident: IncidentID) -> Bool {
        state.withLock { $0 }.record(of: incident) == .success(.removed)
    }

    // MARK: What stands

    package func incidents(matching query: IncidentQuery) -> [IncidentRow] {
        let matching = state.withLock { $0.incidents.values.filter { query.matches($0) } }
        return Array(matching.sorted { $0.id > $1.id }.prefix(max(query.limit, 0)))
    }

    package func plan(version: String) -> Plan? {
        state.withLock { $0.plans[version] }
    }

    package func outboxCount() -> Int {
        state.withLock { $0.outbox.count }
    }

    package func overdue(_ query: OverdueQuery) -> Overdue {
        let (rows, messages) = state.withLock { (Array($0.incidents.values), Array($0.outbox.values)) }
        func page<Item>(_ items: [Item], after: OverdueQuery.Cursor?, key: (Item) -> OverdueQuery.Cursor?) -> [Item] {
            let keyed = items.compactMap { item in key(item).map { (item, $0) } }
            let found = keyed.filter { _, cursor in
                cursor.due <= query.by && (after.map { $0 < cursor } ?? true)
            }
            return found.sorted { $0.1 < $1.1 }.prefix(max(query.limit, 0)).map(\.0)
        }
        return Overdue(
            incidents: page(rows, after: query.incidentsAfter) { row in
                row.nextDue.map { OverdueQuery.Cursor(due: $0, incident: row.id) }
            }.map { PendingIncident(id: $0.id, timers: $0.timers) },
            messages: page(messages, after: query.messagesAfter) { row in
                let (due, id) = (row.notification.due, row.notification.id)
                return OverdueQuery.Cursor(due: due, incident: id.incident, number: id.number)
            }
        )
    }

    // MARK: What retention looks for

    package func removable(closedBefore: Timestamp, after last: IncidentID) -> (
        incidents: [IncidentID], last: IncidentID?
    ) {
        let state = state.withLock { $0 }
        let page = state.incidents.values.filter { $0.id > last }.sorted { $0.id < $1.id }.prefix(RetentionPage.size)
        let waiting = Set(state.outbox.keys.map(\.incident))
        let found = page.filter { row in
            row.timers.isEmpty && !waiting.contains(row.id) && row.closedAt.map { $0 <= closedBefore } == true
        }
        let goesOn = page.count == RetentionPage.size && page.contains { $0.reportedAt <= closedBefore }
        return (found.map(\.id), goesOn ? page.last?.id : nil)
    }

    package func outdatedFilings(before: Timestamp, after last: SourceKey) -> (keys: [SourceKey], last: SourceKey?) {
        let all = state.withLock { $0.filings.values }
        let page = all.filter { last < $0.key }.sorted { $0.key < $1.key }.prefix(RetentionPage.size)
        let found = page.filter { $0.at <= before }.map(\.key)
        return (found, page.count == RetentionPage.size ? page.last?.key : nil)
    }

    package func unusedPlans() throws -> [String] {
        let state = state.withLock { $0 }
        var versions = Set(state.plans.keys)
        for id in state.incidents.keys {
            guard case .reported(let report, _, _) = try state.entries(of: id, after: 0).first?.changes.first else {
                return []
            }
            versions.remove(report.planVersion)
        }
        return versions.sorted()
    }
}

extension MemoryStore.State {
    /// What is on record of an incident; `nil` when there never was one.
    func record(of id: IncidentID) -> Result<IncidentRecord, StoreError>? {
        guard let places = entriesByIncident[id] else { return nil }
        if places.allSatisfy({ entries[$0].isRemoved }) { return .success(.removed) }
        do {
            let history = try IncidentHistory(snapshots[id], reports: incidents[id]?.reports ?? 1) { head in
                let place = Int(clamping: head.position) - 1
                return entries.indices.contains(place) && entries[place].hash == head.hash
            } entries: {
                try entries(of: id, after: $0)
            }
            return .success(.kept(history))
        } catch {
            return .failure(.unreadable("an entry of incident \(id) cannot be read: \(error)"))
        }
    }

    /// The incident's entries behind a position, oldest first.
    func entries(of id: IncidentID, after position: Int64) throws -> [RecordEntry] {
        try (entriesByIncident[id] ?? []).map { entries[$0] }.filter { $0.position > position }
            .map { try RecordCoding.decode($0.body) }
    }

    /// The row and the seals of an incident that is to leave.
    func leaving(_ id: IncidentID) -> Result<LeavingIncident, StoreError>? {
        guard let row = incidents[id] else { return nil }
        let found = (entriesByIncident[id] ?? []).map { entries[$0] }
        if let gone = found.first(where: \.isRemoved) {
            return .failure(.unreadable("the content of entry \(gone.position) is gone"))
        }
        let seals = found.map { RecordHead(position: $0.position, hash: $0.hash) }
        return .success(LeavingIncident(row: row, seals: seals))
    }
}

extension IncidentRow {
    /// What its reports may be merged by; `nil` without a dedup key.
    package var key: SourceKey? {
        dedupKey.map { SourceKey(source: source, key: $0) }
    }
}

extension IncidentQuery {
    /// Whether an incident is listed, its place within the limit aside; texts are compared by their bytes, as a database does.
    fileprivate func matches(_ row: IncidentRow) -> Bool {
        if let before, row.id >= before { return false }
        if let unit, unit != "/", !row.unit.utf8.elementsEqual(unit.utf8),
            !row.unit.utf8.starts(with: (unit + "/").utf8)
        {
            return false
        }
        if let plan, !row.plan.utf8.elementsEqual(plan.utf8) { return false }
        if let severity, row.severity != severity { return false }
        if let source, !row.source.utf8.elementsEqual(source.utf8) { return false }
        let isClosed = row.closedAt != nil
        return switch status {
        case nil: true
        case .closed: isClosed
        case .unclosed: !isClosed
        case .exactly(let status): row.status == status
        }
    }
}
