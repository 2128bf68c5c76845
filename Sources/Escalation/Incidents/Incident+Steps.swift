/// How rounds, runs and steps are folded into the state.
extension Incident {
    mutating func applyRun(_ change: Change, at now: Timestamp, by actor: Actor) {
        switch change {
        case .roundStarted(let number, let grade, let reason, let keepsSeats):
            startRound(number, grade: grade, because: reason, keepsSeats: keepsSeats, at: now)
        case .runStarted(let part, let run):
            round.endAnswers(of: part)
            round.laps += 1
            let lap = round.laps
            round.update(part) { state in
                state.run = run
                state.phase = .running
                state.step = -1
                state.lap = lap
                state.askedAnybody = false
                state.settledUpTo = actor == .clock ? state.lastOfRun : nil
            }
            contacts.updateAll { if $0.state == .out(.unreachable) { $0.state = .told } }
        case .runEnded(let part, _):
            round.endAnswers(of: part)
            let last = lastNotification
            round.update(part) { state in
                state.lastOfRun = last
                state.phase = .between
                state.wantsMore = false
            }
        case .partMet(let part, let savior):
            round.endAnswers(of: part)
            let hasBegun = round.stages.contains { round.part(of: $0.step) == part }
            round.update(part) { state in
                state.isMet = true
                state.savedBy = savior
                state.wantsMore = false
                state.wasMet = false
                if state.phase == .between || state.phase == .waiting && hasBegun { state.phase = .running }
            }
        case .partOpen(let part):
            round.update(part) { state in
                state.isMet = false
                state.savedBy = nil
                // Without a link nobody of the chain can be asked again.
                if state.phase == .exhausted { state.phase = state.step < 0 ? .waiting : .running }
            }
        case .exhausted(let part): round.update(part) { $0.phase = .exhausted }
        default: break
        }
    }

    private mutating func startRound(
        _ number: Int,
        grade: Severity,
        because reason: RoundReason,
        keepsSeats: Bool,
        at now: Timestamp
    ) {
        let kept = keepsSeats ? round.seats.filter { $0.filledBy != nil } : []
        let former = round.number
        round = Round()
        round.number = number
        round.because = reason
        round.grade = grade
        round.startedAt = now
        round.parts = [PartState(part: .chain)]
        round.seats = kept.map { seat in
            var seat = RoundSeat(id: seat.id, reason: seat.reason, deputies: seat.deputies, filledBy: seat.filledBy)
            seat.isGivenUp = false
            return seat
        }
        endPause()
        offeredCommand = []
        if keepsSeats {
            for index in responders.indices where responders[index].round == former { responders[index].round = number }
        }
        let answering = Set(responders.filter { $0.round == number }.map(\.person))
        contacts.updateAll {
            $0.toldWhoAnswers = false
            $0.state = answering.contains($0.person) ? .accepted : .told
        }
    }

    mutating func applyStep(_ change: Change, at now: Timestamp, by actor: Actor) {
        switch change {
        case .stepStarted(let part, let step, let seats, let copied):
            begin(step, of: part, seats, at: now)
            round.update(part) { $0.copied += copied.map(\.person) }
            for candidate in copied { contacts.update(candidate.person, reason: candidate.reason) { _ in } }
        case .stepSkipped(let part, let step, let reason, let seats):
            skip(step, of: part, because: reason, seats, at: now)
        case .stepJoined(let step, let seats): round.note(step, run: 0, seats, at: now)
        case .deputiesAsked(let step, let asked, let reason, let batch):
            noteAsked(asked, for: step, batch: batch, because: reason, at: now)
        case .seatsEmpty(let step, let seats):
            round.updateSeats(of: step) { if seats.contains($0.seat) { $0.isEmpty = true } }
        case .seatsGivenUp(let seats, _): for seat in seats { round.update(seat) { $0.isGivenUp = true } }
        case .calledIn(let people, let batch, let reason):
            callIn(people, batch: batch, because: reason, at: now, by: actor)
        default: break
        }
    }

    private mutating func begin(_ step: Int, of part: Part, _ seats: [SeatCall], at now: Timestamp) {
        if round[part] == nil { round.parts.append(PartState(part: part)) }
        round.update(part) { state in
            let asksAnybody = seats.contains { $0.asked != nil }
            if asksAnybody || state.phase == .waiting { state.phase = .running }
            state.step = max(state.step, step)
            if asksAnybody { state.askedAnybody = true }
        }
        let state = round[part]
        round.note(step, run: state?.run ?? 1, seats, at: now)
        for call in seats {
            if let batch = call.batch { lastBatch = max(lastBatch, batch) }
            guard let person = call.asked else { continue }
            note(person, askedFor: call.seat, as: call.reason, because: nil, lap: state?.lap ?? 1)
        }
    }

    private mutating func skip(
        _ step: Int,
        of part: Part,
        because reason: SkipReason,
        _ seats: [SeatCall],
        at now: Timestamp
    ) {
        switch reason {
        case .notNow: if !round.leftOut.contains(step) { round.leftOut.append(step) }
        case .nobodyNamed:
            // Not to be begun over and over once its conditions hold and it names nobody.
            round.leftOut.removeAll { $0 == step }
            if part != .chain { round.nameless.append(step) }
        case .everybodyOut:
            if round[part] == nil { round.parts.append(PartState(part: part)) }
            round.note(step, run: round[part]?.run ?? 1, seats, at: now)
        case .needMet: round.note(step, run: round[part]?.run ?? 1, seats, at: now)
        }
        round.update(part) { state in
            if state.phase == .waiting { state.phase = .running }
            state.step = max(state.step, step)
        }
    }

    private mutating func noteAsked(
        _ asked: [Asked],
        for step: Int,
        batch: Int,
        because reason: DeputyReason,
        at now: Timestamp
    ) {
        lastBatch = max(lastBatch, batch)
        let part = round.part(of: step)
        round.update(part) { state in
            state.askedAnybody = true
            if state.phase == .exhausted { state.phase = .running }
        }
        for one in asked {
            round.updateSeats(of: step) { seat in
                guard seat.seat == one.seat else { return }
                seat.asked.append(one.person)
                seat.batch = batch
            }
            round.update(one.seat) { $0.noteAsked(one.person, at: now) }
            guard let seat = round[one.seat] else { continue }
            note(one.person, askedFor: one.seat, as: seat.reason, because: reason, lap: round[part]?.lap ?? 1)
        }
    }

    private mutating func note(
        _ person: PersonID,
        askedFor seat: SeatID,
        as reason: Reason,
        because deputyReason: DeputyReason?,
        lap: Int
    ) {
        let (group, role) = (reason.group, reason.role)
        let why: Reason =
            if person == seat.holder {
                reason
            } else if deputyReason == .timeout {
                .deputy(of: seat.holder, group: group, role: role)
            } else {
                .instead(of: seat.holder, group: group, role: role)
            }
        let (number, entry) = (round.number, entryCount)
        contacts.update(person, reason: why) { contact in
            contact.reason = why
            if person != seat.holder {
                contact.standsFor = seat.holder
            } else if contact.round != number {
                contact.standsFor = nil
            }
            contact.startOver(round: number, lap: lap, by: entry)
            contact.toldWhoAnswers = false
            if contact.state != .accepted { contact.state = .waiting }
        }
    }

    private mutating func callIn(
        _ people: [Candidate],
        batch: Int,
        because reason: String,
        at now: Timestamp,
        by actor: Actor
    ) {
        lastBatch = max(lastBatch, batch)
        let (number, lap, entry) = (round.number, round.laps, entryCount)
        for one in people {
            round.calledIn.removeAll { $0.person == one.person }
            round.calledIn.append(CalledIn(person: one.person, by: actor, at: now, batch: batch, reason: reason))
            contacts.update(one.person, reason: one.reason) { contact in
                contact.reason = one.reason
                if contact.round != number { contact.standsFor = nil }
                // Who was asked in this round and has not answered is reminded, whichever run it is.
                if contact.round != number || contact.state != .waiting {
                    contact.startOver(round: number, lap: lap, by: entry)
                }
                if contact.state != .accepted { contact.state = .waiting }
            }
        }
    }
}
