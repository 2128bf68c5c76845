/// What people say, and what it does (SEMANTICS §2, §5).
extension Docket {
    mutating func alarmIsUp(_ rung: Alarm) {
        let what = rung.what
        clear(what)
        switch what {
        case .answers, .repetition, .fallback, .incomplete:
            // A pause holds back what would come before its end, so that the end is there, whichever the clock brings first.
            // Whoever was called in during it has a time that it does not hold back.
            if let end = alarm(.resume), rung.wallDue >= end.wallDue {
                endPause()
                settle()
            }
        default: break
        }
        switch what {
        case .answers(let batch): timeIsUp(batch)
        case .repetition(let name): runAgain(name, byTime: true)
        case .fallback: if status == .open { tellFallback() }
        case .incomplete: incompleteIsUp()
        case .acknowledgement:
            guard status == .answered, let course = paper.course(for: rank), course.lasts != nil else { return }
            for one in answering { tell(one.person, .stillOnIt) }
            set(.grace, after: course.grace)
        case .grace: acknowledgementLapses()
        case .nextDoor(let person):
            if party(person)?.standing == .waiting, isWanted(person) { askAtNextDoor(person) }
        case .resume: endPause()
        case .debt(let what): debtIsUp(what)
        }
        settle()
    }

    private mutating func acknowledgementLapses() {
        guard status == .answered else { return }
        let links = course?.links ?? []
        let last = links.indices.last { place in stretch(links[place])?.places.contains(where: isFilled) == true }
        let isSame = paper.courseRank(rank) == paper.courseRank(round.rank)
        let next = isSame ? last.map { $0 + 1 } ?? 0 : 0
        openAgain()
        withdraw { $0.kind == .stillOnIt }
        startRound(rank: rank, at: next < links.count ? next : 0)
    }

    private mutating func openAgain() {
        status = .open
        answering = []
        leader = nil
        offered = []
        clear(.incomplete)
        for place in parties.indices { parties[place].knowsWhoAnswers = false }
        let untrue: [Letter.Kind] = [.takenOver, .command, .inCommand, .commandOffer]
        withdraw { untrue.contains($0.kind) }
        takeBackIncomplete()
    }

    // MARK: Answers

    /// Does what a person says; returns why not.
    mutating func answer(_ person: String, _ word: AnswerWord) -> String? {
        guard !isClosed else {
            if word == .seen { change(person) { _ in } }
            return nil
        }
        switch word {
        case .accept: accept(person)
        case .cannot:
            let answered = answersNow(person)
            reopened = []
            cannot(person)
            settle()
            if answered, answering.isEmpty { askThoseToldOtherwise() }
            return nil
        case .seen: change(person) { _ in }
        case .extend, .note: if answersNow(person) { renew() }
        case .command: if let refusal = takeCommand(person) { return refusal }
        }
        settle()
        return nil
    }

    /// Nobody answers any more: those who were told that somebody does, and who are wanted, hear of it, unless they are asked.
    private mutating func askThoseToldOtherwise() {
        let steps = Set(reopened.flatMap { round[$0]?.steps ?? [] })
        let chairs = Set(round.stretches.filter { steps.contains($0.step) }.flatMap { $0.places.map(\.chair) })
        for (person, asked) in round.askedFor.sorted(by: { $0.key < $1.key }) where !asked.isDisjoint(with: chairs) {
            let hasTime = round.stretches.flatMap(\.places).contains { $0.asked.last == person && $0.batch != nil }
            let isGuest = guests.contains { $0.person == person && $0.batch != nil }
            let isAsked = letters.contains { $0.person == person && [.alert, .reminder].contains($0.kind) }
            guard isWaiting(person), party(person)?.asked != event, !hasTime, !isGuest, !isAsked, isReachable(person)
            else { continue }
            if party(person)?.doorsReached.isEmpty == true { ask(person) } else { remind(person) }
        }
    }

    mutating func accept(_ person: String) {
        let isAgain = answersThisRound(person)
        if !isAgain { beginLinks(of: person) }
        let fills = round.chairs.filter { chair in
            guard chair.filledBy == nil else { return false }
            return chair.name.holder == person || round.askedFor[person]?.contains(chair.name) == true
        }
        let isLate = round[.chain].map { $0.phase == .over && !$0.isMet } == true
        let saves = isLate && isOfFallback(person, at: now.wall)
        guard !isAgain || !fills.isEmpty || saves else { return renew() }
        if saves { round.change(.chain) { $0.late.insert(person) } }
        ties.yeses.append(person)
        change(person) { $0.standing = .accepted }
        if !isAgain {
            answering.removeAll { $0.person == person }
            answering.append(Answering(person: person, round: round.number))
        }
        guests.removeAll { $0.person == person }
        for chair in fills { fill(chair.name, by: person) }
        mayTellOfEmpty = mayTellOfEmpty || status == .open
        status = .answered
        clear(.nextDoor(person))
        withdraw { $0.person == person && $0.kind.asks }
        clear(.fallback)
        withdraw { $0.kind == .unanswered }
        renew()
        if !isAgain { noteCommand(of: person) }
    }

    private mutating func fill(_ chair: Town.ChairName, by person: String) {
        round.change(chair) { $0.filledBy = person }
        round.changePlaces(where: { $0.chair == chair }) { $0.batch = nil }
        let isOfChain = round.stretches.contains { stretch in
            strandName(of: stretch.step) == .chain && stretch.places.contains { $0.chair == chair }
        }
        if isOfChain { round.change(.chain) { $0.wantsMore = false } }
    }

    /// Links that have not begun count as begun when somebody who holds a chair of them answers.
    private mutating func beginLinks(of person: String) {
        guard let course else { return }
        for link in course.links where stretch(link) == nil {
            let stage = course.stages[link]
            guard stage.signs.allSatisfy({ $0.fits(facts) }) else { continue }
            let places = places(of: stage, at: link)
            guard places.contains(where: { $0.chair.holder == person }) else { continue }
            noteChairs(of: stage, at: places)
            open(Stretch(step: link, run: round[.chain]?.run ?? 1, places: places))
        }
    }

    private mutating func cannot(_ person: String) {
        let answered = answersNow(person)
        if answered { round.change(.chain) { $0.wasMet = false } }
        leaver = status == .answered ? person : nil
        change(person) { $0.standing = .cannot }
        answering.removeAll { $0.person == person }
        guests.removeAll { $0.person == person }
        for place in round.stretches.indices { releasePlaces(of: person, in: place) }
        clear(.nextDoor(person))
        withdraw { $0.person == person && $0.kind.asks }
        if answered { leave(person) }
    }

    private mutating func leave(_ person: String) {
        for chair in round.chairs where chair.filledBy == person {
            let next = fillers(of: chair).first
            round.change(chair.name) { $0.filledBy = next }
        }
        guard answering.isEmpty else { return }
        clear(.acknowledgement)
        clear(.grace)
        openAgain()
    }

    /// Nobody waits any more for somebody who is out.
    private mutating func releasePlaces(of person: String, in at: Int) {
        for place in round.stretches[at].places.indices where round.stretches[at].places[place].asked.last == person {
            round.stretches[at].places[place].batch = nil
        }
    }

    mutating func isUnreachable(_ person: String) {
        guard party(person)?.standing == .waiting else { return }
        leaver = status == .answered ? person : nil
        change(person) { $0.standing = .unreachable }
        guests.removeAll { $0.person == person }
        for place in round.stretches.indices { releasePlaces(of: person, in: place) }
        clear(.nextDoor(person))
        settle()
    }

    /// The acknowledgement has its full time again, or what a pause gave it beyond that.
    mutating func renew() {
        guard status == .answered else { return }
        clear(.grace)
        withdraw { $0.kind == .stillOnIt }
        guard let lasts = paper.course(for: rank)?.lasts else { return }
        set(.acknowledgement, after: max(lasts, alarm(.acknowledgement).map(rest) ?? 0))
    }
}
