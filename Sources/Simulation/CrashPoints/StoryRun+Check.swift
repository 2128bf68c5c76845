import Dispatching
import Escalation
import Record
import StoreSQLite
import Synchronization

extension StoryRun {
    /// What does not hold of the ledger as it is found, against itself and against what people were told.
    func faults() throws -> [String] {
        guard let store, let ledger else { return ["the ledger is not open"] }
        var found = told.now.wrong
        var head = RecordHead()
        if let fault = RecordChain.fault(in: try store.sealed(from: 1, limit: .max), after: &head) {
            found.append(fault)
        }
        let start = try store.begin()
        if start.head != head { found.append("the head is not the newest entry") }
        if ledger.head != head { found.append("the ledger's head is not the store's") }
        var unfinished: [Notification] = []
        var states: [IncidentID: Set<Incident>] = [:]
        var planned: Set<NotificationID> = []
        for row in try store.incidents(matching: IncidentQuery(limit: .max)) {
            let entries = try store.entries(of: row.id)
            guard let incident = Incident(replaying: entries) else {
                found.append("incident \(row.id) cannot be replayed")
                continue
            }
            if try store.history(of: row.id)?.state().map(\.withoutCount) != incident.withoutCount {
                found.append("the snapshot of incident \(row.id) is not its record")
            }
            if !Self.agrees(row, with: incident) { found.append("the row of incident \(row.id) is not its record") }
            if incident.status == .open, incident.timers.isEmpty {
                found.append("incident \(row.id) is open and nothing more would happen")
            }
            unfinished += incident.unfinished.values
            states[row.id] = Self.states(in: entries)
            planned.formUnion((0...incident.lastNotification).map { NotificationID(incident: row.id, number: $0) })
        }
        let outbox = start.outbox.map(\.notification).sorted { $0.id < $1.id }
        if outbox != unfinished.sorted(by: { $0.id < $1.id }) { found.append("the outbox is not what the records say") }
        return found + missing(from: states, planned: planned)
    }

    /// What people were told or sent and the ledger does not know.
    private func missing(from states: [IncidentID: Set<Incident>], planned: Set<NotificationID>) -> [String] {
        let told = told.now
        var found: [String] = []
        for incident in told.shown where states[incident.id]?.contains(incident.withoutCount) != true {
            found.append("a caller was shown incident \(incident.id) in a state that is not on record")
        }
        for id in told.sent where !planned.contains(id) {
            found.append("notification \(id) was sent and is not on record")
        }
        return found
    }

    /// Every state that the record of an incident leads through.
    private static func states(in entries: [RecordEntry]) -> Set<Incident> {
        guard let first = entries.first, var incident = Incident(replaying: [first]) else { return [] }
        var states: Set<Incident> = [incident.withoutCount]
        for entry in entries.dropFirst() {
            incident.apply(entry)
            states.insert(incident.withoutCount)
        }
        return states
    }

    private static func agrees(_ row: IncidentRow, with incident: Incident) -> Bool {
        row.status == incident.status && row.progress == incident.progress.kind && row.severity == incident.severity
            && row.timers == incident.timers
            && row.title == incident.report.title && row.closedAt == incident.closing?.at
            && row.dedupKey == incident.report.dedupKey && row.reports >= incident.reportCount
    }

    /// Everybody who reported asks again under the same key: nobody gets a second incident.
    func retryFaults() throws -> [String] {
        guard let store else { return ["the ledger is not open"] }
        let before = told.now
        let keys = before.tried
        let replies = Mutex<[String: Result<Filed, LedgerError>]>([:])
        var requests = keys.map { key in
            LedgerRequest.file(StoryPlace.filing(key)) { reply in replies.withLock { $0[key] = reply } }
        }
        let other = Mutex<Result<Filed, LedgerError>?>(nil)
        if let key = keys.first {
            requests.append(.file(StoryPlace.filing(key, otherBody: true)) { reply in other.withLock { $0 = reply } })
        }
        try cycle(requests)
        var found: [String] = []
        for key in keys {
            guard case .success(let filed)? = replies.withLock({ $0[key] }) else {
                found.append("the retry of \(key) was refused")
                continue
            }
            if let id = before.filed[key], id != filed.incident.id || filed.result != .repeated {
                found.append("the retry of \(key) was not recognised: \(filed.result)")
            }
            told.note { $0.filed[key] = filed.incident.id }
        }
        if !keys.isEmpty {
            guard case .failure(.keyUsedOtherwise)? = other.withLock({ $0 }) else {
                return found + ["a key was taken with another body"]
            }
        }
        let titles = try store.incidents(matching: IncidentQuery(limit: .max)).map(\.title)
        for key in keys where titles.count(where: { $0 == StoryPlace.title(key) }) > 1 {
            found.append("\(key) has two incidents")
        }
        return found
    }

    /// Stands everything down, and tells what is still to be sent two hours later.
    func quietFaults() throws -> [String] {
        guard let store else { return ["the ledger is not open"] }
        let open = try store.incidents(matching: IncidentQuery(status: .unclosed, limit: .max))
        let refusals = Mutex<[String]>([])
        try cycle(
            open.map { row in
                .handle(row.id, .close(.stoodDown, reason: "over"), by: .person("boss")) { reply in
                    if case .failure(let error) = reply { refusals.withLock { $0.append("\(error)") } }
                }
            }
        )
        for _ in 0..<12 where try store.outboxCount() > 0 { try perform(.pass(.minutes(10))) }
        let left = try store.outboxCount()
        return refusals.withLock { $0 } + (left == 0 ? [] : ["\(left) notifications never end"])
    }
}

extension Incident {
    /// The state as far as it is made of the record: not every repeat of a report is an entry.
    fileprivate var withoutCount: Incident {
        var state = self
        state.reportCount = 0
        return state
    }
}
