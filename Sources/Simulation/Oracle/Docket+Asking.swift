/// What callers may ask of an incident, what they are told, and how the states are called in reports.
extension Docket {
    /// Does what is asked; returns why not, if it is refused.
    mutating func take(_ ask: Ask) -> String? {
        switch ask {
        case .answer(_, let person, let word, _):
            guard party(person) != nil || town.dweller(person) != nil else { return "nobodyByThatName" }
            return answer(person, word)
        case .rank(_, let other, let reason):
            if isClosed { return "closed" }
            if reason.isEmpty { return "reasonNeeded" }
            if other == rank { return "sameSeverity" }
            setRank(other)
        case .pause(_, let until, let reason):
            if isClosed { return "closed" }
            if until <= now.wall { return "pauseEnded" }
            if until - now.wall > 86_400_000 { return "pauseTooLong" }
            if rank == 1, reason.isEmpty { return "reasonNeeded" }
            pause(until - now.wall)
        case .escalate:
            if isClosed { return "closed" }
            escalate()
        case .close(_, let isFalseAlarm): close(isFalseAlarm: isFalseAlarm)
        case .followUp(_, let facts, let isFinal, let person):
            if isClosed, !isFinal { return "closed" }
            if isFinal, hasFinalReport { return "finalReportAlreadyThere" }
            followUp(facts, isFinal: isFinal, by: person)
        case .callIn(_, let name, let within, let person):
            if isClosed { return "closed" }
            if let person, whoLeads != person { return "notLeading" }
            if !callIn(name, within: within, by: person) { return "nobodyToAsk" }
        case .goWithout(_, let name, let person):
            if isClosed { return "closed" }
            if let person, whoLeads != person { return "notLeading" }
            if !goWithout(name) { return "noOpenSeat" }
        case .file, .reload: break
        }
        return nil
    }

    /// What could not be looked at comes again later.
    mutating func putOff(_ number: Int64, until due: Int64) {
        guard let place = letters.firstIndex(where: { $0.number == number }) else { return }
        letters[place].isInFlight = false
        letters[place].wasPutOff = true
        letters[place].due = max(letters[place].due, due)
        letters[place].latest = max(letters[place].latest, letters[place].due)
    }

    var standing: Told.Standing {
        Told.Standing(
            id: id,
            status: statusName,
            progress: "\(progress)",
            rank: rank,
            answering: answering.map(\.person),
            reports: reports,
            leader: leader,
            links: ties.numbers,
            parts: round.strands.filter { $0.phase != .waiting || $0.name == .chain }.map {
                "\($0.name.name) \($0.isMet ? "met" : "open")"
            }.sorted(),
            filled: round.chairs.compactMap { chair in
                chair.filledBy.map { "\(chair.name.circle ?? "") \(chair.name.holder): \($0)" }
            }.sorted()
        )
    }

    var statusName: String {
        switch status {
        case .open: "open"
        case .answered: "acknowledged"
        case .stoodDown: "stood_down"
        case .falseAlarm: "cancelled"
        }
    }

    /// The state as coverage counts it.
    var stateName: String {
        isClosed ? "closed" : "\(statusName) \(progress)"
    }

    /// How far the round has come, for a failure.
    var roundName: String {
        let strands = round.strands.map { strand in
            "\(strand.name.name) \(strand.phase) run \(strand.run)\(strand.isMet ? " met" : "")"
        }
        let steps = round.stretches.map { stretch in
            "\(stretch.step): "
                + stretch.places.map { place in
                    let chair = round.chair(place.chair)
                    let state = chair?.filledBy.map { "by \($0)" } ?? (chair?.isGivenUp == true ? "given up" : "open")
                    return "\(place.chair.holder) \(state) asked \(place.asked)\(place.isEmpty ? " empty" : "")"
                }.joined(separator: ", ")
        }
        let alarms = alarms.map { "\($0.what) at \(Written.time($0.due))" }.joined(separator: ", ")
        return "round \(round.number): " + (strands + steps).joined(separator: "; ") + "; " + alarms
    }
}

extension Docket.Strand.Name {
    var name: String {
        switch self {
        case .chain: "chain"
        case .body(let step): "body \(step)"
        }
    }
}

extension Docket.Alarm.What {
    var name: String {
        switch self {
        case .answers: "answers"
        case .repetition(.chain): "repetition"
        case .repetition(.body): "repetition of a body"
        case .nextDoor: "next address"
        case .debt: "obligation"
        default: "\(self)"
        }
    }
}

extension Truth {
    var name: String {
        switch self {
        case .temporary: "temporary"
        case .unreadable: "unknown"
        default: "\(self)"
        }
    }
}

extension Ask {
    func name(in docket: Docket) -> String {
        switch self {
        case .file: "report"
        case .answer(_, _, let word, _): word.rawValue
        case .rank(_, let rank, _): rank < docket.rank ? "raise" : rank > docket.rank ? "lower" : "same severity"
        case .pause: "pause"
        case .escalate: "escalate"
        case .close(_, let isFalseAlarm): isFalseAlarm ? "cancel" : "stand down"
        case .followUp(_, _, let isFinal, _): isFinal ? "final report" : "follow-up"
        case .callIn: "call in"
        case .goWithout: "go on without"
        case .reload: "reload"
        }
    }
}
