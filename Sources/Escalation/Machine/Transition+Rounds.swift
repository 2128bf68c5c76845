/// Rounds, runs and what comes after them (SEMANTICS §3).
extension Transition {
    // MARK: Rounds

    /// Begins the response anew.
    ///
    /// - Parameters:
    ///   - grade: the rank whose response is run.
    ///   - link: the position in the response of the link with which the chain begins.
    ///   - reason: why it begins.
    ///   - keepsSeats: who fills a seat goes on filling it, and is not asked again.
    mutating func startRound(
        grade: Severity,
        at link: Int = 0,
        because reason: RoundReason,
        keepsSeats: Bool = false
    ) {
        quiet = reason == .severityRaised ? batchesOfThoseJustAsked : [:]
        clearEscalationTimers(except: Set(quiet.values))
        let number = incident.round.number + 1
        record(.roundStarted(number: number, grade: grade, because: reason, keepsSeats: keepsSeats))
        takeOnThoseWhoAnswerElsewhere()
        startChain(at: link)
        settle()
    }

    /// People whom a message that asks reached so shortly before that their time goes on, with their answer deadline; of two,
    /// the earlier.
    private var batchesOfThoseJustAsked: [PersonID: Int] {
        var timers: [PersonID: IncidentTimer] = [:]
        var batches: [PersonID: Int] = [:]
        for place in incident.round.stages.flatMap(\.seats) where incident.round.seats[place.index].isOpen {
            guard let person = place.asked.last, let batch = place.batch else { continue }
            guard let timer = incident.timer(.answers(batch)) else { continue }
            guard let asked = incident.contacts[person]?.lastAskedAt, asked <= now else { continue }
            guard now - asked < Limits.quietAfterMessage else { continue }
            if let known = timers[person], known.due <= timer.due { continue }
            timers[person] = timer
            batches[person] = batch
        }
        return batches
    }

    private mutating func startChain(at link: Int) {
        guard let response, !response.chain.isEmpty else { return }
        // Whoever answers for the incident that opened this one holds seats of later links, too.
        if incident.round[.chain]?.phase == .waiting, isMet(.chain) { return }
        for position in response.chain where position >= link {
            if begin(.chain, at: position) || isMet(.chain) { return }
        }
        endRun(.chain)
    }

    /// Begins the bodies whose time has come, and links that were left out and whose conditions hold now.
    mutating func startWhatIsDue() {
        guard !incident.isClosed, !incident.isPaused, let response else { return }
        let atOnce = response.bodies.filter { response.steps[$0].start == .atOnce }
        let later = response.bodies.filter { response.steps[$0].start != .atOnce }
        for position in atOnce + later where isToBegin(position, in: response) {
            if !begin(.body(position), at: position) { endRunOfEmptyBody(position) }
        }
        guard let chain = incident.round[.chain], !chain.isMet else { return }
        for position in response.chain where position <= chain.step && incident.round.leftOut.contains(position) {
            guard incident.round.stage(position) == nil, holds(response.steps[position]) else { continue }
            begin(.chain, at: position)
        }
    }

    /// Whether a body has not begun although its start has come.
    func isToBegin(_ body: Int, in response: Response) -> Bool {
        incident.round[.body(body)] == nil && !incident.round.nameless.contains(body) && isDue(response.steps[body])
    }

    private func isDue(_ step: Step) -> Bool {
        guard step.start == .accepted else { return true }
        return incident.status == .acknowledged || incident.round[.chain]?.phase == .exhausted
    }

    private mutating func endRunOfEmptyBody(_ position: Int) {
        if incident.round[.body(position)] != nil { endRun(.body(position)) }
    }

    /// Whether the conditions of a step hold for what is known.
    func holds(_ step: Step) -> Bool {
        step.conditions.allSatisfy { $0.holds(for: incident.report.facts) }
    }

    // MARK: Runs

    /// What comes when nobody of a part is waited for any more: its next link, or the end of the run.
    mutating func goOn(_ part: Part) {
        if part == .chain, let state = incident.round[.chain], let response {
            for position in response.chain where position > state.step {
                if begin(.chain, at: position) || isMet(.chain) { return }
            }
        }
        endRun(part)
    }

    mutating func endRun(_ part: Part) {
        guard let state = incident.round[part] else { return }
        record(.runEnded(part: part, run: state.run))
        if state.wantsMore, isMet(part) { return meet(part) }
        wantsIncomplete = true
        guard state.askedAnybody, let repetition = response?.repetition else { return exhaust(part) }
        switch repetition {
        case .times(let times, let every):
            guard state.run <= times else { return exhaust(part) }
            set(.repetition(part), after: every)
        case .untilMet(let atMost, let every):
            // Each run takes `every` at least, so the second bound only counts when the wall clock was set back.
            let isInTime =
                now + every <= incident.round.startedAt + atMost
                && every.milliseconds * Int64(state.run) <= atMost.milliseconds
            guard isInTime else { return exhaust(part) }
            set(.repetition(part), after: every)
        }
    }

    /// Every link and repeat of a part was tried; of the chain that is told at once, however lately it was told before.
    private mutating func exhaust(_ part: Part) {
        record(.exhausted(part: part))
        if part == .chain { clear(.fallback) }
    }

    mutating func startRun(_ part: Part) {
        guard let state = incident.round[part] else { return }
        clear(.repetition(part))
        record(.runStarted(part: part, run: state.run + 1))
        switch part {
        case .chain: startChain(at: 0)
        case .body(let position): if !begin(part, at: position) { endRun(part) }
        }
    }

    // MARK: Going on

    /// Does what the state of every part asks for: meets it, asks deputies, begins what comes next, tells that seats are open.
    mutating func settle() {
        guard !incident.isClosed else { return }
        var before: Int
        repeat {
            before = changes.count
            askInPlaceOfThoseOut()
            startWhatIsDue()
            for part in incident.round.parts.map(\.part) { settle(part) }
            exhaustEmptyChain()
        } while changes.count > before
        noteSatisfied()
        sweepAnswers()
        withdrawUnwanted()
        tellWhatIsOpen()
    }

    /// Whose answer is not waited for any more is not asked, at no further address either; what was being sent when that was
    /// decided, and was cut off, is not sent again.
    mutating func withdrawUnwanted() {
        guard !incident.isClosed else { return }
        for timer in incident.timers {
            if case .nextAddress(let person) = timer.kind, !incident.isAwaited(person) { clear(timer.kind) }
        }
        var unwanted: Set<PersonID> = []
        for message in incident.unfinished.values where message.kind.asksForSeat {
            if !incident.isAwaited(message.person) { unwanted.insert(message.person) }
        }
        guard !unwanted.isEmpty else { return }
        cancelPlanned(because: .answered) { $0.kind.asksForSeat && unwanted.contains($0.person) }
    }

    /// Deputies of those who are out come before anything that begins since nobody is left to wait for.
    private mutating func askInPlaceOfThoseOut() {
        guard !incident.isPaused, incident.contacts.all.contains(where: \.isOut) else { return }
        for part in incident.round.parts.map(\.part) where !isMet(part) {
            if incident.round[part]?.isMet == true { record(.partOpen(part: part)) }
            while let phase = incident.round[part]?.phase, phase != .waiting {
                guard askInPlaceOfThoseOut(part, isOver: phase == .exhausted) else { break }
            }
        }
    }

    private mutating func settle(_ part: Part) {
        while let state = incident.round[part] {
            let isMet = isMet(part)
            if isMet, !state.isMet { return meet(part) }
            if !isMet, state.isMet {
                record(.partOpen(part: part))
                continue
            }
            guard !isMet, !incident.isPaused, state.phase != .waiting else { return }
            guard state.phase == .running, !isAnybodyWaiting(for: part) else { return }
            goOn(part)
        }
    }

    /// Whether the need of a part is met.
    func isMet(_ part: Part) -> Bool {
        guard incident.status == .acknowledged, let response, let state = incident.round[part], !state.wantsMore else {
            return false
        }
        switch part {
        case .body(let position):
            guard let stage = incident.round.stage(position) else { return false }
            return incident.lack(of: stage, in: response).isOwnMet
        case .chain:
            // Without a link it needs nobody of its own: the first yes is enough.
            if response.chain.isEmpty { return true }
            return incident.isChainMet(in: response) || savior(of: state) != nil
        }
    }

    /// Who answers and whose yes, as somebody of the fallback, met the chain or meets it now; later changes of the fallback take
    /// nothing from it.
    private func savior(of chain: PartState) -> PersonID? {
        [chain.savedBy, savior].compactMap { $0 }.first(where: incident.answersInRound)
    }

    /// Whose yes meets a part as that of somebody of the fallback, whatever else meets it.
    func savior(of part: Part) -> PersonID? {
        guard part == .chain, response?.chain.isEmpty == false else { return nil }
        return incident.round[.chain].flatMap { savior(of: $0) }
    }

    /// Whether the fallback leads to somebody at a moment, or they stand in for somebody absent to whom it does.
    private func isOfFallback(_ person: PersonID, at moment: Timestamp) -> Bool {
        let holders = plan.fallback.lazy.flatMap { directory.seats(for: $0, in: unit, at: moment) ?? [] }
        return holders.contains { $0.seat.holder == person }
            || directory.people(named: plan.fallback, in: unit, at: moment).contains { $0.person == person }
    }

    /// Whether the yes of somebody of the fallback would meet the chain: every link and repeat of it was tried.
    func wouldSave(_ person: PersonID) -> Bool {
        guard let state = incident.round[.chain], state.phase == .exhausted, !state.isMet else { return false }
        return isOfFallback(person, at: now)
    }

    private func isAnybodyWaiting(for part: Part) -> Bool {
        let round = incident.round
        return round.stages.contains { stage in
            round.part(of: stage.step) == part
                && stage.seats.contains { $0.batch != nil && round.seats[$0.index].isOpen }
        }
    }

    /// The chain of a response without a link is exhausted when nobody answers and no body that has begun waits for anybody.
    private mutating func exhaustEmptyChain() {
        guard incident.status == .open, !incident.isPaused, incident.round[.chain]?.phase == .waiting else { return }
        let bodies = incident.round.parts.filter { $0.part != .chain }
        guard !bodies.contains(where: { $0.phase == .running || $0.phase == .between }) else { return }
        guard !bodies.contains(where: { isAnybodyWaiting(for: $0.part) }) else { return }
        record(.exhausted(part: .chain))
    }

    /// Answer deadlines for which nobody waits any more are over.
    mutating func sweepAnswers() {
        for timer in incident.timers {
            if case .answers(let batch) = timer.kind, !incident.round.isWaiting(under: batch) { clear(timer.kind) }
        }
    }
}
