/// What operators and whoever leads do to an incident (SEMANTICS §2).
extension Docket {
    mutating func raise(to graver: Int) {
        rank = graver
        giveBack(delayed)
        let course = paper.course(for: graver)
        if let course { takeOnDebts(of: course) }
        let isAnswered = status == .answered
        if isAnswered {
            clear(.acknowledgement)
            renew()
        }
        let before = lettersPlanned
        startRound(rank: graver, cause: .raised, keepsChairs: isAnswered && course?.asksAgain != true)
        let asked: [Letter.Kind] = [.alert, .reminder, .copy, .unanswered]
        let informed = letters.filter { letter in
            letter.serial > before && asked.contains(letter.kind)
                && ([.copy, .unanswered].contains(letter.kind) || round.oldTimes[letter.person] == nil)
        }
        tellReached(.severity, except: informed.map(\.person))
    }

    mutating func setRank(_ other: Int) {
        if other < rank { return raise(to: other) }
        rank = other
        tellReached(.severity)
        if status == .answered { giveUp(round.chairs.filter(\.isOpen).map(\.name)) }
        settle()
    }

    private mutating func giveUp(_ chairs: [Town.ChairName]) {
        for chair in chairs { round.change(chair) { $0.isGivenUp = true } }
        round.changePlaces(where: { chairs.contains($0.chair) }) { $0.batch = nil }
    }

    mutating func goWithout(_ name: String) -> Bool {
        let chairs = round.chairs.filter { chair in
            guard chair.isOpen else { return false }
            let circle = chair.name.circle
            return chair.name.holder == name || chair.role == name || circle == name
                || circle?.split(separator: "/").last.map(String.init) == name
        }
        giveUp(chairs.map(\.name))
        settle()
        return !chairs.isEmpty
    }

    /// Calls people in; false where there is nobody to ask.
    mutating func callIn(_ name: String, within: Int64?, by person: String?) -> Bool {
        var people: [String] = []
        for named in presence.places(named: name, from: unit) where !answersNow(named.person) {
            let free = named.deputies.first { person in
                let others = round.askedFor[person]?.subtracting([named.chair]) ?? []
                return canBeAsked(person) && !answersNow(person) && others.isEmpty
            }
            let one = canBeAsked(named.person) ? named.person : free
            if let one, !people.contains(one) { people.append(one) }
        }
        guard !people.isEmpty else { return false }
        let last = round[.chain].flatMap { chain in chain.steps.last { stretch($0) != nil } }
        let usual = last.flatMap { course?.stages[$0] }.map { max($0.within, $0.withinOff ?? 0) } ?? 600_000
        batches += 1
        guests.removeAll { people.contains($0.person) }
        guests += people.map { Guest(person: $0, by: person, batch: batches) }
        let time = within ?? usual
        set(.answers(batches), after: time)
        for person in people {
            call(person, lap: round.laps, isRepeat: round.laps > 1, isGuest: true, within: time)
        }
        settle()
        return true
    }

    mutating func pause(_ span: Int64) {
        if status == .answered, let alarm = alarm(.acknowledgement) ?? alarm(.grace) {
            clear(.grace)
            set(.acknowledgement, after: max(rest(alarm), span))
        }
        let isHeld = alarms.contains { alarm in
            switch alarm.what {
            case .answers, .repetition, .fallback, .incomplete, .resume: true
            default: false
            }
        }
        guard status == .open || isHeld else { return }
        let former = alarm(.resume)?.wallDue
        isPaused = true
        for alarm in alarms {
            switch alarm.what {
            case .answers, .repetition, .fallback, .incomplete:
                let own = alarm.wallDue == former ? delayed[alarm.what] ?? alarm : alarm
                let left = rest(own)
                if left > span {
                    if alarm.wallDue == former { set(alarm.what, after: left) }
                } else if left < span || alarm.wallDue == former {
                    set(alarm.what, after: span)
                    delayed[alarm.what] = own
                }
            case .acknowledgement, .grace, .nextDoor, .resume, .debt: break
            }
        }
        set(.resume, after: span)
    }

    /// What a pause that ends early kept waiting has the time that it had.
    private mutating func giveBack(_ own: [Alarm.What: Alarm]) {
        for what in alarms.map(\.what) {
            if let before = own[what] { set(what, after: rest(before)) }
        }
    }

    mutating func escalate() {
        let own = delayed
        endPause()
        guard let chain = round[.chain], chain.isAsking else {
            return startRound(rank: rank, keepsChairs: status == .answered)
        }
        giveBack(own)
        round.change(.chain) { ($0.wantsMore, $0.isMet, $0.wasMet) = (true, false, $0.wasMet || $0.isMet) }
        for at in round.stretches.indices where chain.steps.contains(round.stretches[at].step) {
            round.stretches[at].isByHand = false
            for place in round.stretches[at].places.indices {
                round.stretches[at].places[place].batch = nil
            }
        }
        clear(.repetition(.chain))
        if chain.phase == .between || !chain.steps.indices.contains(chain.next) {
            runAgain(.chain)
        }
        // The next link comes now, whoever else is to be asked in the place of those who are out.
        beginNextLink()
        settle()
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
