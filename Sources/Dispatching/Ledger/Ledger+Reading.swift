import Escalation
import Logging
import Messages
import Text

/// What the ledger reads of the store: sets, so that a store over a network is asked a few times a cycle and not once for each
/// event.
extension Ledger {
    /// Reads what a cycle will need and memory does not have: at most three questions, whatever waits.
    ///
    /// - Parameters:
    ///   - requests: what callers asked.
    ///   - events: the incidents that something else happens to.
    ///   - work: takes on what was read.
    func gather(for requests: [LedgerRequest], _ events: [IncidentID], into work: inout CommitWork) {
        var incidents = events
        var filings: [Filing] = []
        for request in requests {
            switch request {
            case .file(let filing, _):
                if filing.report.key != nil || filing.idempotencyKey != nil { filings.append(filing) }
            case .handle(let id, _, _, _): incidents.append(id)
            // They ask for what they need when their turn comes, at once too.
            case .recover, .install, .maintain: break
            }
        }
        if !filings.isEmpty {
            let known = lookUp(
                Wanted(
                    keys: filings.compactMap(\.report.key).unique,
                    filings: filings.compactMap(\.idempotencyKey).unique
                )
            )
            (work.read.keys, work.read.filings) = (known.keys, known.filings)
            incidents += filings.compactMap { known.incident(of: $0) }
        }
        work.read.note(read(incidents))
    }

    /// The incidents that are not in memory, as they are stored, and with them the plans that any of these names.
    func read(_ ids: [IncidentID]) -> [IncidentID: Result<Shared<Incident>, LedgerError>] {
        var wanted: [IncidentID] = []
        var versions: [String] = []
        for id in ids {
            guard let kept = cache[id] else {
                wanted.append(id)
                continue
            }
            if plans[kept.value.report.planVersion] == nil { versions.append(kept.value.report.planVersion) }
        }
        var found: [IncidentID: Result<Shared<Incident>, LedgerError>] = [:]
        if !wanted.isEmpty {
            wanted = wanted.unique
            let known = lookUp(Wanted(incidents: wanted))
            for id in wanted {
                let incident = Result { () throws(LedgerError) in Shared(try replay(id, known.incidents[id])) }
                found[id] = incident
                guard case .success(let incident) = incident else { continue }
                cache.put(incident)
                let version = incident.value.report.planVersion
                if plans[version] == nil { versions.append(version) }
            }
        }
        if !versions.isEmpty { readPlans(versions.unique) }
        return found
    }

    /// An incident from its record, with a word to the operators when that cannot be read.
    private func replay(
        _ id: IncidentID,
        _ record: Result<IncidentRecord, StoreError>?
    ) throws(LedgerError) -> Incident {
        switch record {
        case nil: throw .noSuchIncident(id)
        case .success(.removed): throw .removed(id)
        case .success(.kept(let history)):
            guard let incident = history.state() else { throw .damaged(id) }
            if history.hasBadSnapshot {
                log.error("the snapshot of an incident cannot be read, its record can", metadata: ["incident": "\(id)"])
            }
            if history.hasBadSnapshot || history.entries.count >= snapshotEvery { withoutSnapshot.insert(id) }
            return incident
        case .failure(let fault) where fault.isAway: throw .unavailable("\(fault)")
        case .failure(let fault):
            log.critical(
                "the record of an incident cannot be read",
                metadata: ["incident": "\(id)", "why": "\(fault)"]
            )
            alerts?.raise(.damagedIncident, SelfAlert.unreadable(incident: id, "\(fault)"))
            throw .damaged(id)
        }
    }

    private func readPlans(_ versions: [String]) {
        let known = lookUp(Wanted(plans: versions.filter { !lostPlans.contains($0) }))
        for version in versions where !lostPlans.contains(version) {
            do {
                guard let plan = try known.plans[version]?.get() else {
                    throw StoreError.unreadable("the store does not have it")
                }
                plans.note(plan)
            } catch {
                lostPlans.insert(version)
                if away != nil { continue }
                log.critical("a plan cannot be read", metadata: ["version": "\(version)", "why": "\(error)"])
                alerts?.raise(.damagedIncident, SelfAlert.unreadable(plan: version, "\(error)"))
            }
        }
    }

    func lookUp(_ wanted: Wanted) -> Known {
        if wanted.isEmpty { return Known() }
        do {
            return try store.lookUp(wanted)
        } catch {
            let fault = error as? StoreError ?? .unreadable(FailureWords.of(error))
            if fault.isAway { away = fault }
            return Known(unreadable: wanted, because: fault)
        }
    }

    // MARK: One of them

    /// The incident as this commit has it so far.
    func incident(_ id: IncidentID, in work: CommitWork) throws(LedgerError) -> Shared<Incident> {
        if let working = work.working[id] { return working.after }
        if work.isRemoved(id) { throw .removed(id) }
        return try incident(id, in: work.read.incidents)
    }

    /// The incident as it is stored: as it was just read, or in memory; alone it is read only where memory is smaller than what
    /// one cycle needs.
    func incident(
        _ id: IncidentID,
        in read: [IncidentID: Result<Shared<Incident>, LedgerError>]
    ) throws(LedgerError) -> Shared<Incident> {
        if let found = read[id] { return try found.get() }
        if let cached = cache[id] { return cached }
        guard let found = self.read([id])[id] else { throw .damaged(id) }
        return try found.get()
    }

    func plan(version: String) -> Plan? {
        if let plan = plans[version] { return plan }
        if !lostPlans.contains(version) { readPlans([version]) }
        return plans[version]
    }

    /// The plans of a directory that are not stored yet; with them, an incident finds its version after any reload.
    ///
    /// - Throws: ``StoreError`` when it cannot be told of one.
    func newPlans(of directory: Directory) throws(StoreError) -> [Plan] {
        let all = directory.allPlans
        let unknown = all.enumerated().filter { place, plan in
            plans[plan.version] == nil && (place == 0 || all[place - 1].version != plan.version)
        }.map(\.element)
        let known = lookUp(Wanted(plans: unknown.map(\.version)))
        var new: [Plan] = []
        for plan in unknown where try known.plans[plan.version]?.get() == nil { new.append(plan) }
        return new
    }
}

extension Known {
    /// The incident that a filing leads to, as far as it is stored already.
    fileprivate func incident(of filing: Filing) -> IncidentID? {
        if let key = filing.idempotencyKey, let row = filings[key] { return (try? row.get())?.incident }
        return filing.report.key.flatMap { keys[$0] }.flatMap { try? $0.get() }
    }
}

extension ReportDraft {
    /// What it may be merged by; `nil` without a dedup key.
    var key: SourceKey? { dedupKey.map { SourceKey(source: source, key: $0) } }
}

extension Filing {
    var idempotencyKey: SourceKey? { idempotency.map { SourceKey(source: report.source, key: $0.key) } }
}

extension Array where Element: Hashable {
    /// Each once, in the order of their first place.
    fileprivate var unique: [Element] {
        if count < 2 { return self }
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
