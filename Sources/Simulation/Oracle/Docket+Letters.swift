/// How people are reached (SEMANTICS §4).
extension Docket {
    private var asksTogether: Bool {
        (course?.isTogether ?? nil) ?? (rank <= 2)
    }

    /// Asks somebody: from their first door on in a new lap, else at their next door, or once more.
    mutating func call(_ person: String, lap: Int, isRepeat: Bool, isGuest: Bool = false, within: Int64 = 0) {
        let known = party(person)
        // A guest who was asked in this round and is silent is reminded, whichever run it is.
        let isLater = known.map { $0.round < round.number || $0.lap < lap } ?? true
        let isAnew = isGuest ? known?.round != round.number || known?.standing != .waiting : isLater
        let isFirst = isGuest && round.askedFor[person] == nil
        let isAsked = known?.asked == event
        let isDone = isAsked && (known?.wasAskedAnew == true || !isAnew)
        let (number, event, lettersBefore) = (round.number, event, lettersPlanned)
        change(person) { party in
            if isAnew {
                if party.round != number { party.firstAsked = event }
                party.isRepeat = isRepeat && party.firstAsked != event && !isFirst
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
        let planned = plannedReminder(person)
        withdraw { $0.person == person && ($0.kind == .copy || $0.kind == .reminder && isAnew && !isQuiet) }
        if isAsked {
            // They were to be reminded only; what asks them anew says that too.
            let before = known?.lettersBefore ?? 0
            withdraw { $0.person == person && $0.serial > before && [.alert, .reminder].contains($0.kind) }
        }
        if isAnew { return ask(person, planned: planned) }
        if !askAtNextDoor(person) { remind(person, guestTime: isGuest ? within : nil) }
    }

    mutating func ask(_ person: String, planned: Int64? = nil) {
        guard let party = party(person) else { return }
        let gained = gainedDoors(doorNames(person), by: party)
        let kind = askingKind(party)
        let wait = kind == .reminder && !isLongAgo(party) ? min(quietTime(of: party), planned ?? .max) : 0
        if asksTogether {
            for door in gained { plan(kind, for: person, at: door, after: wait) }
        } else if let first = gained.first {
            plan(kind, for: person, at: first, after: wait)
            setNextDoorAlarm(person, after: wait)
        }
    }

    /// Whether the interval between two runs has passed since the last letter, whatever clocks on the wall show.
    private func isLongAgo(_ party: Party) -> Bool {
        guard let every = course?.repeats.every, every >= 120_000 else { return false }
        let old = round.strands.first { $0.lap == party.lap && $0.oldLetters != nil }?.oldLetters
        return old.map { party.lastLetter <= $0 } ?? false
    }

    /// How long a reminder waits since another message was planned for its reader.
    private func quietTime(of party: Party) -> Int64 {
        party.lastMessage.map { min(max($0 + 120_000 - now.wall, 0), 120_000) } ?? 0
    }

    /// How long a reminder that has not left and was not tried has to wait.
    private func plannedReminder(_ person: String) -> Int64? {
        letters.filter { $0.person == person && $0.kind == .reminder && $0.attempts == 0 && !$0.isInFlight }
            .map { max($0.wallDue - now.wall, 0) }.min()
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

    private mutating func setNextDoorAlarm(_ person: String, after wait: Int64 = 0) {
        guard let party = party(person), let course else { return }
        guard doorNames(person).contains(where: { !party.triedDoors.contains($0) }) else { return }
        set(.nextDoor(person), after: wait + course.nextAddressAfter)
    }

    /// One reminder, at least two minutes after the last message; who is called in must have it in time to answer.
    mutating func remind(_ person: String, guestTime: Int64? = nil) {
        let underWay = letters.filter { $0.person == person && $0.kind == .reminder }
        let isEnough = guestTime == nil ? !underWay.isEmpty : underWay.contains(where: \.isInFlight)
        guard !isEnough, let party = party(person) else { return }
        let doors = doorNames(person)
        guard let door = party.doorsReached.last(where: doors.contains) ?? doors.first else { return }
        var wait = min(quietTime(of: party), plannedReminder(person) ?? .max)
        if let guestTime { wait = min(wait, guestTime / 2) }
        withdraw { $0.person == person && $0.kind == .reminder }
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
        let (due, round, serial) = (now.wall + wait, round.number, lettersPlanned)
        change(person) { party in
            (party.lastMessage, party.lastLetter) = (due, serial)
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
