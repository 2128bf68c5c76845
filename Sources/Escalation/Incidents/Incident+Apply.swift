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
        case .roundStarted, .runStarted, .stepStarted, .stepSkipped, .deputiesAsked: applyStep(change, at: now)
        case .notificationPlanned, .notificationAccepted, .notificationRetrying, .notificationFailed,
            .notificationCancelled, .notificationMerged, .templateFailed:
            applyNotification(change, at: now)
        case .accepted, .declined, .unreachable, .seen, .extended, .noted, .answeredLate: applyAnswer(change, at: now)
        case .satisfied: progress = .satisfied
        case .acknowledgementLapsed: break
        case .openAgain:
            status = .open
            responders = []
            progress = .running
            contacts.updateAll { $0.toldWhoAnswers = false }
        case .reopened:
            status = .open
            progress = .running
            closing = nil
            responders = []
            contacts.updateAll { $0.toldItIsOver = false }
        case .paused(let until, _): progress = .paused(until: until)
        case .acknowledgementExtended: break
        case .resumed: progress = .running
        case .escalatedByHand:
            progress = .running
            round.missing = max(round.missing, 1)
        case .exhausted: progress = .exhausted
        case .toldFallback, .nobodyReachable, .auditorMended: break
        case .obligationArose, .obligationReminded, .obligationEscalated, .obligationMet, .obligationVoided:
            applyObligation(change)
        case .closed(let closing, let reason):
            status = .closed(closing)
            self.closing = ClosingNote(by: actor, at: now, reason: reason)
        case .timerSet(let timer):
            timers.removeAll { $0.kind == timer.kind }
            timers.append(timer)
        case .timerCleared(let kind): timers.removeAll { $0.kind == kind }
        case .incidentsRemoved, .restoreAccepted, .numbersLeftOut: break
        }
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

    private mutating func applyStep(_ change: Change, at now: Timestamp) {
        switch change {
        case .roundStarted(let number, let grade, let reason):
            round = Round()
            round.number = number
            round.because = reason
            round.grade = grade
            round.startedAt = now
            progress = .running
            contacts.updateAll {
                $0.toldWhoAnswers = false
                $0.state = .told
            }
        case .runStarted(let run):
            round.run = run
            round.askedAnybody = false
            contacts.updateAll { if $0.state == .out(.unreachable) { $0.state = .told } }
        case .stepStarted(let step, let asked, let copied, let missing):
            round.step = step
            round.stepStartedAt = now
            round.deputiesJoined = false
            round.missing = missing
            noteAsked(asked, step: step)
            for candidate in copied {
                contacts.update(candidate.person, reason: candidate.reason) { _ in }
            }
        case .stepSkipped(let step, _): round.step = step
        case .deputiesAsked(let step, let asked, let reason):
            if reason == .timeout { round.deputiesJoined = true }
            noteAsked(asked, step: step)
        default: break
        }
    }

    private mutating func noteAsked(_ asked: [Asked], step: Int) {
        if !asked.isEmpty { round.askedAnybody = true }
        for one in asked {
            contacts.update(one.candidate.person, reason: one.candidate.reason) { contact in
                let isAgain = contact.round == round.number && contact.run == round.run
                contact.reason = one.candidate.reason
                if !isAgain || !one.candidate.deputies.isEmpty { contact.deputies = one.candidate.deputies }
                contact.step = step
                contact.round = round.number
                contact.run = round.run
                if !isAgain {
                    contact.standsFor = one.standsFor
                    contact.triedAddresses = []
                    contact.isReached = false
                }
                if contact.state != .accepted { contact.state = .waiting }
            }
        }
    }

    private mutating func applyNotification(_ change: Change, at now: Timestamp) {
        switch change {
        case .notificationPlanned(let notification):
            unfinished[notification.id.number] = notification
            lastNotification = max(lastNotification, notification.id.number)
            contacts.update(notification.person, reason: .told(notification.kind)) { contact in
                contact.lastMessageAt = notification.due
                if notification.kind.asks, !contact.triedAddresses.contains(notification.address) {
                    contact.triedAddresses.append(notification.address)
                }
                switch notification.kind {
                case .copy: contact.copiedInRound = round.number
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
        case .notificationFailed(let number, _, _), .notificationCancelled(let number, _):
            unfinished[number] = nil
        case .notificationMerged(let number, let digest, _): unfinished[number]?.digest = digest
        default: break
        }
    }

    private mutating func applyAnswer(_ change: Change, at now: Timestamp) {
        switch change {
        case .accepted(let person, let standsFor, let note, let missing):
            let asked = contacts[person].flatMap { $0.round == round.number ? $0.step : nil }
            let step = asked ?? round.step
            contacts.update(person, reason: .answeredUnasked) { $0.state = .accepted }
            responders.removeAll { $0.person == person }
            responders.append(
                Responder(person: person, at: now, standsFor: standsFor, round: round.number, step: step, note: note)
            )
            status = .acknowledged
            round.missing = missing
        case .declined(let person, _):
            contacts.update(person, reason: .answeredUnasked) { $0.state = .out(.cannot) }
            if responders.contains(where: { $0.person == person && $0.round == round.number }) { round.missing += 1 }
            responders.removeAll { $0.person == person }
        case .unreachable(let person):
            contacts.update(person) { $0.state = .out(.unreachable) }
        case .seen(let person):
            contacts.update(person, reason: .answeredUnasked) { $0.seenAt = $0.seenAt ?? now }
        default: break
        }
        if let (person, word, note) = change.answer {
            contacts.update(person) { $0.lastAnswer = Contact.LastAnswer(word: word, note: note, at: now) }
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

extension Change {
    /// Who answered what, where the change is an answer.
    fileprivate var answer: (person: PersonID, word: Answer.Word, note: String?)? {
        switch self {
        case .accepted(let person, _, let note, _): (person, .accept, note)
        case .declined(let person, let note): (person, .cannot, note)
        case .seen(let person): (person, .seen, nil)
        case .extended(let person, let note): (person, .extend, note)
        case .noted(let person, let text): (person, .note, text)
        case .answeredLate(let person, let word, let note): (person, word, note)
        default: nil
        }
    }
}
