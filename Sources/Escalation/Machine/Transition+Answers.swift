extension Transition {
    /// What a person says; late and unasked answers are kept, never an error.
    mutating func answer(_ answer: Answer) throws(Refusal) {
        let person = answer.person
        let isKnown = incident.contacts[person] != nil || directory.people[person] != nil
        guard isKnown else { throw .nobodyByThatName(person) }
        let joins =
            answer.word == .seen || !incident.isClosed && (answer.word == .accept || answer.word == .cannot)
        guard !joins || hasRoom(for: person) else { throw .tooManyPeople }
        let note = answer.note.flatMap { $0.isBlank ? nil : String($0.prefix(Limits.note)) }
        if incident.isClosed {
            switch answer.word {
            case .seen: return record(.seen(person: person))
            case .note: return record(.noted(person: person, text: note ?? ""))
            case .accept, .cannot, .extend, .command:
                return record(.answeredLate(person: person, word: answer.word, note: note))
            }
        }
        switch answer.word {
        case .accept: accept(person, note: note)
        case .cannot: cannot(person, note: note)
        case .command: try takeCommand(person)
        case .seen: record(.seen(person: person))
        case .extend:
            record(.extended(person: person, note: note))
            if isResponder(person) { renewAcknowledgement() }
        case .note:
            record(.noted(person: person, text: note ?? ""))
            if isResponder(person) { renewAcknowledgement() }
        }
        withdrawUnwanted()
    }

    func isResponder(_ person: PersonID) -> Bool {
        incident.responders.contains { $0.person == person }
    }

    mutating func accept(_ person: PersonID, note: String?) {
        let isFirst = !incident.answersInRound(person)
        if isFirst { joinLinks(heldBy: person) }
        let fills = seats(filledBy: person)
        // The first yes stands, with its time and its place before those who came after.
        let saves = wouldSave(person)
        guard isFirst || !fills.isEmpty || saves else {
            record(.extended(person: person, note: note))
            return renewAcknowledgement()
        }
        if saves { savior = person }
        tellsOfEmpty = tellsOfEmpty || incident.status == .open
        let contact = incident.contacts[person]
        let standsFor = contact?.round == incident.round.number ? contact?.standsFor : nil
        record(.accepted(person: person, standsFor: standsFor, note: note, fills: fills))
        clear(.nextAddress(person))
        cancelPlanned(because: .personAnswered) { $0.person == person && $0.kind.asks }
        clear(.fallback)
        cancelPlanned(because: .answered) { $0.kind == .unanswered }
        renewAcknowledgement()
        if isFirst { noteCommand(afterYesOf: person) }
        settle()
    }

    /// Links of the chain that have not begun and in which this person holds a seat count as begun.
    mutating func joinLinks(heldBy person: PersonID) {
        guard let response else { return }
        for position in response.chain where incident.round.stage(position) == nil {
            let step = response.steps[position]
            guard holds(step) else { continue }
            let calls = seats(of: step, at: position)
            guard calls.contains(where: { $0.seat.holder == person }) else { continue }
            record(.stepJoined(step: position, seats: calls))
        }
    }

    /// The seats that a yes fills: those which the person holds, and the one for which they were asked as a deputy.
    func seats(filledBy person: PersonID) -> [SeatID] {
        let open = incident.round.seats.filter { $0.filledBy == nil }
        let held = open.filter { $0.id.holder == person }
        let deputised = open.last { $0.id.holder != person && $0.asked.contains(person) }
        return held.map(\.id) + (deputised.map { [$0.id] } ?? [])
    }

    /// A part has its need: those it asked or copied, who do not answer and whom no other part waits for, are told who does.
    ///
    /// Where somebody escalated although its need was met, only those are told who were asked since.
    mutating func meet(_ part: Part) {
        let isAgain = incident.round[part]?.wasMet == true
        let asked = peopleAsked(by: part) + (part == .chain ? incident.round.toldNobodyAnswers : [])
        clear(.repetition(part))
        record(.partMet(part: part, by: savior(of: part)))
        let known = (asked + peopleCopied(by: part)).filter { !incident.belongsToUnmetPart($0) }
        let released = Set(known.filter { !isCalledIn($0) })
        for person in released.sorted() { clear(.nextAddress(person)) }
        cancelPlanned(because: .answered) { $0.kind.asksForSeat && released.contains($0.person) }
        var seen: Set<PersonID> = []
        for person in known where seen.insert(person).inserted && !isOutOfReach(person) && !isCopiedNow(person) {
            guard !isResponder(person), incident.contacts[person]?.state != .out(.cannot) else { continue }
            if !isAgain || incident.contacts[person]?.toldWhoAnswers == false { tell(person, .takenOver) }
        }
    }

    /// Whether a copy that this event sends tells them who answers.
    private func isCopiedNow(_ person: PersonID) -> Bool {
        incident.unfinished.values.contains {
            $0.person == person && $0.kind == .copy && $0.id.number > firstNotification
        }
    }

    private func isCalledIn(_ person: PersonID) -> Bool {
        incident.round.calledIn.contains { $0.person == person }
    }

    private func isOutOfReach(_ person: PersonID) -> Bool {
        incident.contacts[person]?.reachedBy.isEmpty ?? true
    }

    private func peopleAsked(by part: Part) -> [PersonID] {
        let round = incident.round
        return round.stages.filter { round.part(of: $0.step) == part }
            .flatMap(\.seats).flatMap { round[$0.seat]?.asked ?? [] }
    }

    private func peopleCopied(by part: Part) -> [PersonID] {
        incident.round[part]?.copied ?? []
    }

    /// The parts that asked or copied somebody.
    func parts(of person: PersonID) -> [PartState] {
        incident.round.parts.filter {
            peopleAsked(by: $0.part).contains(person) || peopleCopied(by: $0.part).contains(person)
        }
    }

    /// Chain and bodies are met: nothing more is asked by itself.
    mutating func noteSatisfied() {
        guard incident.isSatisfied, !isNotedSatisfied, !hasBodiesToBegin else { return }
        clearEscalationTimers(except: Set(incident.round.calledIn.compactMap(\.batch)))
        record(.satisfied)
        takeBackIncomplete(because: .answered)
    }

    /// Whether a pause holds back bodies that are to begin at its end.
    private var hasBodiesToBegin: Bool {
        guard incident.isPaused, let response else { return false }
        return response.bodies.contains { isToBegin($0, in: response) && holds(response.steps[$0]) }
    }

    private var isNotedSatisfied: Bool {
        !changes.contains {
            switch $0 {
            case .partMet, .partOpen, .roundStarted, .paused: true
            default: false
            }
        }
    }

    private mutating func cannot(_ person: PersonID, note: String?) {
        let wasResponder = isResponder(person)
        leaver = incident.status == .acknowledged ? person : nil
        record(.declined(person: person, note: note))
        clear(.nextAddress(person))
        cancelPlanned(because: .personAnswered) { $0.person == person && $0.kind.asks }
        if wasResponder { goOnWithout(person) }
        settle()
        if wasResponder, incident.status == .open { askThoseToldOtherwise() }
    }

    /// Everybody who answered has left: who was told that they do, and whose answer is wanted again, is asked once more, though
    /// their time is up.
    private mutating func askThoseToldOtherwise() {
        var seen: Set<PersonID> = []
        for case .partOpen(let part) in changes where incident.round[part]?.isMet == false {
            for person in peopleAsked(by: part) where seen.insert(person).inserted && askedNow[person] == nil {
                guard incident.isAwaited(person), incident.answerTimers(of: person).isEmpty else { continue }
                let isUnderWay = incident.unfinished.values.contains { $0.person == person && $0.kind.asksForSeat }
                guard !isUnderWay, isReachable(person) else { continue }
                if isOutOfReach(person) { ask(person) } else { remind(person) }
            }
        }
    }

    /// A responder has left: who leads may change, and with nobody left the incident is open again.
    private mutating func goOnWithout(_ person: PersonID) {
        guard incident.responders.isEmpty else { return passOnCommand() }
        clear(.acknowledgement)
        clear(.grace)
        clear(.incomplete)
        record(.openAgain(because: .responderCannot))
        endCommand()
        cancelPlanned(because: .replaced) { $0.kind == .takenOver }
        takeBackIncomplete(because: .replaced)
    }

    /// All addresses of a person failed: handled like `cannot`.
    mutating func isUnreachable(_ person: PersonID) {
        guard incident.contacts[person]?.state == .waiting else { return }
        leaver = incident.status == .acknowledged ? person : nil
        record(.unreachable(person: person))
        clear(.nextAddress(person))
        settle()
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
        let next = plan.response(to: incident.severity)
        let link = next == response ? linkAfterLastFilled : 0
        record(.acknowledgementLapsed)
        record(.openAgain(because: .lapsed))
        endCommand()
        cancelPlanned(because: .replaced) { [.takenOver, .stillOnIt].contains($0.kind) }
        takeBackIncomplete(because: .replaced)
        startRound(grade: incident.severity, at: link, because: .lapsed)
    }

    /// The link after the last one of which a seat is filled; after the last, the first.
    private var linkAfterLastFilled: Int {
        guard let response else { return 0 }
        let round = incident.round
        let filled = response.chain.last { link in
            round.stage(link)?.seats.contains { round[$0.seat]?.filledBy != nil } ?? false
        }
        guard let filled else { return 0 }
        return response.chain.first { $0 > filled } ?? 0
    }
}
