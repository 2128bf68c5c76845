/// Rounds, and steps that begin (SEMANTICS §2, §3).
extension Docket {
    mutating func startRound(
        rank: Int,
        at first: Int = 0,
        cause: Round.Cause = .other,
        keepsChairs: Bool = false,
        answering people: [String] = []
    ) {
        var next = Round(number: round.number + 1, cause: cause, rank: rank, began: now, event: event)
        if cause == .raised { next.oldTimes = timesThatGoOn() }
        clearEscalation(keeping: Set(next.oldTimes.values))
        isPaused = false
        offered = []
        guests = []
        for place in parties.indices {
            parties[place].knowsWhoAnswers = false
            let stays = keepsChairs && answersThisRound(parties[place].person)
            parties[place].standing = stays ? .accepted : .told
        }
        if keepsChairs {
            for var chair in round.chairs where chair.filledBy.map(answersThisRound) == true {
                chair.isGivenUp = false
                next.add(chair)
            }
            for place in answering.indices where answering[place].round == round.number {
                answering[place].round = next.number
            }
        }
        round = next
        let links = course?.links ?? []
        var chain = Strand(name: .chain, steps: links)
        chain.phase = links.isEmpty ? .waiting : .running
        chain.next = first
        round.strands = [chain]
        for body in course?.bodies ?? [] { round.strands.append(Strand(name: .body(body), steps: [body])) }
        hasTurned = true
        takeOn(people)
        // Before any body begins.
        beginNextLink()
        settle()
    }

    /// Who was asked less than two minutes ago, is silent and still has time; that time stays.
    private func timesThatGoOn() -> [String: Int] {
        var found: [String: Int] = [:]
        for party in parties where party.standing == .waiting {
            guard let asked = party.lastAsked, asked <= now.wall, now.wall - asked < 120_000 else { continue }
            let places = round.stretches.flatMap(\.places).filter { $0.asked.last == party.person }
            let batches = places.compactMap(\.batch).filter { alarm(.answers($0)) != nil }
            let first = batches.min { (alarm(.answers($0))?.due ?? 0) < (alarm(.answers($1))?.due ?? 0) }
            if let first { found[party.person] = first }
        }
        return found
    }

    // MARK: Steps

    /// Begins the next link; those that nobody can be asked for are passed over at once.
    mutating func beginNextLink() {
        while let chain = round[.chain], chain.phase == .running, !hasEnough(.chain), !waits(chain) { advance(.chain) }
    }

    /// Begins a step of a strand, if its signs fit.
    mutating func begin(_ step: Int, of name: Strand.Name) {
        guard let stage = course?.stages[step] else { return }
        guard stage.signs.allSatisfy({ $0.fits(facts) }) else {
            round.leftOut.insert(step)
            return
        }
        let emptyBefore = Set((stretch(step)?.places ?? []).filter(\.isEmpty).map(\.chair))
        let places = places(of: stage, at: step)
        guard !places.isEmpty else {
            if name != .chain { round.change(name) { $0.isAbsent = true } }
            return
        }
        noteChairs(of: stage, at: places)
        let wantsMore = round[name]?.wantsMore == true
        open(Stretch(step: step, run: round[name]?.run ?? 1, places: places, isByHand: wantsMore))
        let isEnough = balance(of: step)?.isMet == true
        if isEnough, !wantsMore {
            if hasEnough(name) { copies += peopleToCopy(stage, beside: []).map { (name, $0) } }
            return
        }
        let told = newlyEmpty
        let wanted = callHolders(step, stage, everybody: isEnough)
        newlyEmpty = told + newlyEmpty.dropFirst(told.count).filter { !emptyBefore.contains($0) }
        guard !wanted.isEmpty || stretch(step)?.places.contains(where: isFilled) == true else { return }
        let copied = peopleToCopy(stage, beside: wanted)
        ask(wanted, for: step, stage)
        copies += copied.map { (name, $0) }
    }

    mutating func open(_ stretch: Stretch) {
        if let before = round.stretches.firstIndex(where: { $0.step == stretch.step }) {
            round.stretches[before] = stretch
        } else {
            round.stretches.append(stretch)
        }
        for place in stretch.places {
            guard let chair = round.chair(place.chair), chair.filledBy == nil else { continue }
            if let filler = fillers(of: chair).first { round.change(place.chair) { $0.filledBy = filler } }
        }
    }

    /// Those who answer in this round and may fill a chair: its holder, or whoever was asked for it.
    func fillers(of chair: Chair) -> [String] {
        ([chair.name.holder] + chair.deputies).filter { person in
            guard answersThisRound(person) else { return false }
            return person == chair.name.holder || round.askedFor[person]?.contains(chair.name) == true
        }
    }

    /// The places that a step wants, as the town is now; who fills one of them stays.
    func places(of stage: Paper.Stage, at step: Int) -> [Place] {
        let before = stretch(step)?.places ?? []
        var found: [Place] = []
        for (name, written) in stage.ask.enumerated() {
            var places = presence.places(named: written, from: unit).map { Place(chair: $0.chair, name: name) }
            let former = before.filter { $0.name == name }
            for (index, old) in former.enumerated() where isFilled(old) {
                guard !places.contains(where: { $0.chair == old.chair }) else { continue }
                let stays = Place(chair: old.chair, name: name)
                let isNew = places.indices.contains(index) && !former.contains { $0.chair == places[index].chair }
                if isNew { places[index] = stays } else { places.insert(stays, at: min(index, places.count)) }
            }
            found += places.filter { place in !found.contains { $0.chair == place.chair } }
        }
        return found
    }

    /// Takes down the chairs of these names as they are now; nobody is wanted for one in whose place another stays.
    mutating func noteChairs(of stage: Paper.Stage, at places: [Place]) {
        let wanted = Set(places.map(\.chair))
        for named in stage.ask.flatMap({ presence.places(named: $0, from: unit) }) where wanted.contains(named.chair) {
            if round.chair(named.chair) != nil {
                round.change(named.chair) { ($0.role, $0.deputies) = (named.role, named.deputies) }
            } else {
                round.add(Chair(name: named.chair, role: named.role, deputies: named.deputies))
            }
        }
    }

    /// Who is asked for the open places of a step that begins: the holder, or at once a deputy.
    private mutating func callHolders(_ step: Int, _ stage: Paper.Stage, everybody: Bool) -> [(Int, String)] {
        guard let stretch = stretch(step), let balance = balance(of: step) else { return [] }
        let open = stretch.places.indices.filter { index in
            let place = stretch.places[index]
            guard isOpen(place) else { return false }
            if everybody || !balance.isByNames || balance.fresh < balance.carried { return true }
            return balance.openNames.contains(place.name)
        }
        let present = open.filter { canBeAsked(stretch.places[$0].chair.holder) }
        var busy = Set(present.map { stretch.places[$0].chair.holder })
        var wanted: [(Int, String)] = []
        for index in open {
            let chair = stretch.places[index].chair
            if present.contains(index) {
                wanted.append((index, chair.holder))
            } else if let deputy = standIn(for: stretch.places[index], busy: busy) {
                busy.insert(deputy)
                wanted.append((index, deputy))
            } else {
                becomesEmpty(step, index)
            }
        }
        return wanted
    }

    private func peopleToCopy(_ stage: Paper.Stage, beside wanted: [(Int, String)]) -> [String] {
        presence.people(named: stage.copies, from: unit).filter { person in
            guard !wanted.contains(where: { $0.1 == person }), !answersThisRound(person) else { return false }
            return isNewToRound(person)
        }
    }

    private func isNewToRound(_ person: String) -> Bool {
        party(person).map { $0.round != round.number && $0.copiedInRound != round.number } ?? true
    }

    /// Copies go to those whom nothing asks at the same instant.
    mutating func sendCopies() {
        for (name, person) in copies where isNewToRound(person) {
            round.change(name) { $0.copied.insert(person) }
            tell(person, .copy)
        }
        copies = []
    }

    /// The next who can be asked in the place of those who were.
    func standIn(for place: Place, busy: Set<String> = []) -> String? {
        guard let chair = round.chair(place.chair) else { return nil }
        return chair.deputies.first { person in
            guard !place.asked.contains(person), canBeAsked(person), !answersThisRound(person), !busy.contains(person)
            else { return false }
            guard let chairs = round.askedFor[person] else { return true }
            return chairs.isEmpty || chairs.contains(place.chair)
        }
    }

    mutating func becomesEmpty(_ step: Int, _ index: Int) {
        guard let at = round.stretches.firstIndex(where: { $0.step == step }) else { return }
        guard !round.stretches[at].places[index].isEmpty else { return }
        round.stretches[at].places[index].isEmpty = true
        round.stretches[at].places[index].batch = nil
        newlyEmpty.append(round.stretches[at].places[index].chair)
    }

    /// Asks people for places of one step, all by the same time, or those who are off duty by theirs.
    mutating func ask(_ wanted: [(Int, String)], for step: Int, _ stage: Paper.Stage) {
        guard !wanted.isEmpty, let strand = round[strandName(of: step)] else { return }
        guard let at = round.stretches.firstIndex(where: { $0.step == step }) else { return }
        let presence = presence
        // Asked for two chairs of the step, somebody is on duty if either says so.
        let onDuty = Set(
            wanted.filter { index, person in
                guard stage.withinOff != nil else { return true }
                return presence.isOnDuty(person, for: round.stretches[at].places[index].chair) ?? true
            }.map(\.1)
        )
        var batch: [Bool: Int] = [:]
        for (index, person) in wanted {
            let oldTime = event == round.event ? round.oldTimes[person] : nil
            let isOn = onDuty.contains(person)
            if oldTime == nil, batch[isOn] == nil {
                batches += 1
                batch[isOn] = batches
                set(.answers(batches), after: stage.within(isOn))
            }
            round.stretches[at].places[index].asked.append(person)
            round.stretches[at].places[index].batch = oldTime ?? batch[isOn]
            round.askedFor[person, default: []].insert(round.stretches[at].places[index].chair)
        }
        let people = wanted.map(\.1)
        round.change(strand.name) { strand in
            strand.askedAnybody = true
            if strand.phase == .over { strand.phase = .running }
        }
        for person in people { call(person, lap: strand.lap, isRepeat: strand.run > 1) }
    }
}
