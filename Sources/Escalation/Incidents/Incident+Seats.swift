/// What the seats of a round lack (SEMANTICS §3).
extension Incident {
    /// How far a step has come.
    struct Lack: Sendable {
        /// What it needs for itself.
        var own: Int
        var filled: Int
        /// Positions in `ask` of names of which no seat is filled; of `each` only.
        var openNames: Set<Int> = []

        var isOwnMet: Bool { filled >= own && openNames.isEmpty }
    }

    /// What a seat of a step is, for its need.
    struct SeatMark {
        var name: Int
        var filledBy: PersonID?
        var isGivenUp: Bool
        var isEmpty: Bool
    }

    static func lack(of need: Need, _ seats: [SeatMark]) -> Lack {
        let pool = seats.filter { $0.filledBy != nil || !$0.isGivenUp }
        let filled = pool.compactMap(\.filledBy)
        guard !pool.isEmpty else { return Lack(own: seats.isEmpty ? 1 : 0, filled: 0) }
        switch need {
        case .any: return Lack(own: 1, filled: filled.count)
        case .count(let count): return Lack(own: max(1, min(count, pool.count)), filled: Set(filled).count)
        case .all:
            let own = pool.count { $0.filledBy != nil || !$0.isEmpty }
            return Lack(own: max(1, own), filled: filled.count)
        case .each:
            let names = Set(pool.filter { $0.filledBy != nil || !$0.isEmpty }.map(\.name))
            let done = Set(pool.filter { $0.filledBy != nil }.map(\.name))
            return Lack(own: max(1, names.count), filled: done.count, openNames: names.subtracting(done))
        }
    }

    func marks(of stage: Stage) -> [SeatMark] {
        stage.seats.map { place in
            let seat = round.seats[place.index]
            return SeatMark(
                name: place.name,
                filledBy: seat.filledBy,
                isGivenUp: seat.isGivenUp,
                isEmpty: place.isEmpty
            )
        }
    }

    func lack(of stage: Stage, in response: Response) -> Lack {
        Self.lack(of: response.steps[checked: stage.step]?.need ?? .any, marks(of: stage))
    }

    /// How far a link of the chain has come, with what the links before it lack.
    struct LinkState {
        var position: Int
        var lack: Lack
        /// What the links before it still lack.
        var carried: Int
        /// Seats that are filled, or people who fill them where a number is wanted, and that no link before it counted.
        var fresh: Int
        /// What the next link has to make up for: names are carried by themselves, and are not counted.
        var carriedOn: Int

        var isMet: Bool { lack.isOwnMet && fresh >= carried }
    }

    /// The links of the chain that have begun, in order.
    func links(in response: Response) -> [LinkState] {
        var carried = 0
        var counted: Set<SeatID> = []
        var people: Set<PersonID> = []
        return response.chain.compactMap { position in
            guard let stage = round.stage(position) else { return nil }
            let places = stage.seats.filter { place in
                round.seats[place.index].filledBy != nil && !counted.contains(place.seat)
            }
            let filled = places.map(\.seat)
            let by = Set(places.compactMap { round.seats[$0.index].filledBy }).subtracting(people)
            var isNumber = false
            if case .count = response.steps[position].need { isNumber = true }
            let lack = lack(of: stage, in: response)
            let fresh = isNumber ? by.count : filled.count
            let own = response.steps[position].need == .each ? 0 : max(0, lack.own - lack.filled)
            let on = max(own, carried - fresh)
            let state = LinkState(position: position, lack: lack, carried: carried, fresh: fresh, carriedOn: on)
            carried = on
            counted.formUnion(filled)
            people.formUnion(by)
            return state
        }
    }

    /// What the links before a position still lack.
    func carried(into position: Int, in response: Response) -> Int {
        links(in: response).last { $0.position < position }?.carriedOn ?? 0
    }

    /// Whether a link that has begun lacks a name, so that no other link meets the chain.
    func hasOpenNames(in response: Response) -> Bool {
        links(in: response).contains { response.steps[$0.position].need == .each && !$0.lack.openNames.isEmpty }
    }

    /// Whether a link that has begun has its need, and nothing is open that was carried.
    func isChainMet(in response: Response) -> Bool {
        guard status == .acknowledged else { return false }
        return !hasOpenNames(in: response) && links(in: response).contains(where: \.isMet)
    }

    /// What a stage still needs, worked out once for all of its seats.
    struct StageNeed {
        /// Every open seat: a number that was carried lacks.
        var isAny: Bool
        /// Names of which one seat is needed; `nil` where the need is not by names.
        var names: Set<Int>?
        /// How many seats, or people where they count, it lacks.
        var lack: Int
        /// It began by hand although its need is met: one more yes is wanted, and nobody is missing.
        var isByHand: Bool

        func lacks(_ place: StageSeat) -> Bool {
            isAny || names.map { $0.contains(place.name) } ?? (lack > 0)
        }

        func wants(_ place: StageSeat) -> Bool { isByHand || lacks(place) }
    }

    func need(of stage: Stage, in response: Response) -> StageNeed {
        let part = round.part(of: stage.step)
        let own = lack(of: stage, in: response)
        let link = part == .chain ? links(in: response).first { $0.position == stage.step } : nil
        let carried = link.map { $0.carried - $0.fresh } ?? 0
        let isByNames = response.steps[checked: stage.step]?.need == .each
        return StageNeed(
            isAny: carried > 0,
            names: isByNames ? own.openNames : nil,
            lack: max(own.own - own.filled, carried, 0),
            isByHand: stage.isByHand == true && round[part]?.wantsMore == true && own.isOwnMet && carried <= 0
        )
    }

    /// Whether a seat of a stage is open, and its need, or what was carried to it, is not met without it.
    func isNeeded(_ place: StageSeat, for need: StageNeed) -> Bool {
        round.seats[place.index].isOpen && need.wants(place)
    }

    /// Whether somebody answers for the incident since this round began, or before it and was not to answer again.
    package func answersInRound(_ person: PersonID) -> Bool {
        responders.contains { $0.person == person && $0.round == round.number }
    }

    /// Seats that are open and for which nobody's time runs, of parts that are not met; also those that are empty, and of parts
    /// that are met those that are named and empty.
    package func missingSeats(in response: Response) -> [SeatID] {
        wantedSeats(in: response, isSilent: true)
    }

    /// Seats that are open and would help, of parts that are not met, whether somebody's time runs for them or not; also those that
    /// are empty.
    package func wantedSeats(in response: Response) -> [SeatID] {
        wantedSeats(in: response, isSilent: false)
    }

    private func wantedSeats(in response: Response, isSilent: Bool) -> [SeatID] {
        var wanted: [SeatID] = []
        var known: Set<SeatID> = []
        for stage in round.stages {
            let need = lacksAnybody(round.part(of: stage.step), in: response) ? need(of: stage, in: response) : nil
            for place in stage.seats where round.seats[place.index].isOpen {
                if isSilent, place.batch != nil { continue }
                let isWanted =
                    need.map { need in
                        place.isEmpty || need.lacks(place) && !(isSilent && isLeftToOthers(place, of: stage, need))
                    } ?? isNamedAndEmpty(place, of: stage, in: response)
                if isWanted, known.insert(place.seat).inserted { wanted.append(place.seat) }
            }
        }
        return wanted
    }

    /// Whether a part is not met, and that not only since somebody escalated and wants one more yes.
    private func lacksAnybody(_ part: Part, in response: Response) -> Bool {
        guard let state = round[part], !state.isMet else { return false }
        guard part == .chain, state.wantsMore else { return true }
        return !(response.chain.isEmpty ? status == .acknowledged : isChainMet(in: response))
    }

    /// Whether others whose time runs are enough for what a silent seat is open for: it is not missing yet.
    private func isLeftToOthers(_ place: StageSeat, of stage: Stage, _ need: StageNeed) -> Bool {
        let waiting = stage.seats.filter { $0.batch != nil && round.seats[$0.index].isOpen }
        if !need.isAny, need.names != nil { return waiting.contains { $0.name == place.name } }
        return Set(waiting.compactMap { $0.asked.last }).count >= max(need.lack, 1)
    }

    /// Whether a step names a seat that is open and empty: of `all` every one, of `each` those of a name that nobody fills.
    ///
    /// It is not counted, but whoever leads must know of it (SEMANTICS §3, "Empty seats").
    private func isNamedAndEmpty(_ place: StageSeat, of stage: Stage, in response: Response) -> Bool {
        guard place.isEmpty, round.seats[place.index].isOpen else { return false }
        switch response.steps[checked: stage.step]?.need {
        case .all: return true
        case .each: return !stage.seats.contains { $0.name == place.name && round.seats[$0.index].filledBy != nil }
        default: return false
        }
    }

    /// When the time to answer of somebody is up; `nil` when none runs.
    package func answerBy(_ person: PersonID) -> Timestamp? {
        answerTimers(of: person).map(\.due).min()
    }

    /// The answer deadlines that run for somebody.
    package func answerTimers(of person: PersonID) -> [IncidentTimer] {
        let places = round.stages.lazy.flatMap(\.seats).filter { $0.asked.last == person }
        let batches = places.compactMap(\.batch) + round.calledIn.filter { $0.person == person }.compactMap(\.batch)
        return batches.compactMap { timer(.answers($0)) }
    }

    /// Whether an answer of somebody is still wanted: for an open seat of a part that is not met, or since they were called in.
    package func isAwaited(_ person: PersonID) -> Bool {
        guard !isClosed, let contact = contacts[person] else { return false }
        guard contact.state == .waiting, contact.round == round.number else { return false }
        if round.calledIn.contains(where: { $0.person == person }) { return true }
        return belongsToUnmetPart(person)
    }

    /// Whether a part that is not met asked somebody for a seat that is open.
    func belongsToUnmetPart(_ person: PersonID) -> Bool {
        round.stages.contains { stage in
            round[round.part(of: stage.step)]?.isMet == false
                && stage.seats.contains { place in
                    round.seats[place.index].isOpen && round.seats[place.index].asked.contains(person)
                }
        }
    }
}
