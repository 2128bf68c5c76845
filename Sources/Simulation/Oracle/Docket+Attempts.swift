/// What the ends of attempts bring about (SEMANTICS §4).
extension Docket {
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
            if letter.kind.asks, isWaiting(letter.person) { askAtNextDoor(letter.person) }
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
            return standing != .accepted && standing != .cannot && isWanted(letter.person)
        case .unanswered: return status == .open
        case .stillOnIt: return alarm(.grace) != nil
        case .takenOver, .command: return status != .open
        case .incomplete: return isIncomplete(for: letter.person)
        case .inCommand: return leader == letter.person
        case .commandOffer: return leader == letter.person && !offered.isEmpty
        case .allClear, .correction: return isClosed
        case .copy, .update, .severity, .owed, .overdue: return true
        }
    }

    /// Whether somebody may be told that people are missing: not everything is met, or whom they called in is silent.
    func isIncomplete(for person: String) -> Bool {
        guests.contains { $0.isSilent && $0.by == person }
            || status == .answered && (!isEverythingMet || !missing().isEmpty)
    }

    /// Whether a strand asked or copied in somebody.
    private func isOf(_ strand: Strand, _ person: String) -> Bool {
        if strand.copied.contains(person) { return true }
        let chairs = round.askedFor[person] ?? []
        return round.stretches.contains { stretch in
            strand.steps.contains(stretch.step) && stretch.places.contains { chairs.contains($0.chair) }
        }
    }

    func isWaiting(_ person: String) -> Bool {
        !isClosed && party(person)?.standing == .waiting && isWanted(person)
    }

    /// The next address at once; when all failed the person is out of reach.
    private mutating func goOnWithout(_ letter: Letter) {
        let person = letter.person
        guard letter.kind.asks, isWaiting(person) else { return tellElsewhere(letter) }
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
        } else if !party.knowsWhoAnswers, letter.kind.asks || letter.kind == .copy {
            let theirs = round.strands.filter { isOf($0, letter.person) }
            guard !theirs.isEmpty, theirs.allSatisfy(\.isMet) else { return }
            guard !answersNow(letter.person), party.standing != .cannot else { return }
            plan(.takenOver, for: letter.person, at: letter.door)
        }
    }
}
