/// The dispatcher's engine: decides what an event means for an incident, and does nothing itself.
///
/// Total and pure: every event in every state gives a decision or a refusal, and the same input gives the same output.
/// It reads no clock, no randomness and no files.
package enum Machine {
    /// Opens an incident from a first report.
    ///
    /// - Throws: ``Refusal/severityBelowRules(_:)`` when the reporter asks for a lighter grade than the rules give.
    package static func open(
        _ report: Report,
        id: IncidentID,
        at now: Timestamp,
        by actor: Actor,
        in surroundings: Surroundings
    ) throws(Refusal) -> Decision {
        let graded = surroundings.plan.grading.severity(of: report.facts)
        let severity = report.severity ?? graded
        if graded.isGraver(than: severity) { throw .severityBelowRules(graded) }
        guard let response = surroundings.plan.response(to: severity) else { throw .noResponse(severity) }
        let incident = Incident(id: id, report: report, severity: severity, at: now)
        var turn = Turn(incident: incident, at: now, by: actor, in: surroundings)
        turn.changes.append(.reported(report: report, graded: graded, severity: severity))
        turn.takeOnObligations(of: response)
        turn.startRound(grade: severity, because: .firstReport)
        return turn.decision
    }

    /// Decides what `event` means for `incident`.
    ///
    /// - Throws: a ``Refusal`` for what whoever asked may not do; nothing is changed then.
    package static func handle(
        _ incident: Incident,
        _ event: Event,
        at now: Timestamp,
        by actor: Actor,
        in surroundings: Surroundings
    ) throws(Refusal) -> Decision {
        var turn = Turn(incident: incident, at: now, by: actor, in: surroundings)
        switch event {
        case .reportedAgain(let report): turn.reportedAgain(report)
        case .followUp(let text, let facts, let isFinal): try turn.followUp(text: text, facts: facts, isFinal: isFinal)
        case .answer(let answer): try turn.answer(answer)
        case .deadline(let timer): turn.deadline(timer)
        case .attempt(let number, let outcome, let jitter): turn.attempt(number, outcome, jitter: jitter)
        case .merged(let number, let digest, let rule): turn.merged(number, digest: digest, rule: rule)
        case .templateFault(let number, let fault): turn.record(.templateFailed(number: number, fault: fault))
        case .setSeverity(let severity, let reason): try turn.setSeverity(severity, reason: reason)
        case .pause(let until, let reason): try turn.pause(until: until, reason: reason)
        case .escalateByHand(let reason): try turn.escalateByHand(reason: reason)
        case .close(let closing, let reason): turn.close(closing, reason: reason)
        case .audited(let found, let number, let late): turn.audited(found, number: number, late: late)
        }
        return turn.decision
    }
}
