extension Turn {
    /// What a person says; late and unasked answers are kept, never an error.
    mutating func answer(_ answer: Answer) throws(Refusal) {
        let person = answer.person
        let isKnown = incident.contacts[person] != nil || directory.people[person] != nil
        guard isKnown else { throw .nobodyByThatName(person) }
        let note = answer.note.map { String($0.prefix(Limits.note)) }
        if incident.isClosed {
            if answer.word == .seen { return record(.seen(person: person)) }
            let said = [answer.word == .note ? "" : answer.word.rawValue, note ?? ""].filter { !$0.isEmpty }
            return record(.noted(person: person, text: said.joined(separator: ": ")))
        }
        switch answer.word {
        case .accept: accept(person, note: note)
        case .cannot: cannot(person, note: note)
        case .seen: record(.seen(person: person))
        case .extend:
            record(.extended(person: person, note: note))
            renewAcknowledgement()
        case .note:
            record(.noted(person: person, text: note ?? ""))
            if incident.responders.contains(where: { $0.person == person }) { renewAcknowledgement() }
        }
    }

    private mutating func accept(_ person: PersonID, note: String?) {
        let missing = incident.round.missing - (hasAccepted(inThisRound: person) ? 0 : 1)
        let standsFor = incident.contacts[person]?.standsFor
        record(.accepted(person: person, standsFor: standsFor, note: note, missing: missing))
        clear(.nextAddress(person))
        cancelPlanned(because: .personAnswered) { $0.person == person && $0.kind.asks }
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
        let contact = incident.contacts[person]
        let wasResponder = incident.responders.contains { $0.person == person }
        let wasAsked = contact?.standing == .waiting
        record(.declined(person: person, note: note))
        clear(.nextAddress(person))
        cancelPlanned(because: .personAnswered) { $0.person == person && $0.kind.asks }
        if wasResponder {
            guard incident.responders.isEmpty else { return }
            clear(.acknowledgement)
            clear(.grace)
            record(.openAgain(because: .responderCannot))
            guard !askDeputy(of: person, because: .cannot) else { return }
            enterStep(incident.round.step + 1)
        } else if wasAsked {
            replace(person, because: .cannot)
        }
    }

    /// All addresses of a person failed: handled like `cannot`.
    mutating func isUnreachable(_ person: PersonID) {
        guard incident.contacts[person]?.standing == .waiting else { return }
        record(.unreachable(person: person))
        clear(.nextAddress(person))
        replace(person, because: .unreachable)
    }

    /// Asks the deputy of somebody who is out; with nobody left to wait for, the next step begins now.
    private mutating func replace(_ person: PersonID, because reason: DeputyReason) {
        guard incident.progress == .running, incident.contacts[person].map(isCurrent) == true else { return }
        if askDeputy(of: person, because: reason) { return }
        let step = incident.round.step
        let stillWaiting = incident.contacts.all.contains {
            $0.standing == .waiting && isCurrent($0) && $0.step == step
        }
        guard !stillWaiting, incident.timer(.step) != nil else { return }
        enterStep(step + 1)
    }

    private mutating func askDeputy(of person: PersonID, because reason: DeputyReason) -> Bool {
        guard let contact = incident.contacts[person], let deputy = deputy(of: contact) else { return false }
        record(.deputiesAsked(step: incident.round.step, asked: [deputy], because: reason))
        ask(deputy.candidate.person)
        if let step = response?.steps[checked: incident.round.step] { set(.step, after: step.within.onDuty) }
        return true
    }

    // MARK: Acknowledgement

    mutating func renewAcknowledgement() {
        guard incident.status == .acknowledged else { return }
        clear(.grace)
        guard let rule = plan.response(to: incident.severity)?.acknowledgement else { return }
        set(.acknowledgement, after: rule.lasts)
    }

    mutating func acknowledgementIsUp() {
        guard incident.status == .acknowledged else { return }
        for responder in incident.responders { tell(responder.person, .stillOnIt) }
        set(.grace, after: plan.response(to: incident.severity)?.acknowledgement?.grace ?? .zero)
    }

    mutating func graceIsUp() {
        guard incident.status == .acknowledged else { return }
        let after = (incident.responders.map(\.step).max() ?? 0) + 1
        record(.acknowledgementLapsed)
        record(.openAgain(because: .lapsed))
        let grade = incident.severity
        let steps = plan.response(to: grade)?.steps.count ?? 0
        startRound(grade: grade, at: after < steps ? after : 0, because: .lapsed)
    }
}
