package import Escalation

extension Ledger {
    /// A parcel without an outcome is suspect after this: its channel is asked whether it has it still.
    ///
    /// Webhooks and logs have ended by then (15 s and a wait for their turn); a mail to a slow relay may last 300 s, and is
    /// left alone while its channel has it.
    package static let lease = TimeSpan.seconds(90)
    /// A deadline that is armed later than this after its time is armed wrongly.
    private static let slack = TimeSpan.seconds(1)

    /// Looks the auditor's suspects up in the ledger's own lists; what is in none of them is taken up anew from the store.
    ///
    /// Nothing is taken up before its time, and what waits or is being sent is left alone.
    func recover(_ suspects: Suspects, into work: inout CommitWork) -> Recovered {
        var taken = Recovered()
        let now = work.now.boot
        if let next = deadlines.nextDue { taken.behind = max(now - next, .zero) }
        putOff = putOff.filter { $0.value > now }
        work.read.note(read(suspects.cutOff.flatMap { dispatcher.members(of: $0) }.map(\.incident)))
        for parcel in suspects.cutOff { endWithoutOutcome(parcel, into: &work, &taken) }
        let ids = Set(suspects.deadlines.map(\.id) + suspects.idle)
        let armed = ids.isEmpty ? [:] : deadlines.entries(of: ids)
        let lost = suspects.deadlines.filter { pending in
            putOff[pending.id] == nil && !pending.timers.allSatisfy { isArmed($0, armed[pending.id] ?? []) }
        }
        let idle = suspects.idle.filter { putOff[$0] == nil }
        let messages = suspects.messages.filter { putOff[$0.incident] == nil }
        let nowhere = messages.filter { dispatcher.location(of: $0, at: now) == .nowhere }
        readAnew(lost.map(\.id) + idle + nowhere.map(\.incident), into: &work)
        for pending in lost {
            guard let incident = stored(pending.id, in: work) else { continue }
            rearm(incident, armed: armed[pending.id] ?? [], into: &work, &taken)
        }
        for id in idle { recover(idle: id, armed: armed[id] ?? [], into: &work, &taken) }
        // The auditor looked a while ago: what was settled since is in no list, and rightly so.
        let kept = lookUp(Wanted(unsent: nowhere)).unsent
        let gone = Set(nowhere.filter { (try? kept[$0]?.get()) == nil })
        for id in messages where !gone.contains(id) { recover(message: id, into: &work, &taken) }
        return taken
    }

    /// Puts what was lost back into the lists, after the commit that says so.
    func takeBack(_ work: CommitWork) {
        for entry in work.rearmed { deadlines.add(entry.timer, of: entry.incident, due: entry.due) }
        for row in work.refound { dispatcher.settle(row.notification.id) }
        for row in work.refound { dispatcher.add(row, due: work.now.boot) }
    }

    // MARK: Deadlines

    private func recover(
        idle id: IncidentID,
        armed: [DeadlineQueue.Entry],
        into work: inout CommitWork,
        _ taken: inout Recovered
    ) {
        guard let incident = stored(id, in: work), incident.status == .open else { return }
        work.rewritten.insert(id)
        if rearm(incident, armed: armed, into: &work, &taken) { return }
        note(Recovered.Mended(incident: id, found: .noFutureAction, number: nil, late: .zero), into: &work, &taken)
    }

    /// Arms the timers that are in no list, those that are over for the next cycle; `false` when there were none.
    @discardableResult
    private func rearm(
        _ incident: Incident,
        armed: [DeadlineQueue.Entry],
        into work: inout CommitWork,
        _ taken: inout Recovered
    ) -> Bool {
        let lost = incident.timers.filter { !isArmed($0, armed) }.compactMap { timer in
            clocks.latestDue(timer).map { DeadlineQueue.Entry(due: $0, incident: incident.id, timer: timer) }
        }
        guard let first = lost.min() else { return false }
        let late = max(work.now.boot - first.due, .zero)
        let mended = Recovered.Mended(incident: incident.id, found: .lostDeadline, number: nil, late: late)
        if note(mended, into: &work, &taken) { work.rearmed += lost }
        return true
    }

    private func isArmed(_ timer: IncidentTimer, _ armed: [DeadlineQueue.Entry]) -> Bool {
        guard let due = clocks.latestDue(timer) else { return true }
        return armed.contains { $0.timer == timer && $0.due <= due + Self.slack }
    }

    // MARK: Messages

    private func recover(message id: NotificationID, into work: inout CommitWork, _ taken: inout Recovered) {
        let now = work.now.boot
        switch dispatcher.location(of: id, at: now) {
        case .waits: return
        case .handedOver(let parcel, let since):
            if now - since > Self.lease { taken.withoutOutcome.append(parcel) }
        case .nowhere:
            guard let incident = stored(id.incident, in: work) else { return }
            guard let notification = incident.unfinished[id.number] else {
                let stray = Recovered.Mended(
                    incident: id.incident,
                    found: .strayMessage,
                    number: id.number,
                    late: .zero
                )
                if note(stray, into: &work, &taken) { work.touched.append(id) }
                return
            }
            let late = clocks.latestDue(notification).map { max(now - $0, .zero) } ?? .zero
            let lost = Recovered.Mended(incident: id.incident, found: .lostMessage, number: id.number, late: late)
            if note(lost, into: &work, &taken) {
                work.refound.append(OutboxRow(notification, of: incident, at: work.now.wall))
            }
        }
    }

    /// The channel lost a parcel: how the attempt ended is unknown, so it is made again under the same id.
    private func endWithoutOutcome(_ parcel: ParcelID, into work: inout CommitWork, _ taken: inout Recovered) {
        let now = work.now.boot
        guard let since = dispatcher.handedOver(parcel), now - since > Self.lease else { return }
        let members = dispatcher.finish(parcel)
        for member in members {
            let lost = Recovered.Mended(
                incident: member.incident,
                found: .lostOutcome,
                number: member.number,
                late: now - since
            )
            note(lost, into: &work, &taken)
        }
        let outcome = AttemptOutcome.unknown(reason: Evidence(.lost(seconds: (now - since).milliseconds / 1_000)))
        take(.result(DeliveryResult(parcel: parcel, outcome: outcome), members), into: &work)
    }

    // MARK: Both

    /// Reads the incidents that this commit does not change from the store, whatever memory says.
    private func readAnew(_ ids: [IncidentID], into work: inout CommitWork) {
        let ids = ids.filter { work.working[$0] == nil }
        for id in ids { cache.forget(id) }
        work.read.note(read(ids))
    }

    /// The incident as it is stored; `nil` when this commit changes it already, or when it cannot be read.
    private func stored(_ id: IncidentID, in work: CommitWork) -> Incident? {
        guard work.working[id] == nil else { return nil }
        return try? incident(id, in: work).value
    }

    /// Puts a finding on record; `false` when the incident cannot be read.
    @discardableResult
    private func note(_ mended: Recovered.Mended, into work: inout CommitWork, _ taken: inout Recovered) -> Bool {
        let event = Event.audited(mended.found, number: mended.number, late: mended.late)
        guard decide(mended.incident, event, by: .auditor, into: &work) else { return false }
        taken.mended.append(mended)
        return true
    }
}
