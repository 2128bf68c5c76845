extension Transition {
    // MARK: Deadlines

    mutating func deadline(_ timer: IncidentTimer) {
        guard incident.timers.contains(timer) else { return }
        if let pause = incident.timer(.resume), timer.due >= pause.due, isHeldBack(timer.kind) { resume() }
        guard incident.timers.contains(timer) else { return }
        if case .answers(let batch) = timer.kind { return answersAreUp(batch) }
        record(.timerCleared(kind: timer.kind))
        switch timer.kind {
        case .answers: break
        case .repetition(let part):
            startRun(part)
            settle()
        case .fallback: if incident.status == .open { tellFallback() }
        case .incomplete: incompleteIsUp()
        case .acknowledgement: acknowledgementIsUp()
        case .grace: graceIsUp()
        case .nextAddress(let person):
            if incident.isAwaited(person) { askAtNextAddress(person) }
        case .resume: goOnAfterPause()
        case .obligation(let kind): obligationIsUp(kind)
        }
        withdrawUnwanted()
    }

    // MARK: Reports

    /// A repeat that says nothing new and sets nothing going is counted, and goes on record as the 2nd, 10th, 100th … only:
    /// whoever sends the same thing without end makes no record without end (SEMANTICS §11).
    mutating func reportedAgain(_ report: ReportDraft) {
        let before = gradedNow
        let wanted = incident.report.severity
        let isNews = saysMore(report)
        let count = incident.reportCount + 1
        let changed = changes.count
        record(.reportedAgain(count: count, title: report.title, facts: report.facts, note: report.note))
        if incident.isClosed { return reopen(wanted: report.severity) }
        meetDetails()
        let isGraver = wanted.map { report.severity?.isGraver(than: $0) == true } ?? true
        if raiseByReport(gradedBefore: before, wanted: isGraver ? report.severity : nil) { return }
        if isNews, incident.status == .acknowledged {
            for responder in incident.responders { tell(responder.person, .update) }
        }
        if incident.status == .open, !incident.isPaused, incident.round[.chain]?.phase == .exhausted {
            startRound(grade: incident.severity, because: .reportedAgain)
        } else {
            settle()
        }
        if !isNews, changes.count == changed + 1, !Self.isKept(count) { changes.removeLast() }
    }

    /// Whether another report changes anything of what is known.
    private func saysMore(_ report: ReportDraft) -> Bool {
        let known = incident.report
        return report.title != known.title || report.note.map { $0 != known.note } ?? false
            || report.facts.contains { known.facts[$0.key] != $0.value }
    }

    /// Whether the repeat of that number goes on record whatever it says: the 2nd, 10th, 100th, 1,000th and so on.
    static func isKept(_ count: Int) -> Bool {
        var power = 10
        while power < count { power *= 10 }
        return count == 2 || count == power
    }

    private mutating func reopen(wanted: Severity?) {
        record(.reopened)
        cancelPlanned(because: .replaced) { $0.kind == .allClear || $0.kind == .correction }
        if let response = plan.response(to: incident.severity) { takeOnObligations(of: response) }
        if raiseByReport(gradedBefore: incident.severity, wanted: wanted) { return }
        startRound(grade: incident.severity, because: .reopened)
    }

    mutating func followUp(text: String, facts: [String: FactValue], isFinal: Bool) throws(Refusal) {
        if incident.isClosed, !isFinal { throw .closed }
        if isFinal, incident.hasFinalReport { throw .finalReportAlreadyThere }
        let before = gradedNow
        let number = incident.followUps + (isFinal ? 0 : 1)
        record(.followedUp(number: number, isFinal: isFinal, text: String(text.prefix(Limits.note)), facts: facts))
        meetDetails()
        meet(isFinal ? .finalReport : .followUp)
        guard !incident.isClosed else { return }
        if !isFinal, let every = plan.response(to: incident.severity)?.followUpEvery { owe(.followUp, after: every) }
        if case .person(let author) = actor, isResponder(author) { renewAcknowledgement() }
        if !raiseByReport(gradedBefore: before) { settle() }
    }

    private var gradedNow: Severity { plan.grading.severity(of: incident.report.facts) }

    /// New facts or a reporter can raise the severity; what was known when an operator lowered it does not.
    @discardableResult
    private mutating func raiseByReport(gradedBefore: Severity, wanted: Severity? = nil) -> Bool {
        if let wanted, wanted.isGraver(than: gradedNow), wanted.isGraver(than: incident.severity) {
            guard plan.response(to: wanted) != nil else { return false }
            raise(to: wanted, reason: .asReported)
            return true
        }
        guard gradedNow.isGraver(than: gradedBefore), gradedNow.isGraver(than: incident.severity) else { return false }
        raise(to: gradedNow, reason: .byRules)
        return true
    }

    // MARK: Severity

    mutating func setSeverity(_ severity: Severity, reason: String) throws(Refusal) {
        if incident.isClosed { throw .closed }
        if reason.isBlank { throw .reasonNeeded }
        if severity == incident.severity { throw .sameSeverity }
        if plan.response(to: severity) == nil { throw .noResponse(severity) }
        if severity.isGraver(than: incident.severity) {
            raise(to: severity, reason: .written(reason))
        } else {
            lower(to: severity, reason: reason)
        }
    }

    private mutating func lower(to severity: Severity, reason: String) {
        record(.severityChanged(from: incident.severity, to: severity, reason: .written(reason)))
        tellReached(.severity)
        guard incident.status == .acknowledged else { return }
        let open = incident.round.seats.filter(\.isOpen).map(\.id)
        if !open.isEmpty { record(.seatsGivenUp(seats: open, reason: reason)) }
        settle()
    }

    private mutating func raise(to severity: Severity, reason: RegradingReason) {
        record(.severityChanged(from: incident.severity, to: severity, reason: reason))
        giveBackTime(of: incident.heldBack, until: incident.pausedUntil)
        let response = plan.response(to: severity)
        if let response { takeOnObligations(of: response) }
        var keepsSeats = false
        if incident.status == .acknowledged {
            clear(.acknowledgement)
            renewAcknowledgement()
            keepsSeats = plan.response(to: severity)?.askAgain != true
        }
        let last = incident.lastNotification
        startRound(grade: severity, because: .severityRaised, keepsSeats: keepsSeats)
        let informed = incident.unfinished.values.filter { $0.id.number > last && saysRank($0) }
        tellReached(.severity, except: Set(informed.map(\.person)))
        quiet = [:]
    }

    /// Whether a message that a raising sends says the new rank by itself; whose time goes on is asked only where they gain a
    /// channel.
    private func saysRank(_ notification: Notification) -> Bool {
        switch notification.kind {
        case .copy, .unanswered: true
        case .alert, .reminder: quiet[notification.person] == nil
        default: false
        }
    }

    // MARK: Escalate

    mutating func escalateByHand(reason: String) throws(Refusal) {
        if incident.isClosed { throw .closed }
        let chain = incident.round[.chain]
        let (held, until) = (incident.heldBack, incident.pausedUntil)
        tellsOfEmpty = incident.isPaused
        clear(.resume)
        record(.escalatedByHand(reason: reason))
        guard let chain, chain.phase == .running || chain.phase == .between else {
            let keepsSeats = incident.status == .acknowledged
            return startRound(grade: incident.severity, because: .byHand, keepsSeats: keepsSeats)
        }
        giveBackTime(of: held, until: until)
        let hasLink = response?.chain.contains { $0 > chain.step } ?? false
        if chain.phase == .running, hasLink { goOn(.chain) } else { startRun(.chain) }
        settle()
    }

    // MARK: Calling in and going on without

    /// - Throws: ``Refusal/notLeading`` to whoever decides as the one who leads, and is not; a closed incident is led by nobody.
    func mustLead(_ authority: Authority) throws(Refusal) {
        guard authority == .commander, !incident.isClosed else { return }
        guard let leader = incident.leader(in: plan), actor == .person(leader) else { throw .notLeading }
    }

    mutating func callIn(_ names: [String], within: TimeSpan?, reason: String) throws(Refusal) {
        if incident.isClosed { throw .closed }
        var people: [PersonID] = []
        for name in names {
            let seats = directory.seats(for: Reference(name), in: unit, at: now) ?? []
            let new = seats.filter { !isResponder($0.seat.holder) }.compactMap { call in
                if canBeAsked(call.seat.holder, beside: people.count) { return call.seat.holder }
                return call.deputies.first {
                    !isResponder($0) && isEligible($0, for: call.seat, beside: Set(people))
                }
            }
            guard !new.isEmpty else { throw .nobodyToAsk(name) }
            for person in new where !people.contains(person) { people.append(person) }
        }
        guard !people.isEmpty else { throw .nobodyToAsk("") }
        let batch = incident.lastBatch + 1
        let candidates = people.map { Candidate(person: $0, reason: .calledIn) }
        let isAgain = Set(people.filter { isWaiting($0) })
        record(.calledIn(people: candidates, batch: batch, reason: String(reason.prefix(Limits.note))))
        let time = within ?? timeOfLastLink ?? Limits.callIn
        set(.answers(batch), after: time)
        for person in people { ask(person, isAgain: isAgain.contains(person), within: time) }
        sweepAnswers()
    }

    /// Whether this round asked somebody who has not answered.
    private func isWaiting(_ person: PersonID) -> Bool {
        guard let contact = incident.contacts[person] else { return false }
        return contact.round == incident.round.number && contact.state == .waiting
    }

    private var timeOfLastLink: TimeSpan? {
        guard let response else { return nil }
        let last = response.chain.last { incident.round.stage($0) != nil }
        return last.map { response.steps[$0].longestWithin }
    }

    mutating func goOnWithout(_ names: [String], reason: String) throws(Refusal) {
        if incident.isClosed { throw .closed }
        var seats: [SeatID] = []
        for name in names {
            let found = incident.round.seats.filter { $0.isOpen && Self.isCalled($0, name) }.map(\.id)
            guard !found.isEmpty else { throw .noOpenSeat(name) }
            seats += found.filter { !seats.contains($0) }
        }
        guard !seats.isEmpty else { throw .noOpenSeat("") }
        record(.seatsGivenUp(seats: seats, reason: String(reason.prefix(Limits.note))))
        settle()
    }

    /// Whether a seat goes by that name: its group's, with or without the unit, its role in any language, its holder's id, or
    /// group and holder (`/town/leaders/he-an`), which no other seat has.
    private static func isCalled(_ seat: RoundSeat, _ name: String) -> Bool {
        let exact = seat.id.group.map { "\($0)/\(seat.id.holder)" }
        let words = [seat.id.group, seat.reason.group, seat.id.holder, exact]
        return words.contains(name) || seat.reason.role?.texts.values.contains(name) == true
    }

    // MARK: Closing

    /// Stand-down or false alarm; closing a closed incident has no effect.
    ///
    /// Whoever ended it themselves knows, and is not told.
    mutating func close(_ closing: Closing, reason: String) {
        guard !incident.isClosed else { return }
        record(.closed(closing, reason: String(reason.prefix(Limits.note))))
        clearEscalationTimers()
        clear(.acknowledgement)
        clear(.grace)
        for obligation in incident.obligations where closing == .cancelled || obligation.kind != .finalReport {
            clear(.obligation(obligation.kind))
            record(.obligationVoided(kind: obligation.kind))
        }
        cancelPlanned(because: .closed)
        var ender: Set<PersonID> = []
        if case .person(let person) = actor { ender = [person] }
        tellReached(closing == .cancelled ? .correction : .allClear, except: ender)
    }
}
