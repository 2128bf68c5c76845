/// Whom a step asks (SEMANTICS §3).
extension Transition {
    // MARK: Beginning a step

    /// Begins one step; `false` when nobody is asked by it.
    @discardableResult
    mutating func begin(_ part: Part, at position: Int) -> Bool {
        guard let step = response?.steps[checked: position] else { return false }
        guard holds(step) else {
            if incident.round.leftOut.contains(position), part != .chain { return false }
            record(.stepSkipped(part: part, step: position, because: .notNow, seats: []))
            return false
        }
        var calls = seats(of: step, at: position)
        if calls.isEmpty { return skip(part, position, .nobodyNamed) }
        let wanted = wantedPlaces(calls, of: step, in: part, at: position)
        guard !wanted.isEmpty else {
            if part == .chain, let response, incident.hasOpenNames(in: response) {
                return skip(part, position, .needMet, calls)
            }
            noteFilled(part, position, calls)
            return part != .chain
        }
        choose(wanted, in: &calls)
        setDeadlines(wanted, in: &calls, of: step)
        emptied += calls.filter { $0.isEmpty && !wasEmpty($0.seat, at: position) }.map(\.seat)
        if calls.allSatisfy({ $0.asked == nil }), calls.contains(where: { $0.filledBy != nil }) {
            noteFilled(part, position, calls)
            return part != .chain
        }
        guard calls.contains(where: { $0.asked != nil }) else {
            return skip(part, position, .everybodyOut, calls)
        }
        start(step, of: part, at: position, calls)
        return true
    }

    /// Whether nobody was left for a seat in an earlier run of this round: that is told once, and at the end of each run.
    private func wasEmpty(_ seat: SeatID, at position: Int) -> Bool {
        incident.round.stage(position)?.seats.contains { $0.seat == seat && $0.isEmpty } == true
    }

    private mutating func skip(
        _ part: Part,
        _ position: Int,
        _ reason: SkipReason,
        _ calls: [SeatCall] = []
    ) -> Bool {
        record(.stepSkipped(part: part, step: position, because: reason, seats: calls))
        return false
    }

    /// A step of which those who answer hold the seats that it needs: its part is met, and its copies are told; while nobody
    /// answers all its seats are given up, and it is passed over.
    private mutating func noteFilled(_ part: Part, _ position: Int, _ calls: [SeatCall]) {
        let copied = incident.status == .open ? [] : toCopy(at: position, beside: calls)
        record(.stepStarted(part: part, step: position, seats: calls, copied: copied))
        for one in copied { tell(one.person, .copy) }
    }

    private mutating func start(_ step: Step, of part: Part, at position: Int, _ calls: [SeatCall]) {
        let lap = incident.round[part]?.lap ?? 1
        let asked = calls.compactMap(\.asked)
        let isAgain = Set(asked.filter { isAsked($0, inLap: lap) })
        let copied = toCopy(at: position, beside: calls)
        record(.stepStarted(part: part, step: position, seats: calls, copied: copied))
        for batch in Set(calls.compactMap(\.batch)).sorted() where incident.timer(.answers(batch)) == nil {
            let isOnDuty = calls.contains { $0.batch == batch && $0.isOnDuty }
            set(.answers(batch), after: step.within(isOnDuty: isOnDuty))
        }
        for person in asked { ask(person, isAgain: isAgain.contains(person)) }
        for one in copied { tell(one.person, .copy) }
    }

    // MARK: Seats

    /// The seats that a step wants now, each once, with those that somebody who answers fills.
    func seats(of step: Step, at position: Int) -> [SeatCall] {
        var calls: [SeatCall] = []
        for (name, reference) in step.ask.enumerated() {
            let found = directory.seats(for: reference, in: unit, at: now) ?? []
            for call in withFilled(found, name, at: position) {
                var call = call
                call.name = name
                call.filledBy = incident.round[call.seat]?.filledBy ?? holderWhoAnswers(call.seat)
                if !calls.contains(where: { $0.seat == call.seat }) { calls.append(call) }
            }
        }
        return calls
    }

    /// The seats that a name leads to now, with those that are filled and to which it leads no more: each stays in the place of
    /// whoever came for its holder, or where it was.
    private func withFilled(_ found: [SeatCall], _ name: Int, at position: Int) -> [SeatCall] {
        guard let stage = incident.round.stage(position) else { return found }
        let former = stage.seats.filter { $0.name == name }
        var seats = found
        for (index, place) in former.enumerated() {
            let seat = incident.round.seats[place.index]
            guard seat.filledBy != nil, !seats.contains(where: { $0.seat == seat.id }) else { continue }
            let kept = SeatCall(seat: seat.id, name: name, reason: seat.reason, deputies: seat.deputies)
            if let new = seats[checked: index], !former.contains(where: { $0.seat == new.seat }) {
                seats[index] = kept
            } else {
                seats.insert(kept, at: min(index, seats.count))
            }
        }
        return seats
    }

    private func holderWhoAnswers(_ seat: SeatID) -> PersonID? {
        incident.answersInRound(seat.holder) ? seat.holder : nil
    }

    /// The places among the seats that must be asked for: those that are open, where the need is not met.
    private func wantedPlaces(_ calls: [SeatCall], of step: Step, in part: Part, at position: Int) -> [Int] {
        let marks = calls.map { call in
            Incident.SeatMark(
                name: call.name,
                filledBy: call.filledBy,
                isGivenUp: incident.round[call.seat]?.isGivenUp ?? false,
                isEmpty: false
            )
        }
        let open = marks.indices.filter { marks[$0].filledBy == nil && !marks[$0].isGivenUp }
        let lack = Incident.lack(of: step.need, marks)
        if part == .chain, let response, isLacking(calls, of: step, at: position, in: response) { return open }
        // Begun by hand, a link asks for one more yes.
        if lack.isOwnMet { return incident.round[part]?.wantsMore == true ? open : [] }
        return step.need == .each ? open.filter { lack.openNames.contains(marks[$0].name) } : open
    }

    /// Whether a link lacks seats that the links before it carry to it; those that they counted already do not stand for them.
    private func isLacking(_ calls: [SeatCall], of step: Step, at position: Int, in response: Response) -> Bool {
        let carried = incident.carried(into: position, in: response)
        guard carried > 0 else { return false }
        let before = incident.round.stages.filter { $0.step < position && response.chain.contains($0.step) }
        let counted = Set(before.flatMap(\.seats).map(\.seat).filter { incident.round[$0]?.filledBy != nil })
        let people = Set(counted.compactMap { incident.round[$0]?.filledBy })
        let filled = calls.filter { $0.filledBy != nil && !counted.contains($0.seat) }
        if case .count = step.need { return Set(filled.compactMap(\.filledBy)).subtracting(people).count < carried }
        return filled.count < carried
    }

    /// Chooses whom to ask for each seat: the holder, or instead of one who is out the first deputy who can be asked.
    private func choose(_ wanted: [Int], in calls: inout [SeatCall]) {
        var taken: Set<PersonID> = []
        for index in wanted where canBeAsked(calls[index].seat.holder, beside: taken.count) {
            calls[index].asked = calls[index].seat.holder
            taken.insert(calls[index].seat.holder)
        }
        for index in wanted where calls[index].asked == nil {
            let seat = calls[index].seat
            let deputy = calls[index].deputies.first { isEligible($0, for: seat, beside: taken) }
            calls[index].asked = deputy
            calls[index].isEmpty = deputy == nil
            if let deputy { taken.insert(deputy) }
        }
    }

    private func toCopy(at position: Int, beside calls: [SeatCall]) -> [Candidate] {
        guard let copies = response?.steps[checked: position]?.copies, !copies.isEmpty else { return [] }
        let asked = Set(calls.compactMap(\.asked))
        let named = people(named: copies).filter { one in
            !asked.contains(one.person) && !knowsOfThisRound(one.person) && !incident.answersInRound(one.person)
        }
        return named.enumerated().filter { hasRoom(for: $1.person, beside: asked.count + $0) }.map(\.element)
    }

    /// Whether this person was asked or copied in already in this round.
    private func knowsOfThisRound(_ person: PersonID) -> Bool {
        guard let contact = incident.contacts[person] else { return false }
        return contact.round == incident.round.number || contact.copiedInRound == incident.round.number
    }

    // MARK: People

    func isAsked(_ person: PersonID, inLap lap: Int) -> Bool {
        guard let contact = incident.contacts[person] else { return false }
        return contact.round == incident.round.number && contact.lap >= lap
    }

    /// Everybody whom the references name, each once, in order.
    func people(named references: [Reference]) -> [Candidate] {
        directory.people(named: references, in: unit, at: now)
    }

    func isReachable(_ person: PersonID) -> Bool {
        directory.people[person]?.addresses.isEmpty == false
    }

    func canBeAsked(_ person: PersonID, beside others: Int = 0) -> Bool {
        isReachable(person) && incident.contacts[person]?.isOut != true && !isAbsent(person)
            && hasRoom(for: person, beside: others)
    }

    /// Whether a deputy can be asked for a seat: not out, no responder, and not asked for another seat in this round; whoever was
    /// asked for this one stays its deputy.
    func isEligible(_ deputy: PersonID, for seat: SeatID, beside taken: Set<PersonID>) -> Bool {
        guard canBeAsked(deputy, beside: taken.count), !incident.answersInRound(deputy) else { return false }
        guard !taken.contains(deputy) else { return false }
        if incident.round[seat]?.asked.contains(deputy) == true { return true }
        return !incident.round.seats.contains { $0.asked.contains(deputy) }
    }

    // MARK: Room

    /// Whether somebody can be asked or told, or answer, with so many `others` taken on before (``Limits/contacts``).
    func hasRoom(for person: PersonID, beside others: Int = 0) -> Bool {
        incident.contacts.all.count + others < Limits.contacts || incident.contacts[person] != nil
    }
}

extension Array {
    /// The element at `index`, or `nil` beyond the end.
    subscript(checked index: Int) -> Element? {
        indices.contains(index) ? self[index] : nil
    }
}
