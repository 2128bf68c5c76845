import Escalation

extension Ledger {
    func take(_ request: LedgerRequest, into work: inout CommitWork) {
        switch request {
        case .file(let filing, let reply):
            do throws(LedgerError) {
                let filed = try file(filing, into: &work)
                work.tally.add(.reports, label: filed.result.rawValue)
                work.answer(reply, with: filed)
            } catch {
                reply(.failure(error))
            }
        case .handle(let id, let event, let actor, let reply):
            do throws(LedgerError) {
                let incident = try decided(id, event, by: actor, into: &work).value
                if case .answer(let answer) = event { work.tally.add(.answers, label: answer.word.rawValue) }
                work.answer(reply, with: incident, orRetry: request)
            } catch {
                reply(.failure(error))
            }
        case .recover(let suspects, let reply):
            let taken = recover(suspects, into: &work)
            work.answer(reply, with: taken)
        case .install(let directory, let edit, let reply):
            do throws(LedgerError) {
                try install(directory, after: edit, into: &work)
                work.answer(reply, with: ())
            } catch {
                reply(.failure(error))
            }
        case .maintain(let maintenance, let reply):
            do throws(LedgerError) {
                work.answer(reply, with: try maintain(maintenance, into: &work))
            } catch {
                reply(.failure(error))
            }
        }
    }

    private func file(_ filing: Filing, into work: inout CommitWork) throws(LedgerError) -> Filed {
        if let repeated = try repeated(filing, in: work) { return repeated }
        let report = filing.report
        let plan = try checkedPlan(for: report)
        let known = try latest(report, in: work)?.value
        let filed: Filed
        if let known, !known.isClosed {
            filed = try count(report, on: known, as: .counted, into: &work)
        } else if let known, let closing = known.closing, work.now.wall - closing.at <= plan.reopenWithin {
            filed = try count(report, on: known, as: .reopened, into: &work)
        } else {
            filed = try open(report, plan: plan, after: known?.id, into: &work)
        }
        if let key = report.key { work.keys[key] = filed.incident.id }
        if let idempotency = filing.idempotency, let key = filing.idempotencyKey {
            work.filings[key] = FilingRow(
                key: key,
                bodyDigest: idempotency.bodyDigest,
                incident: filed.incident.id,
                at: work.now.wall
            )
        }
        return filed
    }

    func open(
        _ draft: ReportDraft,
        plan: Plan,
        after previous: IncidentID? = nil,
        openedBy link: Link? = nil,
        answering: [PersonID] = [],
        into work: inout CommitWork
    ) throws(LedgerError) -> Filed {
        guard work.lastIncident.count < IncidentID.mostCount else {
            throw .unavailable("this ledger has given all of its numbers")
        }
        let id = work.lastIncident + 1
        let report = Report(
            draft,
            planVersion: plan.version,
            previous: previous,
            openedBy: link,
            nonce: random.next()
        )
        let actor = Actor.token(report.source)
        let decision: Decision
        do {
            let context = DecisionContext(plan: plan, directory: directory, mark: work.mark)
            decision = try Machine.open(
                report,
                id: id,
                at: work.now.wall,
                by: actor,
                answering: answering,
                in: context
            )
        } catch {
            throw .refused(error)
        }
        let opened = try seal(decision, before: nil, by: actor, into: &work)
        work.lastIncident = id
        let incident = follow(decision.effects, of: opened, by: actor, into: &work)
        return Filed(result: .created, stored: incident)
    }

    private func count(
        _ report: ReportDraft,
        on known: Incident,
        as result: Filed.Result,
        into work: inout CommitWork
    ) throws(LedgerError) -> Filed {
        let incident = try decided(known.id, .reportedAgain(report), by: .token(report.source), into: &work)
        return Filed(result: result, stored: incident)
    }

    /// The answer to a request that was made before under the same idempotency key.
    private func repeated(_ filing: Filing, in work: CommitWork) throws(LedgerError) -> Filed? {
        guard let idempotency = filing.idempotency, let key = filing.idempotencyKey else { return nil }
        guard let row = try stored(work.filings[key].map { .success($0) } ?? work.read.filings[key]) else { return nil }
        if row.bodyDigest != idempotency.bodyDigest { throw .keyUsedOtherwise }
        return Filed(result: .repeated, stored: try incident(row.incident, in: work))
    }

    /// The newest incident of the same source and dedup key.
    private func latest(_ report: ReportDraft, in work: CommitWork) throws(LedgerError) -> Shared<Incident>? {
        guard let key = report.key else { return nil }
        let id = try stored(work.keys[key].map { .success($0) } ?? work.read.keys[key])
        guard let id, !work.isRemoved(id) else { return nil }
        return try incident(id, in: work)
    }

    private func stored<Value>(_ found: Result<Value, StoreError>?) throws(LedgerError) -> Value? {
        do {
            return try found?.get()
        } catch {
            throw .unavailable("the store cannot be read: \(error)")
        }
    }

    private func checkedPlan(for report: ReportDraft) throws(LedgerError) -> Plan {
        guard directory.units[report.unit] != nil else { throw .noSuchUnit(report.unit) }
        guard let plan = directory.plan(report.plan, in: report.unit) else {
            throw .noSuchPlan(report.plan, report.unit)
        }
        let faults = plan.faults(in: report.facts)
        if !faults.isEmpty { throw .facts(faults) }
        return plan
    }

    /// What is decided from now on in this commit follows the new tree; a commit that is refused takes it back.
    private func install(
        _ directory: Directory,
        after edit: TreeEdit?,
        into work: inout CommitWork
    ) throws(LedgerError) {
        do {
            let stored = Set(work.plans.map(\.version))
            work.plans += try newPlans(of: directory).filter { !stored.contains($0.version) }
        } catch {
            throw .unavailable("the store cannot be read: \(error)")
        }
        work.formerDirectory = work.formerDirectory ?? self.directory
        self.directory = directory
        plans.install(directory.allPlans)
        if let edit { try note(edit.change, by: edit.by, into: &work) }
        try noteTree(into: &work)
    }
}

extension Directory {
    /// Every unit's own plans by version; the same version may be there more than once.
    var allPlans: [Plan] {
        units.values.flatMap(\.plans.values).sorted { $0.version < $1.version }
    }
}

extension CommitWork {
    /// Answers a caller once the commit is stored, or tells them that it was not.
    mutating func answer<Value: Sendable>(
        _ reply: @escaping @Sendable (Result<Value, LedgerError>) -> Void,
        with value: Value,
        orRetry request: LedgerRequest? = nil
    ) {
        replies.append { reply(.success(value)) }
        refusals.append(Refused(request: request) { reply(.failure($0)) })
    }
}
