/// How people are reached (SEMANTICS §4).
extension Docket {
    private var asksTogether: Bool {
        (course?.isTogether ?? nil) ?? (rank <= 2)
    }

    mutating func ask(_ person: String) {
        guard let party = party(person) else { return }
        let doors = doorNames(person)
        if doors.isEmpty { return isUnreachable(person) }
        let gained = gainedDoors(doors, by: party)
        if asksTogether {
            for door in gained { plan(askingKind(party), for: person, at: door) }
        } else if let first = gained.first {
            plan(askingKind(party), for: person, at: first)
            setNextDoorAlarm(person)
        }
    }

    private func askingKind(_ party: Party) -> Letter.Kind {
        run > 1 && !party.doorsReached.isEmpty ? .reminder : .alert
    }

    /// When the rank was raised, people asked in the last two minutes are asked again only where they gain a channel.
    private func gainedDoors(_ doors: [String], by party: Party) -> [String] {
        guard cause == .raised, let asked = party.lastAsked, asked <= roundBegan, now.wall - asked < 120_000 else {
            return doors
        }
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
        for party in parties where !party.doorsReached.isEmpty && !left.contains(party.person) {
            tell(party.person, kind)
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
        let (due, round) = (now.wall + wait, round)
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

    // MARK: Ends of attempts

    mutating func attemptEnded(_ number: Int64, _ truth: Truth) {
        ended(letters.firstIndex { $0.number == number }, truth)
    }

    mutating func ended(_ place: Int?, _ truth: Truth) {
        guard let place else { return }
        letters[place].isInFlight = false
        letters[place].attempts += 1
        let letter = letters[place]
        switch truth {
        case .accepted:
            letters.remove(at: place)
            let wall = now.wall
            change(letter.person) { party in
                if letter.kind.asks {
                    party.lastAsked = wall
                    party.wasAskedWithSuccess = true
                }
                if !party.doorsReached.contains(letter.door) { party.doorsReached.append(letter.door) }
            }
            tellLatecomer(letter)
        case .permanent:
            letters.remove(at: place)
            goOnWithout(letter)
        case .temporary(let wait): retry(place, atLeast: wait ?? 0)
        case .unreadable where letter.mayHaveArrived:
            letters.remove(at: place)
            goOnWithout(letter)
        case .unknown, .unreadable:
            letters[place].mayHaveArrived = true
            retry(place, atLeast: 0)
            if letter.kind.asks, party(letter.person)?.standing == .waiting, isAsking { askAtNextDoor(letter.person) }
        }
    }

    private mutating func retry(_ place: Int, atLeast wait: Int64) {
        let letter = letters[place]
        if !isStillWanted(letter) {
            letters.remove(at: place)
            return
        }
        if !doorNames(letter.person).contains(letter.door) || letter.attempts > 3 {
            letters.remove(at: place)
            return goOnWithout(letter)
        }
        let usual: Int64 = [15_000, 60_000, 300_000][letter.attempts - 1]
        let asked = min(wait, 3_600_000)
        letters[place].due = now.story + max(asked, usual * 8 / 10)
        letters[place].wallDue = now.wall + max(asked, usual * 8 / 10)
        letters[place].latest = now.story + max(asked, usual * 12 / 10)
    }

    private func isStillWanted(_ letter: Letter) -> Bool {
        if isClosed, !letter.kind.outlivesClosing { return false }
        switch letter.kind {
        case .alert, .reminder:
            let standing = party(letter.person)?.standing
            return progress != .satisfied && standing != .accepted && standing != .cannot
        case .copy, .unanswered: return progress != .satisfied
        case .stillOnIt: return alarm(.grace) != nil
        case .takenOver: return status != .open
        case .allClear, .correction: return isClosed
        case .update, .severity, .owed, .overdue: return true
        }
    }

    /// The next address at once; when all failed the person is out of reach.
    private mutating func goOnWithout(_ letter: Letter) {
        let person = letter.person
        guard letter.kind.asks, isAsking, party(person)?.standing == .waiting else { return tellElsewhere(letter) }
        if askAtNextDoor(person) { return }
        let hasHope = letters.contains { $0.person == person && $0.kind.asks }
        if !hasHope, party(person)?.wasAskedWithSuccess != true { isUnreachable(person) }
    }

    private mutating func tellElsewhere(_ letter: Letter) {
        guard isStillWanted(letter), let party = party(letter.person) else { return }
        let isUnderWay = letters.contains { $0.person == letter.person && $0.kind == letter.kind }
        let hasOther = party.doorsReached.contains { $0 != letter.door }
        let doors = doorNames(letter.person)
        let next = (doors.firstIndex(of: letter.door) ?? -1) + 1
        guard !isUnderWay, !hasOther, doors.indices.contains(next) else { return }
        plan(letter.kind, for: letter.person, at: doors[next])
    }

    /// Somebody whose message was under way while the incident was answered or closed is told now.
    private mutating func tellLatecomer(_ letter: Letter) {
        guard let party = party(letter.person) else { return }
        if isClosed {
            guard !party.knowsItIsOver, letter.kind != .owed, letter.kind != .overdue else { return }
            plan(status == .falseAlarm ? .correction : .allClear, for: letter.person, at: letter.door)
        } else if progress == .satisfied, !party.knowsWhoAnswers, letter.kind.asks || letter.kind == .copy {
            guard !answersNow(letter.person) else { return }
            plan(.takenOver, for: letter.person, at: letter.door)
        }
    }
}
