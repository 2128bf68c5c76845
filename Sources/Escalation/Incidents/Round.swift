/// One run of the response from its start; raising the severity, re-opening or a lapsed acknowledgement starts a new one.
package struct Round: Hashable, Codable, Sendable {
    /// Counted from 1.
    package var number = 0
    package var because = RoundReason.firstReport
    package var startedAt = Timestamp(milliseconds: 0)
    /// The grade whose response is run; a lowered severity does not change it.
    package var grade = Severity.four
    /// The chain first, then the bodies in the order in which they began.
    package var parts: [PartState] = []
    /// The steps that have begun, each once.
    package var stages: [Stage] = []
    /// Every seat that a step of this round wanted, in the order in which they were first wanted.
    package var seats: [RoundSeat] = []
    /// Those who were called in, and the answer deadline that still runs for them.
    package var calledIn: [CalledIn] = []
    /// Steps that were left out since their conditions did not hold.
    package var leftOut: [Int] = []
    /// Bodies that name nobody.
    package var nameless: [Int] = []
    /// Those who were told that nobody answers.
    package var toldNobodyAnswers: [PersonID] = []
    /// Runs that have begun in this round, of the chain and the bodies together.
    package var laps = 1

    package init() {}

    package subscript(part: Part) -> PartState? {
        parts.first { $0.part == part }
    }

    package subscript(seat: SeatID) -> RoundSeat? {
        seats.first { $0.id == seat }
    }

    package func stage(_ step: Int) -> Stage? {
        stages.first { $0.step == step }
    }

    /// The part to which a step that has begun belongs.
    package func part(of step: Int) -> Part {
        self[.body(step)] == nil ? .chain : .body(step)
    }

    /// Whether anybody was asked for a seat.
    package var hasAskedAnybody: Bool { parts.contains { hasAskedAnybody(of: $0.part) } }

    /// Whether anybody was asked for a seat of a part.
    package func hasAskedAnybody(of part: Part) -> Bool {
        stages.contains { stage in
            self.part(of: stage.step) == part && stage.seats.contains { !$0.asked.isEmpty }
        }
    }

    mutating func update(_ part: Part, _ change: (inout PartState) -> Void) {
        guard let index = parts.firstIndex(where: { $0.part == part }) else { return }
        change(&parts[index])
    }

    mutating func updateSeats(of step: Int, _ change: (inout StageSeat) -> Void) {
        guard let index = stages.firstIndex(where: { $0.step == step }) else { return }
        for place in stages[index].seats.indices { change(&stages[index].seats[place]) }
    }

    private mutating func updateAllSeats(_ change: (inout StageSeat) -> Void) {
        for index in stages.indices {
            for place in stages[index].seats.indices { change(&stages[index].seats[place]) }
        }
    }

    /// Nobody's time runs for a part any more.
    mutating func endAnswers(of part: Part) {
        for stage in stages where self.part(of: stage.step) == part { updateSeats(of: stage.step) { $0.batch = nil } }
    }

    /// Whether somebody's time runs under that number, for an open seat or since they were called in.
    func isWaiting(under batch: Int) -> Bool {
        calledIn.contains { $0.batch == batch }
            || stages.contains { $0.seats.contains { $0.batch == batch && seats[$0.index].isOpen } }
    }

    /// Nobody's time runs under that number any more.
    mutating func end(_ batch: Int) {
        updateAllSeats { if $0.batch == batch { $0.batch = nil } }
        for index in calledIn.indices where calledIn[index].batch == batch { calledIn[index].batch = nil }
    }

    /// Keeps a step that began, or begins again, with its seats.
    mutating func note(_ step: Int, run: Int, _ calls: [SeatCall], at now: Timestamp) {
        let places = calls.map { call in StageSeat(call, at: keep(call, at: now)) }
        var stage = Stage(step: step, startedAt: now, run: run, seats: places)
        if run > 0, self[part(of: step)]?.wantsMore == true { stage.isByHand = true }
        if let index = stages.firstIndex(where: { $0.step == step }) {
            stages[index] = stage
        } else {
            stages.append(stage)
        }
    }

    /// Keeps what a step says of a seat; its place among the seats of the round.
    private mutating func keep(_ call: SeatCall, at now: Timestamp) -> Int {
        let index = seats.firstIndex { $0.id == call.seat } ?? seats.count
        if index == seats.count {
            seats.append(RoundSeat(id: call.seat, reason: call.reason, deputies: call.deputies))
        }
        seats[index].reason = call.reason
        seats[index].deputies = call.deputies
        if let person = call.filledBy { seats[index].filledBy = person }
        if let person = call.asked { seats[index].noteAsked(person, at: now) }
        return index
    }

    mutating func fill(_ filled: [SeatID], by person: PersonID) {
        for seat in filled { update(seat) { $0.filledBy = person } }
        updateAllSeats { if filled.contains($0.seat) { $0.batch = nil } }
        for index in calledIn.indices where calledIn[index].person == person { calledIn[index].batch = nil }
        let isOfChain = stages.contains { stage in
            part(of: stage.step) == .chain && stage.seats.contains { filled.contains($0.seat) }
        }
        if isOfChain { update(.chain) { $0.wantsMore = false } }
    }

    /// The chain goes on now, and one more yes is wanted; nobody is short of people by that.
    mutating func wantMoreOfChain() {
        endAnswers(of: .chain)
        for index in stages.indices { stages[index].isByHand = false }
        update(.chain) { state in
            state.wantsMore = true
            state.wasMet = state.wasMet || state.isMet
            state.isMet = false
            state.savedBy = nil
        }
    }

    /// Somebody is out, and nobody waits for them: their seats are open again, or filled by who answers too: the holder, or a
    /// deputy who was asked for it.
    mutating func leave(_ person: PersonID, beside answering: [PersonID]) {
        for index in seats.indices where seats[index].filledBy == person {
            let seat = seats[index]
            let others = [seat.id.holder] + seat.deputies.filter(seat.asked.contains)
            seats[index].filledBy = others.first(where: answering.contains)
        }
        updateAllSeats { if $0.asked.last == person { $0.batch = nil } }
        for index in calledIn.indices where calledIn[index].person == person { calledIn[index].batch = nil }
    }

    mutating func forgetCopy(of person: PersonID) {
        for index in parts.indices { parts[index].copied.removeAll { $0 == person } }
    }

    mutating func update(_ seat: SeatID, _ change: (inout RoundSeat) -> Void) {
        guard let index = seats.firstIndex(where: { $0.id == seat }) else { return }
        change(&seats[index])
    }
}

/// Somebody whom a commander or an operator called in beside the plan; they fill no seat by it.
package struct CalledIn: Hashable, Codable, Sendable {
    package var person: PersonID
    package var by: Actor
    package var at: Timestamp
    /// The answer deadline that still runs.
    package var batch: Int?
    /// What whoever called them in wrote.
    package var reason = ""
}
