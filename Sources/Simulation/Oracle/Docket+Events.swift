/// What answers, reports and operators do to an incident (SEMANTICS §2, §5, §6).
extension Docket {
    mutating func alarmIsUp(_ what: Alarm.What) {
        clear(what)
        switch what {
        case .step: stepIsUp()
        case .repetition: runAgain()
        case .fallback: tellFallback()
        case .acknowledgement:
            guard status == .answered, let course = paper.course(for: rank), course.lasts != nil else { return }
            for one in answering { tell(one.person, .stillOnIt) }
            set(.grace, after: course.grace)
        case .grace: acknowledgementLapses()
        case .nextDoor(let person):
            if party(person)?.standing == .waiting { askAtNextDoor(person) }
        case .resume:
            progress = .running
            if !hasStepsAhead { exhaust() }
        case .debt(let what): debtIsUp(what)
        }
    }

    private mutating func acknowledgementLapses() {
        guard status == .answered else { return }
        let theirs = answering.filter { $0.round == round }.map(\.step).max()
        let next = courseRank(rank) == courseRank(roundRank) ? theirs.map { $0 + 1 } ?? 0 : 0
        openAgain()
        withdraw { $0.kind == .takenOver || $0.kind == .stillOnIt }
        let count = paper.course(for: rank)?.stages.count ?? 0
        startRound(rank: rank, at: next < count ? next : 0)
    }

    /// The rank whose course is run for a rank.
    private func courseRank(_ rank: Int) -> Int? {
        for graver in stride(from: rank, through: 1, by: -1) where paper.courses[graver - 1] != nil { return graver }
        return (rank..<4).first { paper.courses[$0] != nil }.map { $0 + 1 }
    }

    private mutating func openAgain() {
        status = .open
        answering = []
        progress = .running
        for place in parties.indices { parties[place].knowsWhoAnswers = false }
    }

    // MARK: Answers

    mutating func answer(_ person: String, _ word: AnswerWord) {
        guard !isClosed else {
            if word == .seen { change(person) { _ in } }
            return
        }
        switch word {
        case .accept: accept(person)
        case .cannot: cannot(person)
        case .seen: change(person) { _ in }
        case .extend, .note: if answersNow(person) { renew() }
        }
    }

    private mutating func accept(_ person: String) {
        guard !answering.contains(where: { $0.person == person && $0.round == round }) else { return renew() }
        let known = party(person).flatMap { $0.round == round ? $0 : nil }
        missing -= 1
        change(person) { $0.standing = .accepted }
        answering.removeAll { $0.person == person }
        answering.append(
            Answering(person: person, standsFor: known?.standsFor, round: round, step: known?.step ?? step)
        )
        status = .answered
        clear(.nextDoor(person))
        withdraw { $0.person == person && $0.kind.asks }
        clear(.fallback)
        withdraw { $0.kind == .unanswered }
        renew()
        if missing <= 0, progress != .satisfied {
            clearEscalation()
            progress = .satisfied
            withdraw { $0.kind.asks || $0.kind == .copy }
            tellReached(.takenOver, except: answering.map(\.person))
        }
    }

    private mutating func cannot(_ person: String) {
        let answered = answersNow(person)
        let wasWaiting = party(person)?.standing == .waiting
        change(person) { $0.standing = .cannot }
        if answering.contains(where: { $0.person == person && $0.round == round }) { missing += 1 }
        answering.removeAll { $0.person == person }
        clear(.nextDoor(person))
        withdraw { $0.person == person && $0.kind.asks }
        if answered {
            if answering.isEmpty { goOnWithoutAnswer(of: person) }
        } else if wasWaiting {
            replace(person)
        }
    }

    private mutating func goOnWithoutAnswer(of person: String) {
        clear(.acknowledgement)
        clear(.grace)
        clearSteps()
        openAgain()
        withdraw { $0.kind == .takenOver }
        let hasDeputy = askDeputy(of: person)
        if hasDeputy, step + 1 >= course?.stages.count ?? 0 { giveTime() } else { goOnNow() }
    }

    mutating func isUnreachable(_ person: String) {
        guard party(person)?.standing == .waiting else { return }
        change(person) { $0.standing = .unreachable }
        clear(.nextDoor(person))
        replace(person)
    }

    private mutating func replace(_ person: String) {
        guard hasStepsAhead, let gone = party(person), isOfThisRun(gone) else { return }
        let isBetweenRuns = alarm(.step) == nil
        if askDeputy(of: person) {
            if !isBetweenRuns { giveTime() }
            return
        }
        let isAnybodyLeft = parties.contains { $0.standing == .waiting && isOfThisRun($0) && $0.step == step }
        guard !isAnybodyLeft, !isBetweenRuns else { return }
        if progress == .paused { set(.step, after: restOfPause) } else { goTo(step + 1) }
    }

    private mutating func askDeputy(of person: String) -> Bool {
        guard let party = party(person), let deputy = deputy(of: party) else { return false }
        noteAsked([deputy], step)
        ask(deputy.person)
        return true
    }

    private mutating func giveTime() {
        guard let course, course.stages.indices.contains(step) else { return }
        set(.step, after: max(course.stages[step].within, restOfPause))
    }

    private var restOfPause: Int64 {
        progress == .paused ? alarm(.resume).map(rest) ?? 0 : 0
    }

    /// The acknowledgement has its full time again, or what a pause gave it beyond that.
    mutating func renew() {
        guard status == .answered else { return }
        clear(.grace)
        withdraw { $0.kind == .stillOnIt }
        guard let lasts = paper.course(for: rank)?.lasts else { return }
        set(.acknowledgement, after: max(lasts, alarm(.acknowledgement).map(rest) ?? 0))
    }

    // MARK: Reports

    mutating func reportedAgain(_ slip: Slip) {
        let before = paper.rank(of: facts)
        let saysMore = slip.title != title || slip.facts.contains { facts[$0.key] != $0.value }
        reports += 1
        title = slip.title
        facts.merge(slip.facts) { $1 }
        if isClosed { return reopen(slip) }
        if !paper.openFields(facts) { settleDebt(.details) }
        if saysMore, status == .answered { for one in answering { tell(one.person, .update) } }
        // A rank that was asked for before is no news.
        let isNews = rankWanted.map { (slip.rank ?? 5) < $0 } ?? true
        if raiseByReport(gradedBefore: before, wanted: isNews ? slip.rank : nil) { return }
        if status == .open, progress == .exhausted { startRound(rank: rank) }
    }

    private mutating func reopen(_ slip: Slip) {
        status = .open
        progress = .running
        closedAt = nil
        answering = []
        for place in parties.indices { parties[place].knowsItIsOver = false }
        withdraw { $0.kind == .allClear || $0.kind == .correction }
        if let course = paper.course(for: rank) { takeOnDebts(of: course) }
        if !raiseByReport(gradedBefore: rank, wanted: slip.rank) { startRound(rank: rank) }
    }

    @discardableResult
    private mutating func raiseByReport(gradedBefore: Int, wanted: Int?) -> Bool {
        let graded = paper.rank(of: facts)
        if let wanted, wanted < graded, wanted < rank {
            raise(to: wanted)
            return true
        }
        guard graded < gradedBefore, graded < rank else { return false }
        raise(to: graded)
        return true
    }

    /// A closed incident takes its final report only, and that once.
    mutating func followUp(_ facts: [String: Fact], isFinal: Bool) {
        let before = paper.rank(of: self.facts)
        if isFinal { hasFinalReport = true } else { followUps += 1 }
        self.facts.merge(facts) { $1 }
        if !paper.openFields(self.facts) { settleDebt(.details) }
        settleDebt(isFinal ? .finalReport : .followUp)
        if isClosed { return }
        if !isFinal, let every = paper.course(for: rank)?.followUp { owe(.followUp, after: every) }
        renew()
        raiseByReport(gradedBefore: before, wanted: nil)
    }

    // MARK: Operators

    mutating func raise(to graver: Int) {
        rank = graver
        let course = paper.course(for: graver)
        if let course { takeOnDebts(of: course) }
        if status == .answered {
            clear(.acknowledgement)
            renew()
            tellReached(.severity)
            if course?.asksAgain == true { startRound(rank: graver, cause: .raised) }
            return
        }
        let before = lettersPlanned
        startRound(rank: graver, cause: .raised)
        let informed = letters.filter { $0.serial > before }.map(\.person)
        tellReached(.severity, except: informed)
    }

    mutating func setRank(_ other: Int) {
        if other < rank { return raise(to: other) }
        rank = other
        tellReached(.severity)
    }

    mutating func pause(_ span: Int64) {
        if status == .answered, let alarm = alarm(.acknowledgement) ?? alarm(.grace) {
            clear(.grace)
            set(.acknowledgement, after: max(rest(alarm), span))
        }
        guard status == .open || hasStepsAhead else { return }
        let former = alarm(.resume)?.wallDue
        progress = .paused
        clear(.fallback)
        for what: Alarm.What in [.step, .repetition] {
            guard let alarm = alarm(what), rest(alarm) < span || alarm.wallDue == former else { continue }
            set(what, after: span)
        }
        set(.resume, after: span)
    }

    mutating func escalate() {
        let wasOver = progress == .exhausted || (progress == .paused && !hasStepsAhead)
        let isBetweenRuns = alarm(.repetition) != nil
        progress = .running
        missing = max(missing, 1)
        if wasOver { return startRound(rank: rank) }
        clearSteps()
        if isBetweenRuns { runAgain() } else { goOnNow() }
    }

    mutating func close(isFalseAlarm: Bool) {
        guard !isClosed else { return }
        status = isFalseAlarm ? .falseAlarm : .stoodDown
        closedAt = now
        clearEscalation()
        clear(.acknowledgement)
        clear(.grace)
        for debt in debts where isFalseAlarm || debt.what != .finalReport { settleDebt(debt.what) }
        withdraw()
        tellReached(isFalseAlarm ? .correction : .allClear)
    }
}
