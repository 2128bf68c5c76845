extension Transition {
    // MARK: Deadlines

    mutating func deadline(_ timer: IncidentTimer) {
        guard incident.timers.contains(timer) else { return }
        record(.timerCleared(kind: timer.kind))
        switch timer.kind {
        case .step: stepTimeIsUp()
        case .repetition: repeatSteps()
        case .fallback: tellFallback()
        case .acknowledgement: acknowledgementIsUp()
        case .grace: graceIsUp()
        case .nextAddress(let person):
            guard incident.contacts[person]?.state == .waiting else { return }
            askAtNextAddress(person)
        case .resume:
            record(.resumed)
            if !hasStepsAhead { exhaust() }
        case .obligation(let kind): obligationIsUp(kind)
        }
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
        if isNews, incident.status == .acknowledged {
            for responder in incident.responders { tell(responder.person, .update) }
        }
        let isGraver = wanted.map { report.severity?.isGraver(than: $0) == true } ?? true
        if raiseByReport(gradedBefore: before, wanted: isGraver ? report.severity : nil) { return }
        if incident.status == .open, incident.progress == .exhausted {
            startRound(grade: incident.severity, because: .reportedAgain)
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
        renewAcknowledgement()
        raiseByReport(gradedBefore: before)
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
            record(.severityChanged(from: incident.severity, to: severity, reason: .written(reason)))
            tellReached(.severity)
        }
    }

    private mutating func raise(to severity: Severity, reason: RegradingReason) {
        record(.severityChanged(from: incident.severity, to: severity, reason: reason))
        let response = plan.response(to: severity)
        if let response { takeOnObligations(of: response) }
        if incident.status == .acknowledged {
            clear(.acknowledgement)
            renewAcknowledgement()
            tellReached(.severity)
            if response?.askAgain == true { startRound(grade: severity, because: .severityRaised) }
            return
        }
        let last = incident.lastNotification
        startRound(grade: severity, because: .severityRaised)
        let informed = incident.unfinished.values.filter { $0.id.number > last }.map(\.person)
        tellReached(.severity, except: Set(informed))
    }

    // MARK: Pause, escalate, close

    mutating func pause(until: Timestamp, reason: String) throws(Refusal) {
        if incident.isClosed { throw .closed }
        if until <= now { throw .pauseEnded }
        if until - now > Limits.pause { throw .pauseTooLong }
        if incident.severity == .one, reason.isBlank { throw .reasonNeeded }
        if incident.status == .acknowledged, let timer = incident.timer(.acknowledgement) ?? incident.timer(.grace) {
            clear(.grace)
            set(.acknowledgement, after: max(rest(of: timer), until - now))
        }
        guard incident.status == .open || hasStepsAhead else {
            return record(.acknowledgementExtended(until: until, reason: reason))
        }
        let former = incident.timer(.resume)?.due
        record(.paused(until: until, reason: reason))
        clear(.fallback)
        for kind: IncidentTimer.Kind in [.step, .repetition] {
            guard let timer = incident.timer(kind), rest(of: timer) < until - now || timer.due == former else {
                continue
            }
            set(kind, after: until - now)
        }
        set(.resume, after: until - now)
    }

    /// Whether a step or a repeat will start by itself.
    var hasStepsAhead: Bool {
        incident.timer(.step) != nil || incident.timer(.repetition) != nil
    }

    mutating func escalateByHand(reason: String) throws(Refusal) {
        if incident.isClosed { throw .closed }
        let wasExhausted = incident.progress == .exhausted || (incident.isPaused && !hasStepsAhead)
        let isBetweenRuns = incident.timer(.repetition) != nil
        record(.escalatedByHand(reason: reason))
        if wasExhausted { return startRound(grade: incident.severity, because: .byHand) }
        clearStepTimers()
        if isBetweenRuns { repeatSteps() } else { goOnNow() }
    }

    /// Stand-down or false alarm; closing a closed incident has no effect.
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
        tellReached(closing == .cancelled ? .correction : .allClear)
    }
}
