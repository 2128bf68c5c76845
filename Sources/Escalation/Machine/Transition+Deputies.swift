/// Who is asked in the place of those who are silent or out (SEMANTICS §3, "Deputies").
extension Transition {
    /// The time to answer is up for those who were asked together: their deputies are asked where the plan says so.
    mutating func answersAreUp(_ batch: Int) {
        let round = incident.round
        let places = round.stages.map { stage in (stage.step, stage.seats.filter { $0.batch == batch }.map(\.seat)) }
        let silent = round.calledIn.filter { $0.batch == batch }.map(\.person)
        record(.timerCleared(kind: .answers(batch)))
        for (position, seats) in places where !seats.isEmpty {
            guard let response, response.steps[checked: position]?.deputies == .afterTimeout else { continue }
            guard let stage = incident.round.stage(position) else { continue }
            guard incident.round[incident.round.part(of: position)]?.isMet == false else { continue }
            let need = incident.need(of: stage, in: response)
            let silent = Set(seats)
            let due = stage.seats.filter { silent.contains($0.seat) && incident.isNeeded($0, for: need) }
            askDeputies(for: due, of: position, because: .timeout)
        }
        tellOfSilent(silent)
        settle()
    }

    /// Asks deputies of those who are out, and notes seats for which there is none.
    ///
    /// - Parameters:
    ///   - part: the chain, or a body.
    ///   - isOver: every link and repeat was tried: only who left an answered incident just now is replaced.
    /// - Returns: `false` when nothing was to be done.
    mutating func askInPlaceOfThoseOut(_ part: Part, isOver: Bool) -> Bool {
        if isOver, leaver == nil { return false }
        guard let response else { return false }
        let before = changes.count
        for stage in incident.round.stages where incident.round.part(of: stage.step) == part {
            guard stage.seats.contains(where: { $0.batch == nil && !$0.isEmpty && absence(of: $0) != nil }) else {
                continue
            }
            // A seat of a step before it that became empty may be all that was open.
            if isMet(part) { break }
            for reason in [DeputyReason.cannot, .unreachable] {
                let need = incident.need(of: stage, in: response)
                let due = stage.seats.filter { place in
                    place.batch == nil && !place.isEmpty && absence(of: place) == reason
                        && (!isOver || (place.asked.last ?? place.seat.holder) == leaver)
                        && incident.isNeeded(place, for: need)
                }
                guard !due.isEmpty else { continue }
                let asked = askDeputies(for: due, of: stage.step, because: reason)
                noteEmpty(due.filter { place in !asked.contains(place.seat) }, of: stage.step)
            }
        }
        return changes.count > before
    }

    /// Why whoever was asked last for a seat is out, or its holder, if nobody was.
    private func absence(of place: StageSeat) -> DeputyReason? {
        let person = place.asked.last ?? place.seat.holder
        switch incident.contacts[person]?.state {
        case .out(.cannot): return .cannot
        case .out(.unreachable): return .unreachable
        default: return nil
        }
    }

    /// Asks the next deputy for each of these seats; those for which there is one.
    @discardableResult
    private mutating func askDeputies(
        for places: [StageSeat],
        of position: Int,
        because reason: DeputyReason
    ) -> Set<SeatID> {
        guard let step = response?.steps[checked: position], !places.isEmpty else { return [] }
        var taken: Set<PersonID> = []
        var asked: [Asked] = []
        for place in places {
            let deputies = incident.round[place.seat]?.deputies ?? []
            let next = deputies.first {
                !place.asked.contains($0) && isEligible($0, for: place.seat, beside: taken)
            }
            guard let next else { continue }
            taken.insert(next)
            let attendance = attendance(of: next, for: place.seat, in: step)
            asked.append(Asked(person: next, seat: place.seat, attendance: attendance))
        }
        guard !asked.isEmpty else { return [] }
        let lap = incident.round[incident.round.part(of: position)]?.lap ?? 1
        let isAgain = Set(asked.map(\.person).filter { isAsked($0, inLap: lap) })
        for isOnDuty in [true, false] {
            let alike = asked.filter { ($0.attendance?.isOnDuty ?? true) == isOnDuty }
            guard !alike.isEmpty else { continue }
            let batch = incident.lastBatch + 1
            record(.deputiesAsked(step: position, asked: alike, because: reason, batch: batch))
            set(.answers(batch), after: step.within(isOnDuty: isOnDuty))
        }
        for one in asked { ask(one.person, isAgain: isAgain.contains(one.person)) }
        return Set(asked.map(\.seat))
    }

    /// Seats whose holder and everybody asked for them are out, and for which nobody is left.
    private mutating func noteEmpty(_ places: [StageSeat], of position: Int) {
        let empty = places.filter { place in
            (place.asked + [place.seat.holder]).allSatisfy {
                incident.contacts[$0]?.isOut == true || !isReachable($0) || isAbsent($0)
            }
        }
        guard !empty.isEmpty else { return }
        record(.seatsEmpty(step: position, seats: empty.map(\.seat)))
        emptied += empty.map(\.seat)
    }
}
