/// The dispatcher's engine: decides what an event means for an incident, and does nothing itself.
///
/// Total and pure: every event in every state gives a decision or a refusal, and the same input gives the same output.
/// It reads no clock, no randomness and no files.
package enum Machine {
    /// Opens an incident from a first report.
    ///
    /// - Parameters:
    ///   - report: what is on record of it.
    ///   - id: the number that it gets.
    ///   - now: when it is opened.
    ///   - actor: who does it.
    ///   - answering: who answers for the incident that opens this one.
    ///   - context: its plan, and the people as they are now.
    /// - Returns: the incident with what goes on record.
    /// - Throws: ``Refusal/severityBelowRules(_:)`` when the reporter asks for a lighter grade than the rules give.
    package static func open(
        _ report: Report,
        id: IncidentID,
        at now: Timestamp,
        by actor: Actor,
        answering: [PersonID] = [],
        in context: DecisionContext
    ) throws(Refusal) -> Decision {
        let graded = context.plan.grading.severity(of: report.facts)
        let severity = report.severity ?? graded
        if graded.isGraver(than: severity) { throw .severityBelowRules(graded) }
        guard let response = context.plan.response(to: severity) else { throw .noResponse(severity) }
        let incident = Incident(id: id, report: report, severity: severity, at: now)
        var transition = Transition(incident: incident, at: now, by: actor, in: context)
        transition.answeringElsewhere = answering
        transition.changes.append(.reported(report: report, graded: graded, severity: severity))
        transition.takeOnObligations(of: response)
        transition.startRound(grade: severity, because: .firstReport)
        return transition.decided()
    }

    /// Decides what `event` means for `incident`.
    ///
    /// - Throws: a ``Refusal`` for what whoever asked may not do; nothing is changed then.
    package static func handle(
        _ incident: Incident,
        _ event: Event,
        at now: Timestamp,
        by actor: Actor,
        in context: DecisionContext
    ) throws(Refusal) -> Decision {
        var transition = Transition(incident: incident, at: now, by: actor, in: context)
        switch event {
        case .reportedAgain(let report): transition.reportedAgain(report)
        case .opened(let plan, let incident, let isNew):
            transition.record(.opened(plan: plan, incident: incident, isNew: isNew))
        case .notOpened(let plan): transition.record(.notOpened(plan: plan))
        case .linked(let link, let report, let answering): transition.linked(link, report, answering: answering)
        case .answeredInOther(let people): transition.answeredInOther(people)
        case .followUp(let text, let facts, let isFinal):
            try transition.followUp(text: text, facts: facts, isFinal: isFinal)
        case .answer(let answer): try transition.answer(answer)
        case .deadline(let timer): transition.deadline(timer)
        case .attempt(let number, let outcome, let jitter): transition.attempt(number, outcome, jitter: jitter)
        case .merged(let number, let digest, let rule): transition.merged(number, digest: digest, rule: rule)
        case .templateFault(let number, let fault): transition.record(.templateFailed(number: number, fault: fault))
        case .setSeverity(let severity, let reason): try transition.setSeverity(severity, reason: reason)
        case .pause(let until, let reason): try transition.pause(until: until, reason: reason)
        case .escalateByHand(let reason): try transition.escalateByHand(reason: reason)
        case .ask(let names, let within, let reason, let authority):
            try transition.mustLead(authority)
            try transition.callIn(names, within: within, reason: reason)
        case .goOnWithout(let names, let reason, let authority):
            try transition.mustLead(authority)
            try transition.goOnWithout(names, reason: reason)
        case .close(let closing, let reason): transition.close(closing, reason: reason)
        case .audited(let found, let number, let late): transition.audited(found, number: number, late: late)
        }
        return transition.decided()
    }
}
