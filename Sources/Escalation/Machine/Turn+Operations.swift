extension Turn {
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
            guard incident.contacts[person]?.standing == .waiting else { return }
            askAtNextAddress(person)
        case .resume:
            record(.resumed)
            let goesOn = incident.timers.contains { [.step, .repetition].contains($0.kind) }
            if !goesOn { exhaust() }
        case .obligation(let kind): obligationIsUp(kind)
        }
    }

    // MARK: Reports

    mutating func reportedAgain(_ report: Report) {
        record(.reportedAgain(title: report.title, facts: report.facts, note: report.note))
        if incident.isClosed {
            record(.reopened)
            if let response = plan.response(to: incident.severity) { takeOnObligations(of: response) }
            return raiseOrStart(because: .reopened)
        }
        meetDetails()
        switch incident.status {
        case .acknowledged:
            for responder in incident.responders { tell(responder.person, .update) }
            raiseByFacts()
        case .open:
            if incident.progress == .exhausted { raiseOrStart(because: .reportedAgain) } else { raiseByFacts() }
        case .closed: break
        }
    }

    mutating func followUp(text: String, facts: [String: FactValue], isFinal: Bool) throws(Refusal) {
        if incident.isClosed, !isFinal { throw .closed }
        if isFinal, incident.hasFinalReport { throw .finalReportAlreadyThere }
        let number = incident.followUps + (isFinal ? 0 : 1)
        record(.followedUp(number: number, isFinal: isFinal, text: String(text.prefix(Limits.note)), facts: facts))
        meetDetails()
        meet(isFinal ? .finalReport : .followUp)
        guard !incident.isClosed else { return }
        if !isFinal, let every = plan.response(to: incident.severity)?.followUpEvery { owe(.followUp, after: every) }
        renewAcknowledgement()
        raiseByFacts()
    }

    private var gradedNow: Severity { plan.grading.severity(of: incident.report.facts) }

    /// New facts can raise the severity; only an operator lowers it.
    private mutating func raiseByFacts() {
        guard gradedNow.isGraver(than: incident.severity) else { return }
        raise(to: gradedNow, reason: "the plan's rules, from the reported facts")
    }

    private mutating func raiseOrStart(because reason: RoundReason) {
        if gradedNow.isGraver(than: incident.severity) {
            raiseByFacts()
        } else {
            startRound(grade: incident.severity, because: reason)
        }
    }

    // MARK: Severity

    mutating func setSeverity(_ severity: Severity, reason: String) throws(Refusal) {
        if incident.isClosed { throw .closed }
        if reason.isEmpty { throw .reasonNeeded }
        if severity == incident.severity { throw .sameSeverity }
        if plan.response(to: severity) == nil { throw .noResponse(severity) }
        if severity.isGraver(than: incident.severity) {
            raise(to: severity, reason: reason)
        } else {
            record(.severityChanged(from: incident.severity, to: severity, reason: reason))
            tellReached(.severity)
        }
    }

    private mutating func raise(to severity: Severity, reason: String) {
        record(.severityChanged(from: incident.severity, to: severity, reason: reason))
        let response = plan.response(to: severity)
        if let response { takeOnObligations(of: response) }
        if incident.status == .acknowledged {
            renewAcknowledgement()
            tellReached(.severity)
            if response?.askAgain == true { startRound(grade: severity, because: .severityRaised) }
            return
        }
        startRound(grade: severity, because: .severityRaised)
        let asked = incident.contacts.all.filter { $0.standing == .waiting && isCurrent($0) }
        tellReached(.severity, except: Set(asked.map(\.person)))
    }

    // MARK: Pause, escalate, close

    mutating func pause(until: Timestamp, reason: String) throws(Refusal) {
        if incident.isClosed { throw .closed }
        if until <= now { throw .pauseEnded }
        if until - now > Limits.pause { throw .pauseTooLong }
        if incident.severity == .one, reason.isEmpty { throw .reasonNeeded }
        if incident.status == .acknowledged, let timer = incident.timer(.acknowledgement) ?? incident.timer(.grace) {
            clear(.grace)
            set(.acknowledgement, after: max(timer.due, until) - now)
        }
        guard incident.progress != .satisfied else {
            return record(.noted(person: nil, text: "acknowledgement extended: \(reason)"))
        }
        let wasExhausted = incident.progress == .exhausted
        record(.paused(until: until, reason: reason))
        for timer in incident.timers where timer.due < until {
            switch timer.kind {
            case .step, .repetition, .fallback: set(timer.kind, after: until - now)
            default: break
            }
        }
        if wasExhausted { clear(.fallback) }
        set(.resume, after: until - now)
    }

    mutating func escalateByHand(reason: String) throws(Refusal) {
        if incident.isClosed { throw .closed }
        let wasExhausted = incident.progress == .exhausted
        let isBetweenRuns = incident.timer(.repetition) != nil
        clear(.resume)
        record(.escalatedByHand(reason: reason))
        if wasExhausted { return startRound(grade: incident.severity, because: .byHand) }
        clearEscalationTimers()
        if isBetweenRuns { return repeatSteps() }
        enterStep(incident.round.step + 1)
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
