/// Rounds, steps, repeats and what comes after them (SEMANTICS §2, §3).
extension Docket {
    /// Somebody whom a step wants.
    struct Wanted {
        var person: String
        var standsFor: String?
        var deputies: [String]
    }

    mutating func startRound(rank: Int, at first: Int = 0, cause: RoundCause = .other) {
        clearEscalation()
        round += 1
        run = 1
        self.cause = cause
        roundRank = rank
        roundBegan = now.wall
        step = 0
        missing = 0
        askedAnybody = false
        deputiesJoined = false
        progress = .running
        for place in parties.indices {
            parties[place].knowsWhoAnswers = false
            parties[place].standing = .told
        }
        goTo(first)
    }

    /// The step at this position, or the next in which somebody can be asked.
    mutating func goTo(_ first: Int) {
        clear(.step)
        guard let course else { return exhaust() }
        for place in first..<max(first, course.stages.count) where begin(course.stages[place], at: place) { return }
        guard askedAnybody else { return exhaust() }
        switch course.repeats {
        case .never: exhaust()
        case .times(let times, let every):
            if run <= times { set(.repetition, after: every) } else { exhaust() }
        case .untilAnswered(let atMost, let every):
            let isInTime = now.wall + every <= roundBegan + atMost && every * Int64(run) <= atMost
            if status == .open, isInTime { set(.repetition, after: every) } else { exhaust() }
        }
    }

    /// The next step without waiting, or the next run after the last.
    mutating func goOnNow() {
        clearSteps()
        goTo(step + 1)
        if alarm(.repetition) != nil {
            clear(.repetition)
            runAgain()
        }
    }

    mutating func runAgain() {
        run += 1
        askedAnybody = false
        for place in parties.indices where parties[place].standing == .unreachable { parties[place].standing = .told }
        goTo(0)
    }

    private mutating func begin(_ stage: Paper.Stage, at place: Int) -> Bool {
        step = place
        var seats: [Wanted] = []
        for named in town.people(named: stage.ask, from: unit) {
            guard let seat = present(named), !seats.contains(where: { $0.person == seat.person }) else { continue }
            seats.append(seat)
        }
        let wanted = seats.filter { !acceptedThisRound($0.person) }
        let copied = town.people(named: stage.copies, from: unit).map(\.person).filter { person in
            !wanted.contains { $0.person == person } && !knowsOfRound(person)
        }
        if !wanted.isEmpty {
            let accepted = seats.count { acceptedThisRound($0.person) }
            let own = (stage.need == 0 ? seats.count : stage.need) - accepted
            missing = max(missing, own, 1)
            deputiesJoined = false
            askStage(wanted, place)
            set(.step, after: stage.within)
        }
        for person in copied { tell(person, .copy) }
        return !wanted.isEmpty
    }

    private mutating func askStage(_ wanted: [Wanted], _ place: Int) {
        let fresh = wanted.map(\.person).filter { person in !(party(person).map(isOfThisRun) ?? false) }
        noteAsked(wanted, place)
        for one in wanted.map(\.person) {
            if fresh.contains(one) {
                ask(one)
            } else if !askAtNextDoor(one), fresh.isEmpty {
                remind(one)
            }
        }
    }

    mutating func noteAsked(_ wanted: [Wanted], _ place: Int) {
        askedAnybody = true
        for one in wanted {
            let (round, run) = (round, run)
            change(one.person) { party in
                let isAgain = party.round == round && party.run == run
                if !isAgain || !one.deputies.isEmpty { party.deputies = one.deputies }
                (party.step, party.round, party.run) = (place, round, run)
                if !isAgain {
                    party.standsFor = one.standsFor
                    party.triedDoors = []
                    party.wasAskedWithSuccess = false
                }
                if party.standing != .accepted { party.standing = .waiting }
            }
        }
    }

    /// The holder, or at once the first deputy who can be asked instead of one who is out.
    private func present(_ named: Town.Named) -> Wanted? {
        if canBeAsked(named.person) { return Wanted(person: named.person, deputies: named.deputies) }
        guard let place = named.deputies.firstIndex(where: canBeAsked) else { return nil }
        let rest = Array(named.deputies[(place + 1)...])
        return Wanted(person: named.deputies[place], standsFor: named.person, deputies: rest)
    }

    /// The next deputy of somebody silent or out.
    func deputy(of party: Party) -> Wanted? {
        let place = party.deputies.firstIndex { one in
            canBeAsked(one) && !(self.party(one).map(isOfThisRun) ?? false)
        }
        guard let place else { return nil }
        let rest = Array(party.deputies[(place + 1)...])
        return Wanted(person: party.deputies[place], standsFor: party.standsFor ?? party.person, deputies: rest)
    }

    private func acceptedThisRound(_ person: String) -> Bool {
        answering.contains { $0.round == round && ($0.person == person || $0.standsFor == person) }
    }

    private func knowsOfRound(_ person: String) -> Bool {
        party(person).map { $0.round == round || $0.copiedInRound == round } ?? false
    }

    mutating func stepIsUp() {
        if let course, course.stages.indices.contains(step), course.stages[step].bringsDeputies, !deputiesJoined {
            var joining: [Wanted] = []
            for party in parties where party.standing == .waiting && party.step == step && isOfThisRun(party) {
                guard let one = deputy(of: party), !joining.contains(where: { $0.person == one.person }) else {
                    continue
                }
                joining.append(one)
            }
            if !joining.isEmpty {
                deputiesJoined = true
                noteAsked(joining, step)
                for one in joining { ask(one.person) }
                return set(.step, after: course.stages[step].within)
            }
        }
        goTo(step + 1)
    }

    // MARK: Exhausted

    mutating func exhaust() {
        clearSteps()
        progress = .exhausted
        tellFallback()
    }

    mutating func tellFallback() {
        var people = town.people(named: paper.fallback, from: unit).map(\.person).filter(isReachable)
        if let reporter, isReachable(reporter), !people.contains(reporter) { people.append(reporter) }
        if people.isEmpty { nobodyToTell += 1 }
        for person in people { tell(person, .unanswered) }
        if status == .open { set(.fallback, after: course?.repeats.every ?? 600_000) }
    }

    // MARK: Debts

    mutating func takeOnDebts(of course: Paper.Course) {
        if paper.openFields(facts), !owes(.details) {
            owe(.details, after: min(course.followUp ?? 3_600_000, 3_600_000))
        }
        if let every = course.followUp, !owes(.followUp) { owe(.followUp, after: every) }
        if let within = course.finalReport, !owes(.finalReport), !hasFinalReport {
            owe(.finalReport, after: min(max(reported.wall + within - now.wall, 0), within))
        }
    }

    mutating func owe(_ what: Debt.What, after span: Int64) {
        debts.removeAll { $0.what == what }
        debts.append(Debt(what: what))
        set(.debt(what), after: span)
    }

    func owes(_ what: Debt.What) -> Bool {
        debts.contains { $0.what == what }
    }

    mutating func settleDebt(_ what: Debt.What) {
        debts.removeAll { $0.what == what }
        clear(.debt(what))
    }

    mutating func debtIsUp(_ what: Debt.What) {
        guard let place = debts.firstIndex(where: { $0.what == what }) else { return }
        var debtors = answering.map(\.person).filter(isReachable)
        if debtors.isEmpty { debtors = [reporter].compactMap { $0 }.filter(isReachable) }
        if !debts[place].isReminded, !debtors.isEmpty {
            debts[place].isReminded = true
            for person in debtors { tell(person, .owed) }
            return set(.debt(what), after: 900_000)
        }
        debts.remove(at: place)
        for one in town.people(named: [paper.commander].compactMap { $0 }, from: unit) { tell(one.person, .overdue) }
        if what == .followUp, let every = paper.course(for: rank)?.followUp { owe(.followUp, after: every) }
    }
}
