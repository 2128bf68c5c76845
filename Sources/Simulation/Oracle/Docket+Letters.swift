/// How people are reached (SEMANTICS §4).
extension Docket {
    private var asksTogether: Bool {
        (course?.isTogether ?? nil) ?? (rank <= 2)
    }

    /// Asks somebody: from their first door on in a new lap, else at their next door, or once more.
    mutating func call(_ person: String, lap: Int, isRepeat: Bool, isGuest: Bool = false) {
        let known = party(person)
        let isLater = known.map { $0.round < round.number || $0.lap < lap } ?? true
        let isAnew = isGuest ? known?.round != round.number : isLater
        let isAsked = known?.asked == event
        let isDone = isAsked && (known?.wasAskedAnew == true || !isAnew)
        let (number, event, lettersBefore) = (round.number, event, lettersPlanned)
        change(person) { party in
            if isLater {
                if party.round != number { party.firstAsked = event }
                party.isRepeat = isRepeat && party.firstAsked != event && !(isGuest && isAnew)
                (party.round, party.lap) = (number, lap)
                if !isAsked || !party.wasAskedAnew {
                    party.triedDoors = []
                    party.wasAskedWithSuccess = false
                }
            }
            if !isAsked { (party.asked, party.wasAskedAnew, party.lettersBefore) = (event, false, lettersBefore) }
            party.wasAskedAnew = party.wasAskedAnew || isAnew
            if !isGuest { party.knowsWhoAnswers = false }
            party.standing = .waiting
        }
        if isDone { return }
        let isQuiet = round.oldTimes[person] != nil && event == round.event
        withdraw { $0.person == person && ($0.kind == .copy || $0.kind == .reminder && isAnew && !isQuiet) }
        if isAsked {
            // They were to be reminded only; what asks them anew says that too.
            let before = known?.lettersBefore ?? 0
            withdraw { $0.person == person && $0.serial > before && [.alert, .reminder].contains($0.kind) }
        }
        if isAnew { return ask(person) }
        if !askAtNextDoor(person) { remind(person) }
    }

    private mutating func ask(_ person: String) {
        guard let party = party(person) else { return }
        let gained = gainedDoors(doorNames(person), by: party)
        if asksTogether {
            for door in gained { plan(askingKind(party), for: person, at: door) }
        } else if let first = gained.first {
            plan(askingKind(party), for: person, at: first)
            setNextDoorAlarm(person)
        }
    }

    private func askingKind(_ party: Party) -> Letter.Kind {
        party.isRepeat && !party.doorsReached.isEmpty ? .reminder : .alert
    }

    /// People whose old time goes on since the rank was raised are asked again only where they gain a channel.
    private func gainedDoors(_ doors: [String], by party: Party) -> [String] {
        guard round.oldTimes[party.person] != nil, event == round.event else { return doors }
        return doors.filter { !party.doorsReached.contains($0) }
    }

    @discardableResult
    mutating func askAtNextDoor(_ person: String) -> Bool {
        clear(.nextDoor(person))
        guard let party = party(person) else { return false }
        guard let next = doorNames(person).first(where: { !party.triedDoors.contains($0) }) else { return false }
        plan(askingKind(party), for: person, at: next)
        setNextDoorAlarm(person)
        return true
    }

    private mutating func setNextDoorAlarm(_ person: String) {
        guard let party = party(person), let course else { return }
        guard doorNames(person).contains(where: { !party.triedDoors.contains($0) }) else { return }
        set(.nextDoor(person), after: course.nextAddressAfter)
    }

    /// One reminder, at least two minutes after the last message.
    mutating func remind(_ person: String) {
        let isUnderWay = letters.contains { $0.person == person && $0.kind == .reminder }
        guard !isUnderWay, let party = party(person) else { return }
        let doors = doorNames(person)
        guard let door = party.doorsReached.last(where: doors.contains) ?? doors.first else { return }
        let wait = party.lastMessage.map { min(max($0 + 120_000 - now.wall, 0), 120_000) } ?? 0
        plan(.reminder, for: person, at: door, after: wait)
    }

    mutating func tell(_ person: String, _ kind: Letter.Kind) {
        let doors = doorNames(person)
        let reached = party(person)?.doorsReached.filter(doors.contains) ?? []
        for door in reached.isEmpty ? Array(doors.prefix(1)) : reached { plan(kind, for: person, at: door) }
    }

    mutating func tellReached(_ kind: Letter.Kind, except left: [String] = []) {
        for party in parties where !left.contains(party.person) {
            let answers = kind == .severity && answersNow(party.person)
            if answers || !party.doorsReached.isEmpty { tell(party.person, kind) }
        }
    }

    mutating func plan(_ kind: Letter.Kind, for person: String, at door: String, after wait: Int64 = 0) {
        if party(person)?.lastMessage != nil {
            withdraw { $0.person == person && $0.door == door && $0.kind == kind }
        }
        lettersPlanned += 1
        letters.append(
            Letter(
                serial: lettersPlanned,
                kind: kind,
                person: person,
                door: door,
                planned: now.story,
                due: now.story + wait,
                wallDue: now.wall + wait,
                rank: rank
            )
        )
        let (due, round) = (now.wall + wait, round.number)
        change(person) { party in
            party.lastMessage = due
            if kind.asks, !party.triedDoors.contains(door) { party.triedDoors.append(door) }
            switch kind {
            case .copy: party.copiedInRound = round
            case .takenOver: party.knowsWhoAnswers = true
            case .allClear, .correction: party.knowsItIsOver = true
            default: break
            }
        }
    }

    /// Takes back what has not left yet; what is being sent may finish.
    mutating func withdraw(where fits: (Letter) -> Bool = { _ in true }) {
        letters.removeAll { !$0.isInFlight && fits($0) }
    }
}
