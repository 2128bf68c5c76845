extension Transition {
    // MARK: Rounds and steps

    mutating func startRound(grade: Severity, at step: Int = 0, because reason: RoundReason) {
        clearEscalationTimers()
        record(.roundStarted(number: incident.round.number + 1, grade: grade, because: reason))
        enterStep(step)
    }

    /// Starts the step at `position`, skipping those in which nobody can be asked.
    mutating func enterStep(_ position: Int) {
        clear(.step)
        guard let response else { return exhaust() }
        var position = position
        while position < response.steps.count {
            if start(response.steps[position], at: position) { return }
            position += 1
        }
        endRun(response)
    }

    /// The next step, or the next run after the last, without waiting.
    mutating func goOnNow() {
        clearStepTimers()
        enterStep(incident.round.step + 1)
        guard incident.timer(.repetition) != nil else { return }
        clear(.repetition)
        repeatSteps()
    }

    /// Starts one step; `false` when it was skipped.
    private mutating func start(_ step: Step, at position: Int) -> Bool {
        let named = people(named: step.ask)
        let seats = uniqued(named.compactMap(present))
        let wanted = withRoom(seats.filter { !hasAnswered($0.candidate.person) })
        let toCopy = people(named: step.copies).filter { one in
            !wanted.contains { $0.candidate.person == one.person } && !knowsOfThisRound(one.person)
        }
        let copied = toCopy.enumerated().filter { hasRoom(for: $1.person, beside: wanted.count + $0) }.map(\.element)
        if wanted.isEmpty {
            let isOut = seats.isEmpty ? SkipReason.everybodyOut : .everybodyAnswered
            record(.stepSkipped(step: position, because: named.isEmpty ? .nobodyNamed : isOut))
        } else {
            let newcomers = wanted.filter { !wasAsked(inThisRun: $0.candidate.person) }
            let missing = missing(for: step.need, seats: seats)
            record(.stepStarted(step: position, asked: wanted, copied: copied, missing: missing))
            for one in wanted { ask(one.candidate.person, amongst: newcomers) }
            set(.step, after: step.within.onDuty)
        }
        for one in copied { tell(one.person, .copy) }
        return !wanted.isEmpty
    }

    /// Asks a newcomer; somebody asked before gets their next address, or one reminder when nobody is new.
    private mutating func ask(_ person: PersonID, amongst newcomers: [Asked]) {
        if newcomers.contains(where: { $0.candidate.person == person }) { return ask(person) }
        if askAtNextAddress(person) { return }
        if newcomers.isEmpty { remind(person) }
    }

    /// How many acceptances a step needs beyond those already given; what an earlier step lacks is carried on.
    private func missing(for need: Need, seats: [Asked]) -> Int {
        let already = seats.count { hasAnswered($0.candidate.person) }
        let own =
            switch need {
            case .any: 1 - already
            case .count(let count): count - already
            case .all: seats.count - already
            }
        return max(incident.round.missing, own, 1)
    }

    /// Whether this person, or somebody for them, accepted in this round.
    private func hasAnswered(_ person: PersonID) -> Bool {
        incident.responders.contains {
            $0.round == incident.round.number && ($0.person == person || $0.standsFor == person)
        }
    }

    /// Whether this person was asked or copied in already in this round.
    private func knowsOfThisRound(_ person: PersonID) -> Bool {
        guard let contact = incident.contacts[person] else { return false }
        return contact.round == incident.round.number || contact.copiedInRound == incident.round.number
    }

    /// The step's time is up.
    mutating func stepTimeIsUp() {
        let position = incident.round.step
        if let step = response?.steps[checked: position], step.deputies == .afterTimeout, !incident.round.deputiesJoined
        {
            let silent = incident.contacts.all.filter {
                $0.state == .waiting && $0.step == position && isCurrent($0)
            }
            let deputies = withRoom(uniqued(silent.compactMap { deputy(of: $0) }))
            if !deputies.isEmpty {
                record(.deputiesAsked(step: position, asked: deputies, because: .timeout))
                for one in deputies { ask(one.candidate.person) }
                set(.step, after: step.within.onDuty)
                return
            }
        }
        enterStep(position + 1)
    }

    /// Every step of the run is over.
    private mutating func endRun(_ response: Response) {
        guard incident.round.askedAnybody, let repetition = response.repetition else { return exhaust() }
        switch repetition {
        case .times(let times, let every):
            guard incident.round.run <= times else { return exhaust() }
            set(.repetition, after: every)
        case .untilAcknowledged(let atMost, let every):
            // Each run takes `every` at least, so the second bound only counts when the wall clock was set back.
            let isInTime =
                now + every <= incident.round.startedAt + atMost
                && every.milliseconds * Int64(incident.round.run) <= atMost.milliseconds
            guard incident.status == .open, isInTime else { return exhaust() }
            set(.repetition, after: every)
        }
    }

    mutating func repeatSteps() {
        record(.runStarted(run: incident.round.run + 1))
        enterStep(0)
    }

    // MARK: Exhausted

    mutating func exhaust() {
        clearStepTimers()
        record(.exhausted)
        tellFallback()
    }

    /// Tells the reporter and the fallback that nobody answers, or too few; at every interval until somebody does.
    mutating func tellFallback() {
        var people = people(named: plan.fallback).map(\.person).filter(isReachable)
        if let reporter = incident.report.reporter, isReachable(reporter), !people.contains(reporter) {
            people.append(reporter)
        }
        if people.isEmpty {
            record(.nobodyReachable)
        } else {
            record(.toldFallback(people: people))
            for person in people { tell(person, .unanswered) }
        }
        guard incident.status == .open else { return }
        set(.fallback, after: response?.repetition?.every ?? Limits.fallbackEvery)
    }

    // MARK: People of a step

    /// Everybody whom the references name, each once, in order.
    func people(named references: [Reference]) -> [Candidate] {
        directory.people(named: references, in: unit)
    }

    /// The candidate, or the first deputy who can be asked instead of somebody who is out.
    private func present(_ candidate: Candidate) -> Asked? {
        if canBeAsked(candidate.person) { return Asked(candidate: candidate) }
        for (index, deputy) in candidate.deputies.enumerated() where canBeAsked(deputy) {
            let rest = Array(candidate.deputies[(index + 1)...])
            let seat = candidate.reason
            let reason = Reason.instead(of: candidate.person, group: seat.group, role: seat.role)
            return Asked(
                candidate: Candidate(person: deputy, reason: reason, deputies: rest),
                standsFor: candidate.person
            )
        }
        return nil
    }

    /// The next deputy of somebody who is silent or out, who was not asked in this run.
    func deputy(of contact: Contact) -> Asked? {
        for (index, deputy) in contact.deputies.enumerated()
        where canBeAsked(deputy) && !wasAsked(inThisRun: deputy) {
            let holder = contact.standsFor ?? contact.person
            let seat = contact.reason
            let reason = Reason.deputy(of: holder, group: seat.group, role: seat.role)
            let rest = Array(contact.deputies[(index + 1)...])
            return Asked(
                candidate: Candidate(person: deputy, reason: reason, deputies: rest),
                standsFor: holder
            )
        }
        return nil
    }

    func isReachable(_ person: PersonID) -> Bool {
        directory.people[person]?.addresses.isEmpty == false
    }

    private func canBeAsked(_ person: PersonID) -> Bool {
        isReachable(person) && incident.contacts[person]?.isOut != true && hasRoom(for: person)
    }

    // MARK: Room

    /// Whether somebody can be asked or told, or answer, with so many `others` taken on before (``Limits/contacts``).
    func hasRoom(for person: PersonID, beside others: Int = 0) -> Bool {
        incident.contacts.all.count + others < Limits.contacts || incident.contacts[person] != nil
    }

    /// Those for whom there is room, in order.
    private func withRoom(_ asked: [Asked]) -> [Asked] {
        var others = 0
        return asked.filter { one in
            defer { others += 1 }
            return hasRoom(for: one.candidate.person, beside: others)
        }
    }

    func wasAsked(inThisRun person: PersonID) -> Bool {
        incident.contacts[person].map(isCurrent) ?? false
    }

    func isCurrent(_ contact: Contact) -> Bool {
        contact.round == incident.round.number && contact.run == incident.round.run
    }

    private func uniqued(_ asked: [Asked]) -> [Asked] {
        var seen: Set<PersonID> = []
        return asked.filter { seen.insert($0.candidate.person).inserted }
    }
}

extension Array {
    /// The element at `index`, or `nil` beyond the end.
    subscript(checked index: Int) -> Element? {
        indices.contains(index) ? self[index] : nil
    }
}
