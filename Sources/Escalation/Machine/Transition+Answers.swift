extension Transition {
    /// What a person says; late and unasked answers are kept, never an error.
    mutating func answer(_ answer: Answer) throws(Refusal) {
        let person = answer.person
        let isKnown = incident.contacts[person] != nil || directory.people[person] != nil
        guard isKnown else { throw .nobodyByThatName(person) }
        let joins = answer.word == .seen || !incident.isClosed && (answer.word == .accept || answer.word == .cannot)
        guard !joins || hasRoom(for: person) else { throw .tooManyPeople }
        let note = answer.note.flatMap { $0.isBlank ? nil : String($0.prefix(Limits.note)) }
        if incident.isClosed {
            switch answer.word {
            case .seen: return record(.seen(person: person))
            case .note: return record(.noted(person: person, text: note ?? ""))
            case .accept, .cannot, .extend:
                return record(.answeredLate(person: person, word: answer.word, note: note))
            }
        }
        switch answer.word {
        case .accept: accept(person, note: note)
        case .cannot: cannot(person, note: note)
        case .seen: record(.seen(person: person))
        case .extend:
            record(.extended(person: person, note: note))
            if isResponder(person) { renewAcknowledgement() }
        case .note:
            record(.noted(person: person, text: note ?? ""))
            if isResponder(person) { renewAcknowledgement() }
        }
    }

    private func isResponder(_ person: PersonID) -> Bool {
        incident.responders.contains { $0.person == person }
    }

    private mutating func accept(_ person: PersonID, note: String?) {
        // The first yes stands, with its time and its place before those who came after.
        guard !hasAccepted(inThisRound: person) else {
            record(.extended(person: person, note: note))
            return renewAcknowledgement()
        }
        let missing = incident.round.missing - 1
        let contact = incident.contacts[person]
        let standsFor = contact?.round == incident.round.number ? contact?.standsFor : nil
        record(.accepted(person: person, standsFor: standsFor, note: note, missing: missing))
        clear(.nextAddress(person))
        cancelPlanned(because: .personAnswered) { $0.person == person && $0.kind.asks }
        clear(.fallback)
        cancelPlanned(because: .answered) { $0.kind == .unanswered }
        renewAcknowledgement()
        if incident.round.missing <= 0, incident.progress != .satisfied { satisfy() }
    }

    func hasAccepted(inThisRound person: PersonID) -> Bool {
        incident.responders.contains { $0.person == person && $0.round == incident.round.number }
    }

    /// Enough people accepted: nobody else is asked, and those reached are told who answers.
    mutating func satisfy() {
        clearEscalationTimers()
        record(.satisfied)
        cancelPlanned(because: .answered) { $0.kind.asks || $0.kind == .copy }
        tellReached(.takenOver, except: Set(incident.responders.map(\.person)))
    }

    private mutating func cannot(_ person: PersonID, note: String?) {
        let wasResponder = isResponder(person)
        let wasAsked = incident.contacts[person]?.state == .waiting
        record(.declined(person: person, note: note))
        clear(.nextAddress(person))
        cancelPlanned(because: .personAnswered) { $0.person == person && $0.kind.asks }
        if wasResponder {
            if incident.responders.isEmpty { goOnWithout(person) }
        } else if wasAsked {
            replace(person, because: .cannot)
        }
    }

    /// Nobody answers for the incident any more: the deputy and the next step are asked now.
    private mutating func goOnWithout(_ person: PersonID) {
        clear(.acknowledgement)
        clear(.grace)
        clearStepTimers()
        record(.openAgain(because: .responderCannot))
        cancelPlanned(because: .replaced) { $0.kind == .takenOver }
        let hasDeputy = askDeputy(of: person, because: .cannot)
        let isLastStep = incident.round.step + 1 >= response?.steps.count ?? 0
        if hasDeputy, isLastStep { giveTimeToAnswer() } else { goOnNow() }
    }

    /// All addresses of a person failed: handled like `cannot`.
    mutating func isUnreachable(_ person: PersonID) {
        guard incident.contacts[person]?.state == .waiting else { return }
        record(.unreachable(person: person))
        clear(.nextAddress(person))
        replace(person, because: .unreachable)
    }

    /// Asks the deputy of somebody who is out; with nobody left to wait for, the next step begins now or when a pause ends.
    private mutating func replace(_ person: PersonID, because reason: DeputyReason) {
        guard hasStepsAhead, incident.contacts[person].map(isCurrent) == true else { return }
        let isBetweenRuns = incident.timer(.step) == nil
        if askDeputy(of: person, because: reason) { return isBetweenRuns ? () : giveTimeToAnswer() }
        let step = incident.round.step
        let stillWaiting = incident.contacts.all.contains {
            $0.state == .waiting && isCurrent($0) && $0.step == step
        }
        guard !stillWaiting, !isBetweenRuns else { return }
        if incident.isPaused { set(.step, after: restOfPause) } else { enterStep(step + 1) }
    }

    private mutating func askDeputy(of person: PersonID, because reason: DeputyReason) -> Bool {
        guard let contact = incident.contacts[person], let deputy = deputy(of: contact) else { return false }
        record(.deputiesAsked(step: incident.round.step, asked: [deputy], because: reason))
        ask(deputy.candidate.person)
        return true
    }

    /// Starts the clock of the step again for a deputy who was just asked.
    private mutating func giveTimeToAnswer() {
        guard let step = response?.steps[checked: incident.round.step] else { return }
        set(.step, after: max(step.within.onDuty, restOfPause))
    }

    /// How long no step may start.
    private var restOfPause: TimeSpan {
        guard incident.isPaused else { return .zero }
        return incident.timer(.resume).map(rest) ?? .zero
    }

    // MARK: Acknowledgement

    /// Gives the acknowledgement its full time, or leaves what a pause gave it beyond that.
    mutating func renewAcknowledgement() {
        guard incident.status == .acknowledged else { return }
        clear(.grace)
        cancelPlanned(because: .answered) { $0.kind == .stillOnIt }
        guard let rule = acknowledgementRule else { return }
        set(.acknowledgement, after: max(rule.lasts, incident.timer(.acknowledgement).map(rest) ?? .zero))
    }

    private var acknowledgementRule: AcknowledgementRule? {
        plan.response(to: incident.severity)?.acknowledgement
    }

    mutating func acknowledgementIsUp() {
        guard incident.status == .acknowledged, let rule = acknowledgementRule else { return }
        for responder in incident.responders { tell(responder.person, .stillOnIt) }
        set(.grace, after: rule.grace)
    }

    mutating func graceIsUp() {
        guard incident.status == .acknowledged else { return }
        let theirs = incident.responders.filter { $0.round == incident.round.number }.map(\.step).max()
        let next = plan.response(to: incident.severity)
        let after = next == response ? theirs.map { $0 + 1 } ?? 0 : 0
        record(.acknowledgementLapsed)
        record(.openAgain(because: .lapsed))
        cancelPlanned(because: .replaced) { $0.kind == .takenOver || $0.kind == .stillOnIt }
        let isInside = after < next?.steps.count ?? 0
        startRound(grade: incident.severity, at: isInside ? after : 0, because: .lapsed)
    }
}
