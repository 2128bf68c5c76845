import Escalation
import Messages

/// Seats, who is missing, who leads, and what the reader is asked for.
extension AnswerPage {
    var response: Response? { plan?.response(to: incident.round.grade) }

    var phrases: Phrases { Phrases(language: words.language) }

    /// Whether one yes would not be enough.
    var needsSeveral: Bool {
        let needs = incident.round.stages.compactMap { stage in
            response.flatMap { $0.steps.indices.contains(stage.step) ? $0.steps[stage.step].need : nil }
        }
        return incident.round.parts.count > 1 || needs.contains { $0 != .any }
    }

    // MARK: Who is missing

    /// Who is missing; where nobody's time is up yet, that people are asked.
    var missingSentence: String? {
        guard !incident.isClosed, let response else { return nil }
        let groups = incident.missing(in: response).map { group in
            phrases.missing(group.seats.compactMap { incident.round[$0] }.map(description), needed: group.needed)
        }
        if !groups.isEmpty { return words.missing(groups.joined(separator: phrases.groupSeparator)) }
        return incident.askedNow.contains { $0 != person } ? words.moreAreAsked : nil
    }

    func name(of seat: RoundSeat) -> String {
        phrases.seat(directory.name(of: seat, in: tag), holder: name(seat.id.holder))
    }

    private func description(of seat: RoundSeat) -> String {
        phrases.missing(
            seat,
            in: incident,
            name: directory.name(of: seat, in: tag),
            holder: name(seat.id.holder),
            clock: { clock.time($0) }
        )
    }

    // MARK: Command

    /// Whether the reader leads.
    package var isLeading: Bool { !incident.isClosed && incident.leader(in: plan) == person }

    /// Whether command was offered to the reader, who has not taken it.
    var isOfferedCommand: Bool {
        isResponder && !isLeading && incident.offeredCommand.contains(person)
    }

    /// Whether the plan lets the reader take command.
    var mayTakeCommand: Bool {
        guard isResponder, !isLeading, !incident.isClosed else { return false }
        return incident.offeredCommand.contains(person) || isInOrderOfCommand
    }

    private var isInOrderOfCommand: Bool {
        guard let reference = plan?.commander(of: incident.severity) else { return false }
        let seats = directory.seats(for: reference, in: report.unit, at: now) ?? []
        return seats.contains { $0.seat.holder == person || $0.deputies.contains(person) }
    }

    var commandSentence: String? {
        guard let command = incident.command else { return nil }
        let holder = command.standsFor.map(name)
        if command.person == person { return words.youCommand(since: clock.time(command.since), for: holder) }
        return words.commands(commander(command.person, for: holder))
    }

    private func commander(_ person: PersonID, for holder: String?) -> String {
        holder.map { phrases.name(name(person), standingInFor: $0) } ?? name(person)
    }

    /// What somebody reads to whom command was offered.
    var offerSentence: String? {
        guard isOfferedCommand, let command = incident.command else { return nil }
        return words.offer(
            name(command.person),
            since: clock.time(command.since),
            isInPlace: command.standsFor == person
        )
    }

    // MARK: What the reader is asked for

    /// Until when the reader may answer, for which seat, and who stands behind them; empty when nothing is asked of them.
    var asking: [String] {
        guard incident.isAwaited(person), !isResponder || isAskedAnew else { return [] }
        let calls = incident.calls(of: person, in: response)
        var lines = [incident.answerBy(person).map { words.answerBy(clock.time($0)) } ?? words.timeIsOver]
        if calls.isEmpty, let call = incident.round.calledIn.last(where: { $0.person == person }) {
            lines.append(words.calledIn(by: phrases.actor(call.by, name: name)))
            if !call.reason.isEmpty { lines.append(call.reason) }
            return lines
        }
        var seats: [String] = []
        for call in calls where !seats.contains(name(of: call.seat)) { seats.append(name(of: call.seat)) }
        let isOwnName = calls.allSatisfy { $0.seat.reason.group == nil && $0.seat.id.holder == person }
        if !seats.isEmpty, !isOwnName { lines.append(words.askedAs(seats)) }
        if !calls.isEmpty, calls.allSatisfy(\.isOnlyTheirs) { lines.append(words.onlyYou) }
        return lines + duty(for: calls)
    }

    /// Until when whomever the reader stands for is absent, and until when the reader is on duty.
    private func duty(for calls: [Incident.Call]) -> [String] {
        var lines: [String] = []
        if let holder = incident.contacts[person]?.standsFor, let absence = directory.duty.absence(of: holder, at: now)
        {
            let zone = directory.units[report.unit]?.timeZone
            lines.append(words.absent(name(holder), until: clock.lastOfAbsence(absence.until, unitZone: zone)))
        }
        if let until = directory.onDutyUntil(person, for: calls.map(\.seat.id), at: now) {
            lines.append(words.onDuty(until: clock.time(until)))
        }
        return lines
    }

    /// What became of the seats for which the reader was asked, once nothing is asked of them any more.
    var outcome: [String] {
        guard !incident.isClosed, !isResponder, !incident.isAwaited(person),
            incident.contacts[person]?.state == .waiting
        else { return [] }
        return incident.round.seats.filter { $0.asked.contains(person) }.map { seat in
            if let other = seat.filledBy { return words.seatFilled(name(of: seat), by: name(other)) }
            return seat.isGivenUp ? words.seatGivenUp(name(of: seat)) : words.seatNotNeeded(name(of: seat))
        }
    }

    // MARK: What a leader can do

    /// Seats that are open and would help, of parts that are not met.
    var openSeats: [RoundSeat] {
        guard !incident.isClosed, let response else { return [] }
        return incident.wantedSeats(in: response).compactMap { incident.round[$0] }
    }

    /// How an open seat stands.
    func standing(of seat: RoundSeat) -> String {
        let places = incident.round.stages.flatMap(\.seats).filter { $0.seat == seat.id }
        if let place = places.first(where: { $0.batch != nil }), let asked = place.asked.last {
            let due = place.batch.flatMap { incident.timer(.answers($0))?.due }
            return words.isAsked(asked == seat.id.holder ? nil : name(asked), by: due.map(clock.time))
        }
        if places.contains(where: \.isEmpty) { return words.nobodyLeft }
        return seat.asked.isEmpty
            ? words.notAsked : words.noAnswer(seat.asked == [seat.id.holder] ? [] : seat.asked.map(name))
    }

    /// A name of a seat that no other seat has, as the machine reads it.
    static func reference(to seat: SeatID) -> String {
        seat.group.map { "\($0)/\(seat.holder)" } ?? seat.holder
    }

    /// Whom a leader can call in: groups that the plan names or that are in force for the unit, and their people.
    var callable: (groups: [Row], people: [Row]) {
        var groups: [Row] = []
        var people: [PersonID] = []
        for (path, group) in knownGroups {
            let holders = group.seats.map(\.holder)
            let name = directory.groupName(of: SeatID(group: path, holder: ""), in: tag)
            let label = phrases.seat(name, holder: holders.prefix(4).map(self.name).joined(separator: words.separator))
            if holders.contains(where: canBeCalled) { groups.append(Row(label: label, value: path)) }
            people += group.seats.flatMap { [$0.holder] + $0.deputies }
        }
        people += incident.contacts.all.prefix(PageLimits.people).map(\.person)
        var seen: Set<PersonID> = []
        let new = people.filter { seen.insert($0).inserted && canBeCalled($0) }
        return (
            Array(groups.prefix(PageLimits.groups)),
            new.prefix(PageLimits.people).map { Row(label: name($0), value: $0) }
        )
    }

    /// Groups by their path: those of the plan first, then those of the unit and above it.
    private var knownGroups: [(path: String, group: Group)] {
        let steps = response?.steps ?? []
        let named = steps.flatMap { $0.ask + $0.copies } + [plan?.commander].compactMap(\.self) + (plan?.fallback ?? [])
        var paths = named.flatMap { directory.seats(for: $0, in: report.unit) ?? [] }.compactMap(\.seat.group)
        for unit in directory.lineage(of: report.unit) {
            paths += unit.groups.keys.sorted().map { "\(unit.path)/\($0)" }
        }
        var seen: Set<String> = []
        return paths.filter { seen.insert($0).inserted }.compactMap { path in
            directory.group(at: path).map { (path, $0) }
        }
    }

    private func canBeCalled(_ person: PersonID) -> Bool {
        directory.people[person]?.addresses.isEmpty == false && incident.contacts[person]?.isOut != true
            && !incident.responders.contains { $0.person == person }
    }

    // MARK: People

    /// How somebody stands, with by when they must answer and whether they lead.
    func standing(of contact: Contact) -> String {
        if let closing = incident.closing {
            let hadIt = contact.lastAnswer.map { $0.word == .accept && $0.at < closing.at } ?? false
            return hadIt && contact.state == .waiting ? words.tookIt : words.standing(contact, isOver: true)
        }
        if contact.state == .accepted, incident.leader(in: plan) == contact.person, incident.command != nil {
            return words.inCommand
        }
        guard contact.state == .waiting, contact.firstReachedAt != nil else {
            return words.standing(contact, isOver: false)
        }
        let standing = words.standing(contact, isOver: false)
        guard incident.isAwaited(contact.person) else { return standing }
        return incident.answerBy(contact.person).map { words.standing(standing, until: clock.time($0)) }
            ?? words.silent(standing)
    }
}
