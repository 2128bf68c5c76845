import Escalation

/// What must hold after every event, told as sentences where it does not.
struct Watch {
    private(set) var complaints: [String] = []
    private var ended: Set<Int> = []
    private var lastNumber = 0
    private var wasSilent = false

    mutating func isTrue(_ holds: Bool, _ complaint: @autoclosure () -> String) {
        if !holds { complaints.append(complaint()) }
    }

    /// Folds the changes one by one and looks at each in the state in which it was made.
    mutating func follow(_ changes: [Change], from incident: inout Incident, at now: Timestamp, by actor: Actor) {
        wasSilent = changes.contains { if case .calledInSilent = $0 { true } else { false } }
        for change in changes {
            look(at: change, in: incident)
            lookAtSeats(of: change, in: incident)
            incident.apply(change, at: now, by: actor)
        }
    }

    private mutating func look(at change: Change, in incident: Incident) {
        switch change {
        case .notificationPlanned(let message):
            let number = lastNumber
            isTrue(message.id.number > number, "notification \(message.id.number) after \(number)")
            lastNumber = message.id.number
            lookAtMessage(message, in: incident)
        case .notificationAccepted(let number, _, _), .notificationFailed(let number, _, _),
            .notificationCancelled(let number, _):
            isTrue(ended.insert(number).inserted, "notification \(number) ended twice")
            isTrue(incident.unfinished[number] != nil, "notification \(number) ended and was not there")
        case .toldFallback: isTrue(incident.status == .open, "told that nobody answers although somebody does")
        case .toldIncomplete(let people, let open):
            isTrue(incident.status == .acknowledged, "told who is missing although nobody answers")
            isTrue(!people.isEmpty && !open.isEmpty, "told nobody, or of nothing")
            isTrue(open.allSatisfy { incident.round[$0]?.isOpen == true }, "a seat is named that is not open")
        case .satisfied: isTrue(incident.isSatisfied, "satisfied although something is unmet")
        default: break
        }
    }

    private mutating func lookAtMessage(_ message: Notification, in incident: Incident) {
        let kind = message.kind
        if kind == .unanswered { isTrue(incident.status == .open, "unanswered although somebody answers") }
        if kind == .incomplete {
            isTrue(incident.status == .acknowledged || wasSilent, "incomplete and nobody answers")
        }
        guard kind.asks else { return }
        isTrue(!incident.isClosed, "\(kind) planned although closed")
        guard kind != .stillOnIt else { return }
        isTrue(!incident.answersInRound(message.person), "\(kind) for a responder")
        let isCalledIn = incident.round.calledIn.contains { $0.person == message.person }
        isTrue(!incident.isSatisfied || isCalledIn, "\(kind) planned although satisfied")
    }

    private mutating func lookAtSeats(of change: Change, in incident: Incident) {
        switch change {
        case .stepStarted(_, let step, let seats, _):
            let isOfUse = seats.contains {
                $0.asked != nil || $0.filledBy != nil || incident.round[$0.seat]?.isGivenUp == true
            }
            isTrue(isOfUse, "step \(step) asks nobody and nobody fills it")
            isTrue(!incident.isClosed && !incident.isPaused, "a step started although closed or paused")
            let asked = seats.compactMap { seat in seat.asked.map { Asked(person: $0, seat: seat.seat) } }
            lookAtAsked(asked, in: incident)
        case .deputiesAsked(_, let asked, _, _):
            isTrue(!incident.isPaused, "deputies were asked in a pause")
            lookAtAsked(asked, in: incident)
        case .accepted(let person, _, _, let fills):
            for id in fills {
                guard let seat = incident.round[id] else { return isTrue(false, "\(id) is no seat of this round") }
                isTrue(seat.filledBy == nil, "\(id) is filled twice")
                let isTheirs = id.holder == person || seat.asked.contains(person)
                isTrue(isTheirs, "\(id) is filled by \(person), whom nobody asked for it")
            }
        default: break
        }
    }

    private mutating func lookAtAsked(_ asked: [Asked], in incident: Incident) {
        for one in asked {
            let (person, seat) = (one.person, one.seat)
            isTrue(!incident.answersInRound(person), "\(person) answers and is asked for \(seat)")
            isTrue(incident.contacts[person]?.isOut != true, "\(person) is out and is asked for \(seat)")
            isTrue(incident.round[seat]?.isOpen != false, "\(person) is asked for \(seat), which is not open")
            guard person != seat.holder, incident.round[seat]?.asked.contains(person) != true else { continue }
            let others = incident.round.seats.filter { $0.id != seat && $0.asked.contains(person) }
            isTrue(others.isEmpty, "\(person) is asked as a deputy for \(seat) beside \(others.map(\.id))")
            isTrue(asked.count { $0.person == person } == 1, "\(person) is asked for two seats at once")
        }
    }

    mutating func check(_ incident: Incident, replayed: Incident) {
        var replayed = replayed
        // Whole entries are counted, and repeats that are none.
        (replayed.entryCount, replayed.reportCount) = (incident.entryCount, incident.reportCount)
        isTrue(incident == replayed, "the changes do not lead to the state")
        checkLiveness(incident)
        checkAnswers(incident)
        checkStates(incident)
        checkBounds(incident)
    }

    private mutating func checkLiveness(_ incident: Incident) {
        let kinds = incident.timers.map(\.kind)
        let moves = kinds.filter(Self.moves)
        let isQuestion = kinds.contains(.acknowledgement) || kinds.contains(.grace)
        switch incident.status {
        case .open:
            isTrue(!moves.isEmpty, "open and no deadline: \(incident.progress)")
            isTrue(!isQuestion && !kinds.contains(.incomplete), "open and \(kinds)")
        case .acknowledged:
            isTrue(incident.progress != .running || !moves.isEmpty, "a need is unmet and no deadline")
            isTrue(!(kinds.contains(.acknowledgement) && kinds.contains(.grace)), "acknowledgement and grace at once")
            isTrue(!kinds.contains(.fallback), "somebody answers and the fallback is told that nobody does")
        case .closed: isTrue(moves.isEmpty && !isQuestion && !kinds.contains(.incomplete), "closed and \(kinds)")
        }
        let isPauseWhole = incident.isPaused == kinds.contains(.resume)
        isTrue(isPauseWhole || incident.isClosed, "a pause without its end, or an end without")
    }

    private static func moves(_ kind: IncidentTimer.Kind) -> Bool {
        switch kind {
        case .answers, .repetition, .fallback, .resume: true
        case .incomplete, .acknowledgement, .grace, .nextAddress, .obligation: false
        }
    }

    /// Every answer deadline has somebody who is waited for, and nobody is waited for without end.
    private mutating func checkAnswers(_ incident: Incident) {
        let round = incident.round
        var awaited = Set(round.calledIn.compactMap(\.batch))
        for stage in round.stages {
            for place in stage.seats {
                guard let batch = place.batch, let seat = round[place.seat] else { continue }
                isTrue(seat.filledBy == nil, "somebody's time runs for \(place.seat), which is filled")
                if seat.isOpen { awaited.insert(batch) }
            }
        }
        var due: Set<Int> = []
        for timer in incident.timers {
            if case .answers(let batch) = timer.kind { due.insert(batch) }
        }
        guard !incident.isClosed else { return }
        isTrue(due.isSubset(of: awaited), "answer deadlines \(due.subtracting(awaited)) and nobody waits")
        isTrue(awaited.isSubset(of: due), "somebody is waited for without end: \(awaited.subtracting(due))")
    }

    private mutating func checkStates(_ incident: Incident) {
        switch incident.status {
        case .open:
            isTrue(incident.responders.isEmpty, "open with responders")
            isTrue(incident.command == nil, "open and somebody leads")
            isTrue(!incident.isSatisfied, "open and satisfied")
            let isLoud = incident.timer(.fallback) != nil || incident.isPaused
            isTrue(incident.round[.chain]?.phase != .exhausted || isLoud, "exhausted and silent")
        case .acknowledged:
            isTrue(!incident.responders.isEmpty, "acknowledged by nobody")
            let leads = incident.command.map { one in incident.responders.contains { $0.person == one.person } }
            isTrue(leads != false, "somebody leads who does not answer")
        case .closed: isTrue(incident.closing != nil, "closed by nobody")
        }
        guard !incident.isClosed else { return }
        for responder in incident.responders where responder.round == incident.round.number {
            let isWaited = incident.contacts[responder.person]?.state == .waiting
            isTrue(!isWaited, "a responder is waited for")
        }
        for seat in incident.round.seats {
            guard let person = seat.filledBy else { continue }
            isTrue(incident.responders.contains { $0.person == person }, "\(seat.id) is filled by no responder")
        }
    }

    private mutating func checkBounds(_ incident: Incident) {
        let perAddress = MessageKind.allCases.count
        isTrue(incident.unfinished.count <= 8 * 3 * perAddress, "\(incident.unfinished.count) unfinished notifications")
        isTrue(incident.timers.count <= 64, "\(incident.timers.count) deadlines")
        isTrue(Set(incident.timers.map(\.kind)).count == incident.timers.count, "two deadlines of one kind")
        let isKnown = incident.unfinished.values.allSatisfy { incident.contacts[$0.person] != nil }
        isTrue(isKnown, "a message for somebody who is no contact")
    }
}
