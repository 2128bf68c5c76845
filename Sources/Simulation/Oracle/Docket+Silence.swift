/// What silence and absence bring about, and who is told that somebody is missing (SEMANTICS §3).
extension Docket {
    /// The time of those who were asked together is up.
    mutating func timeIsUp(_ batch: Int) {
        var silent: [String] = []
        for place in guests.indices where guests[place].batch == batch {
            guests[place].batch = nil
            guests[place].isSilent = true
            if let by = guests[place].by { silent.append(by) }
        }
        for person in Set(silent).sorted() { tell(person, .incomplete) }
        for stretch in round.stretches {
            let up = stretch.places.indices.filter { stretch.places[$0].batch == batch }
            guard !up.isEmpty, let stage = course?.stages[stretch.step] else { continue }
            round.changePlaces(where: { $0.batch == batch && stretch.places.map(\.chair).contains($0.chair) }) {
                $0.batch = nil
            }
            guard stage.bringsDeputies else { continue }
            let isNeeded = need(of: stretch.step)
            let needed = up.filter { isOpen(stretch.places[$0]) && isNeeded(stretch.places[$0]) }
            callDeputies(needed, of: stretch.step, stage, marksEmpty: false)
        }
    }

    /// Asks the next deputy of each of these places, all together.
    private mutating func callDeputies(_ places: [Int], of step: Int, _ stage: Paper.Stage, marksEmpty: Bool) {
        guard let stretch = stretch(step) else { return }
        var wanted: [(Int, String)] = []
        for index in places {
            let place = stretch.places[index]
            if let deputy = standIn(for: place, busy: Set(wanted.map(\.1))) {
                wanted.append((index, deputy))
            } else if marksEmpty, ([place.chair.holder] + place.asked).allSatisfy({ !canBeAsked($0) }) {
                becomesEmpty(step, index)
            }
        }
        ask(wanted, for: step, stage)
    }

    /// Whoever comes next for the chairs of those who cannot or are out of reach is asked now.
    ///
    /// - Returns: whether anything was to be done.
    mutating func askInsteadOfThoseOut() -> Bool {
        var isAny = false
        let chain = round.stretches.filter { strandName(of: $0.step) == .chain }
        for stretch in chain + round.stretches.filter({ strandName(of: $0.step) != .chain }) {
            guard let strand = round[strandName(of: stretch.step)], strand.phase != .waiting else { continue }
            guard !hasEnough(strand.name) else { continue }
            guard let stage = course?.stages[stretch.step] else { continue }
            for why: Party.Standing in [.cannot, .unreachable] {
                guard let places = self.stretch(stretch.step)?.places else { continue }
                let due = places.indices.filter { index in
                    let place = places[index]
                    let last = place.asked.last ?? place.chair.holder
                    guard isOpen(place), place.batch == nil, !place.isEmpty, party(last)?.standing == why else {
                        return false
                    }
                    return (strand.phase != .over || last == leaver) && isNeeded(place, of: stretch.step)
                }
                let before = (batches, newlyEmpty.count)
                callDeputies(due, of: stretch.step, stage, marksEmpty: true)
                if before != (batches, newlyEmpty.count) { isAny = true }
            }
        }
        return isAny
    }

    // MARK: Telling

    /// Whoever leads, else every chair of those who may, and the fallback where nobody is asked any more.
    mutating func tellIncomplete(fallback: Bool = false) {
        guard !namedMissing().isEmpty else { return }
        var people = whoLeads.map { [$0] } ?? seatsOfCommand()
        if fallback { people += presence.people(named: paper.fallback, from: unit) }
        // The need of those who are missing is told to somebody, whoever it is.
        let ways = [people, answering.map(\.person), presence.people(named: paper.fallback, from: unit)]
        let open = ways.map { way in way.filter { isReachable($0) && party($0)?.standing != .cannot } }
        var told: Set<String> = []
        for person in open.first(where: { !$0.isEmpty }) ?? [] where told.insert(person).inserted {
            tell(person, .incomplete)
        }
    }

    /// What is true no more for whom it is about.
    mutating func takeBackIncomplete() {
        let untrue = Set(letters.filter { $0.kind == .incomplete && !isIncomplete(for: $0.person) }.map(\.person))
        withdraw { $0.kind == .incomplete && untrue.contains($0.person) }
    }

    mutating func tellFallback() {
        var people = presence.people(named: paper.fallback, from: unit)
        if let reporter, !people.contains(reporter) { people.append(reporter) }
        people = people.filter { isReachable($0) && party($0)?.standing != .cannot }
        if people.isEmpty { nobodyToTell += 1 }
        for person in people { tell(person, .unanswered) }
        round.change(.chain) { $0.knownTo.formUnion(people) }
        if status == .open { set(.fallback, after: course?.repeats.every ?? 600_000) }
    }
}
