/// How somebody stands in an incident, for messages and pages.
extension Incident {
    /// An open seat for which an answer of somebody is wanted.
    package struct Call: Hashable, Sendable {
        package var seat: RoundSeat
        /// The step that asks for it.
        package var step: Int
        package var part: Part
        /// Whether nobody else can fill the seat, and the need of the step is not met without it.
        package var isOnlyTheirs: Bool
    }

    /// The open seats for which somebody was asked, of parts that are not met.
    ///
    /// - Parameters:
    ///   - person: who was asked.
    ///   - response: the one of the round; `nil` where the plan cannot be read.
    /// - Returns: in the order of the steps; those for which their time runs alone, if there is one.
    package func calls(of person: PersonID, in response: Response?) -> [Call] {
        var running: [Call] = []
        var silent: [Call] = []
        for stage in round.stages {
            let part = round.part(of: stage.step)
            guard round[part]?.isMet == false else { continue }
            for place in stage.seats {
                let seat = round.seats[place.index]
                guard seat.isOpen, seat.asked.contains(person) else { continue }
                let isAlone = response.map { isOnly(person, for: place, of: stage, in: $0) } ?? false
                let call = Call(seat: seat, step: stage.step, part: part, isOnlyTheirs: isAlone)
                if place.batch != nil, place.asked.last == person { running.append(call) } else { silent.append(call) }
            }
        }
        return running.isEmpty ? silent : running
    }

    private func isOnly(_ person: PersonID, for place: StageSeat, of stage: Stage, in response: Response) -> Bool {
        let seat = round.seats[place.index]
        guard person == seat.id.holder, seat.deputies.isEmpty else { return false }
        switch response.steps[checked: stage.step]?.need ?? .any {
        case .all: return true
        case .each: return stage.seats.count { $0.name == place.name } == 1
        case .any: return stage.seats.count == 1
        case .count(let count): return stage.seats.count <= count
        }
    }

    /// Who leads: whoever is in command; where the plan names no commander, the first who answers.
    package func leader(in plan: Plan?) -> PersonID? {
        if let command { return command.person }
        guard let plan, plan.commander(of: severity) == nil else { return nil }
        return responders.first?.person
    }

    /// Those who were called in, whose time is up, and who said nothing.
    package var silentCalledIn: [CalledIn] {
        round.calledIn.filter { one in
            one.batch == nil && contacts[one.person]?.state == .waiting && !answersInRound(one.person)
        }
    }

    /// The answer deadlines that run for seats that are open, by whom they wait for.
    package var runningBatches: [PersonID: Set<Int>] {
        var found: [PersonID: Set<Int>] = [:]
        for place in round.stages.lazy.flatMap(\.seats) where round.seats[place.index].isOpen {
            if let batch = place.batch, let person = place.asked.last { found[person, default: []].insert(batch) }
        }
        for one in round.calledIn {
            if let batch = one.batch { found[one.person, default: []].insert(batch) }
        }
        return found
    }

    /// Whose time to answer runs.
    package var askedNow: [PersonID] {
        let running = runningBatches
        return contacts.all.lazy.map(\.person).filter { running[$0] != nil }
    }
}
