extension Incident {
    /// Replays a record; `nil` when it does not begin with a first report.
    ///
    /// - Parameters:
    ///   - entries: the whole record, or what follows `snapshot`.
    ///   - snapshot: the state that the entries before them make.
    package init?(replaying entries: some Sequence<RecordEntry>, after snapshot: Incident? = nil) {
        var incident = snapshot
        for entry in entries {
            if let first = entry.changes.first, case .reported(let report, _, let severity) = first, incident == nil {
                incident = Incident(id: entry.incident, report: report, severity: severity, at: entry.at)
            }
            incident?.apply(entry)
        }
        guard let incident else { return nil }
        self = incident
    }

    /// Folds a whole entry into the state.
    package mutating func apply(_ entry: RecordEntry) {
        for change in entry.changes { apply(change, at: entry.at, by: entry.by) }
        entryCount += 1
    }

    /// Folds one change into the state; makes no decision of its own.
    package mutating func apply(_ change: Change, at now: Timestamp, by actor: Actor) {
        switch change {
        case .reported: break
        case .reportedAgain, .followedUp, .severityChanged: applyReport(change)
        case .opened(let plan, let incident, _): opened.append(Opened(plan: plan, incident: incident))
        case .notOpened(let plan): opened.append(Opened(plan: plan, incident: nil))
        case .linked(let link): reportedBy.append(link)
        case .roundStarted, .runStarted, .runEnded, .partMet, .partOpen, .exhausted:
            applyRun(change, at: now, by: actor)
        case .stepStarted, .stepSkipped, .stepJoined, .deputiesAsked, .seatsEmpty, .seatsGivenUp, .calledIn:
            applyStep(change, at: now, by: actor)
        case .calledInSilent, .toldIncomplete: break
        case .commandBegan(let person, let standsFor, _):
            command = Command(person: person, standsFor: standsFor, since: now)
            offeredCommand.removeAll { $0 == person }
        case .commandOffered(let person): offeredCommand.append(person)
        case .commandEnded:
            command = nil
            offeredCommand = []
        case .notificationPlanned, .notificationAccepted, .notificationRetrying, .notificationFailed,
            .notificationCancelled, .notificationMerged, .templateFailed:
            applyNotification(change, at: now)
        case .accepted, .declined, .unreachable, .seen, .extended, .noted, .answeredLate: applyAnswer(change, at: now)
        case .satisfied, .resumed: endPause()
        case .acknowledgementLapsed, .acknowledgementExtended: break
        case .openAgain:
            status = .open
            responders = []
            contacts.updateAll { $0.toldWhoAnswers = false }
        case .reopened:
            status = .open
            endPause()
            closing = nil
            responders = []
            command = nil
            offeredCommand = []
            contacts.updateAll { $0.toldItIsOver = false }
        case .paused(let until, _): pausedUntil = until
        case .escalatedByHand:
            endPause()
            round.wantMoreOfChain()
        case .toldFallback(let people):
            round.toldNobodyAnswers += people.filter { !round.toldNobodyAnswers.contains($0) }
        case .nobodyReachable, .auditorMended: break
        case .obligationArose, .obligationReminded, .obligationEscalated, .obligationMet, .obligationVoided:
            applyObligation(change)
        case .closed(let closing, let reason):
            status = .closed(closing)
            self.closing = ClosingNote(by: actor, at: now, reason: reason)
        case .timerSet(let timer):
            noteHeldBack(by: timer)
            timers.removeAll { $0.kind == timer.kind }
            timers.append(timer)
        case .timerCleared(let kind):
            timers.removeAll { $0.kind == kind }
            heldBack.removeAll { $0.kind == kind }
            if case .answers(let batch) = kind { round.end(batch) }
        case .incidentsRemoved, .restoreAccepted, .numbersLeftOut, .treeInstalled, .treeEdited: break
        }
    }

    mutating func endPause() {
        pausedUntil = nil
        heldBack = []
    }

    /// Keeps what a timer was that a pause sets to its own end; a second pause finds it kept already.
    private mutating func noteHeldBack(by timer: IncidentTimer) {
        guard timer.due == pausedUntil, timer.kind != .resume else {
            return heldBack.removeAll { $0.kind == timer.kind }
        }
        guard let former = self.timer(timer.kind), !heldBack.contains(where: { $0.kind == timer.kind }) else { return }
        heldBack.append(former)
    }

    private mutating func applyReport(_ change: Change) {
        switch change {
        case .reportedAgain(let count, let title, let facts, let note):
            reportCount = count
            report.title = title
            report.note = note ?? report.note
            report.facts.merge(facts) { _, newer in newer }
        case .followedUp(let number, let isFinal, _, let facts):
            followUps = number
            if isFinal { hasFinalReport = true }
            report.facts.merge(facts) { _, newer in newer }
        case .severityChanged(let from, let to, let reason):
            severity = to
            regrading = Regrading(from: from, reason: reason)
        default: break
        }
    }

    private mutating func applyNotification(_ change: Change, at now: Timestamp) {
        switch change {
        case .notificationPlanned(let notification):
            unfinished[notification.id.number] = notification
            lastNotification = max(lastNotification, notification.id.number)
            let (number, entry) = (round.number, entryCount)
            contacts.update(notification.person, reason: .told(notification.kind)) { contact in
                contact.lastMessageAt = notification.due
                contact.lastMessage = notification.id.number
                if notification.kind.asks, !contact.triedAddresses.contains(notification.address) {
                    contact.triedAddresses.append(notification.address)
                }
                switch notification.kind {
                case .copy: (contact.copiedInRound, contact.copiedBy) = (number, entry)
                case .takenOver: contact.toldWhoAnswers = true
                case .allClear, .correction: contact.toldItIsOver = true
                default: break
                }
            }
        case .notificationAccepted(let number, _, _):
            guard let done = unfinished.removeValue(forKey: number) else { return }
            contacts.update(done.person) { contact in
                contact.firstReachedAt = contact.firstReachedAt ?? now
                if done.kind.asks {
                    contact.lastAskedAt = now
                    contact.isReached = true
                }
                if !contact.reachedBy.contains(done.address) { contact.reachedBy.append(done.address) }
            }
        case .notificationRetrying(let number, let attempt, let due, _, let isUnknown):
            unfinished[number]?.attempts = attempt
            if isUnknown { unfinished[number]?.mayHaveArrived = true }
            unfinished[number]?.due = due
        case .notificationFailed(let number, _, _): unfinished[number] = nil
        case .notificationCancelled(let number, _):
            guard let gone = unfinished.removeValue(forKey: number) else { return }
            // Whoever is asked by the same entry is not copied in.
            if gone.kind == .copy, contacts[gone.person]?.copiedBy == entryCount { round.forgetCopy(of: gone.person) }
        case .notificationMerged(let number, let digest, _): unfinished[number]?.digest = digest
        default: break
        }
    }

    private mutating func applyObligation(_ change: Change) {
        switch change {
        case .obligationArose(let obligation):
            obligations.removeAll { $0.kind == obligation.kind }
            obligations.append(obligation)
        case .obligationReminded(let kind):
            guard let index = obligations.firstIndex(where: { $0.kind == kind }) else { return }
            obligations[index].isReminded = true
        case .obligationEscalated(let kind), .obligationMet(let kind), .obligationVoided(let kind):
            obligations.removeAll { $0.kind == kind }
        default: break
        }
    }
}
