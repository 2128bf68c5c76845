/// Who is told that people are missing (SEMANTICS §3, "Exhausted is loud").
extension Transition {
    /// Tells what is true now: that nobody answers and every link was tried, or which seats are open although somebody answers.
    mutating func tellWhatIsOpen() {
        defer { (wantsIncomplete, emptied, tellsOfEmpty) = (false, [], false) }
        guard !incident.isPaused else { return }
        if incident.status == .open {
            clear(.incomplete)
            let isExhausted = incident.round[.chain]?.phase == .exhausted
            if isExhausted, incident.timer(.fallback) == nil { tellFallback() }
            return
        }
        if tellsOfEmpty { emptied += emptySeats }
        let open = openSeats
        let isOver = !incident.isAnybodyAsked && !incident.isSatisfied && !open.isEmpty
        if isOver {
            if wantsIncomplete || !emptied.isEmpty || incident.timer(.incomplete) == nil { tellAgainOfOpenSeats() }
        } else {
            clear(.incomplete)
            if wantsIncomplete || !emptied.isEmpty { tellOf(open, leaders) }
        }
    }

    /// Open seats of unmet parts whose time is up, and those for which nobody is left since this event.
    private var openSeats: [SeatID] {
        guard let response else { return [] }
        let missing = incident.missingSeats(in: response)
        return missing + emptied.filter { !missing.contains($0) && incident.round[$0]?.isOpen == true }
    }

    /// Empty seats of which whoever leads must know.
    private var emptySeats: [SeatID] {
        guard let response else { return [] }
        let empty = Set(incident.round.stages.flatMap(\.seats).filter(\.isEmpty).map(\.seat))
        return incident.missingSeats(in: response).filter(empty.contains)
    }

    /// Whoever leads and the fallback are told which seats are open, and again at every interval.
    mutating func tellAgainOfOpenSeats() {
        let fallback = people(named: plan.fallback).map(\.person)
        tellOf(openSeats, leaders + fallback)
        set(.incomplete, after: response?.repetition?.every ?? Limits.fallbackEvery)
    }

    mutating func incompleteIsUp() {
        guard incident.status == .acknowledged, !incident.isPaused, !incident.isAnybodyAsked else { return }
        guard !incident.isSatisfied, !openSeats.isEmpty else { return }
        tellAgainOfOpenSeats()
    }

    /// Tells these people which seats are open; of whom none can be told, those who answer, and without them the fallback.
    private mutating func tellOf(_ open: [SeatID], _ people: [PersonID]) {
        guard !open.isEmpty else { return }
        let others = [incident.responders.map(\.person), self.people(named: plan.fallback).map(\.person)]
        let told = ([people] + others).lazy.map(thoseToTell).first { !$0.isEmpty } ?? []
        guard !told.isEmpty else { return record(.nobodyReachable) }
        record(.toldIncomplete(people: told, open: open))
        for person in told { tell(person, .incomplete) }
    }

    private func thoseToTell(of people: [PersonID]) -> [PersonID] {
        var seen: Set<PersonID> = []
        return people.filter {
            isReachable($0) && incident.contacts[$0]?.state != .out(.cannot) && seen.insert($0).inserted
        }
    }

    /// Tells the reporter and the fallback that nobody answers; at every interval until somebody does.
    mutating func tellFallback() {
        var people = people(named: plan.fallback).map(\.person)
        if let reporter = incident.report.reporter, !people.contains(reporter) { people.append(reporter) }
        let told = people.filter { isReachable($0) && incident.contacts[$0]?.state != .out(.cannot) }
        if told.isEmpty {
            record(.nobodyReachable)
        } else {
            record(.toldFallback(people: told))
            for person in told { tell(person, .unanswered) }
        }
        guard incident.status == .open else { return }
        set(.fallback, after: response?.repetition?.every ?? Limits.fallbackEvery)
    }

    /// Those who were called in and are silent: whoever called them in is told.
    mutating func tellOfSilent(_ people: [PersonID]) {
        let silent = people.filter { incident.contacts[$0]?.state == .waiting }
        guard !silent.isEmpty else { return }
        record(.calledInSilent(people: silent))
        let callers = incident.round.calledIn.filter { silent.contains($0.person) }.map(\.by)
        var told: Set<PersonID> = []
        for case .person(let caller) in callers where told.insert(caller).inserted && isReachable(caller) {
            tell(caller, .incomplete)
        }
    }

    /// Whether `incomplete` is true for somebody: seats are open though somebody answers, or whom they called in is silent.
    func isIncomplete(for person: PersonID) -> Bool {
        if incident.silentCalledIn.contains(where: { $0.by == .person(person) }) { return true }
        guard incident.status == .acknowledged else { return false }
        return !incident.isSatisfied || response.map { !incident.missingSeats(in: $0).isEmpty } ?? false
    }

    /// Takes back what has not left yet and is true no more.
    mutating func takeBackIncomplete(because reason: CancelReason) {
        let untrue = Set(incident.unfinished.values.filter { $0.kind == .incomplete }.map(\.person)).filter {
            !isIncomplete(for: $0)
        }
        if !untrue.isEmpty { cancelPlanned(because: reason) { $0.kind == .incomplete && untrue.contains($0.person) } }
    }

    // MARK: Command

    /// Whoever leads; while nobody does, the holder of each seat of the commander's group, or the first deputy who is not out.
    var leaders: [PersonID] {
        if let person = leader { return [person] }
        guard let reference = plan.commander(of: incident.severity) else { return [] }
        return (directory.seats(for: reference, in: unit, at: now) ?? []).compactMap { call in
            ([call.seat.holder] + call.deputies).first {
                isReachable($0) && incident.contacts[$0]?.isOut != true && !isAbsent($0)
            }
        }
    }

    /// Whoever leads: by command, or without a commander in the plan the first who answered and has not left.
    private var leader: PersonID? {
        if plan.commander(of: incident.severity) == nil, incident.command == nil {
            return incident.responders.first?.person
        }
        return incident.command?.person
    }

    /// Everybody who may lead, in the order of the seats, with the seat that they hold or stand in for.
    private var orderOfCommand: [(person: PersonID, seat: SeatID)] {
        guard let reference = plan.commander(of: incident.severity) else { return [] }
        return (directory.seats(for: reference, in: unit, at: now) ?? []).flatMap { call in
            ([call.seat.holder] + call.deputies).map { ($0, call.seat) }
        }
    }

    mutating func noteCommand(afterYesOf person: PersonID) {
        let order = orderOfCommand
        guard let place = order.firstIndex(where: { $0.person == person }) else { return }
        guard let command = incident.command else { return beginCommand(person, because: .firstToAnswer) }
        guard command.person != person, !incident.offeredCommand.contains(person) else { return }
        let theirs = order.firstIndex { $0.person == command.person } ?? order.count
        guard place < theirs else { return }
        record(.commandOffered(person: person))
        tell(command.person, .commandOffer)
    }

    mutating func takeCommand(_ person: PersonID) throws(Refusal) {
        guard incident.responders.contains(where: { $0.person == person }) else { throw .notInCommand(person) }
        let isInOrder = orderOfCommand.contains { $0.person == person }
        guard isInOrder || incident.offeredCommand.contains(person) else { throw .notInCommand(person) }
        if incident.command?.person == person {
            record(.extended(person: person, note: nil))
        } else {
            beginCommand(person, because: .taken)
        }
        renewAcknowledgement()
    }

    private mutating func beginCommand(_ person: PersonID, because reason: CommandReason) {
        let holder = orderOfCommand.first { $0.person == person }?.seat.holder
        record(.commandBegan(person: person, standsFor: holder == person ? nil : holder, because: reason))
        cancelPlanned(because: .replaced) { [.command, .commandOffer, .inCommand].contains($0.kind) }
        for responder in incident.responders where responder.person != person { tell(responder.person, .command) }
        if reason == .passedOn { tell(person, .inCommand) }
    }

    /// Whoever led has left: whoever fills the seat they stood in, else the next in the order who answers.
    mutating func passOnCommand() {
        guard let command = incident.command else { return }
        guard !incident.responders.contains(where: { $0.person == command.person }) else { return }
        let order = orderOfCommand
        let seat = order.first { $0.person == command.person }?.seat
        let answering = incident.responders.map(\.person)
        let next = order.first { answering.contains($0.person) }?.person
        if let person = seat.flatMap({ incident.round[$0]?.filledBy }) ?? next {
            beginCommand(person, because: .passedOn)
        } else {
            endCommand()
        }
    }

    /// Nobody leads any more, and what has not left yet says so no more.
    mutating func endCommand() {
        guard incident.command != nil else { return }
        record(.commandEnded)
        cancelPlanned(because: .replaced) { [.command, .commandOffer, .inCommand].contains($0.kind) }
    }
}
