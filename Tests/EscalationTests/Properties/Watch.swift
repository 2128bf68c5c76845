import Escalation

/// What must hold after every event, told as sentences where it does not.
struct Watch {
    private(set) var complaints: [String] = []
    private var ended: Set<Int> = []
    private var lastNumber = 0
    private var lastStep = -1

    mutating func isTrue(_ holds: Bool, _ complaint: @autoclosure () -> String) {
        if !holds { complaints.append(complaint()) }
    }

    /// Folds the changes one by one and looks at each in the state in which it was made.
    mutating func follow(_ changes: [Change], from incident: inout Incident, at now: Timestamp, by actor: Actor) {
        for change in changes {
            look(at: change, in: incident)
            incident.apply(change, at: now, by: actor)
        }
    }

    private mutating func look(at change: Change, in incident: Incident) {
        let (number, position) = (lastNumber, lastStep)
        switch change {
        case .notificationPlanned(let message):
            isTrue(message.id.number > number, "notification \(message.id.number) after \(number)")
            lastNumber = message.id.number
            guard message.kind.asks else { return }
            isTrue(!incident.isClosed, "\(message.kind) planned although closed")
            let isOver = incident.progress == .satisfied && message.kind != .stillOnIt
            isTrue(!isOver, "\(message.kind) planned although satisfied")
        case .notificationAccepted(let number, _, _), .notificationFailed(let number, _, _),
            .notificationCancelled(let number, _):
            isTrue(ended.insert(number).inserted, "notification \(number) ended twice")
            isTrue(incident.unfinished[number] != nil, "notification \(number) ended and was not there")
        case .roundStarted, .runStarted: lastStep = -1
        case .stepStarted(let step, let asked, _, let missing):
            isTrue(step > position, "step \(step) after \(position)")
            isTrue(!asked.isEmpty && missing > 0, "step \(step) asks nobody or for nobody")
            isTrue(!incident.isClosed, "a step started although closed")
            lastStep = step
        case .stepSkipped(let step, _):
            isTrue(step > position, "step \(step) skipped after \(position)")
            lastStep = step
        default: break
        }
    }

    mutating func check(_ incident: Incident, replayed: Incident) {
        var replayed = replayed
        // Whole entries are counted, and repeats that are none.
        (replayed.entryCount, replayed.reportCount) = (incident.entryCount, incident.reportCount)
        isTrue(incident == replayed, "the changes do not lead to the state")
        checkLiveness(incident)
        checkStates(incident)
        checkBounds(incident)
    }

    private mutating func checkLiveness(_ incident: Incident) {
        let kinds = incident.timers.map(\.kind)
        let moves = kinds.filter { [.step, .repetition, .fallback, .resume].contains($0) }
        switch incident.status {
        case .open: isTrue(!moves.isEmpty, "open and no deadline: \(incident.progress)")
        case .acknowledged:
            isTrue(incident.progress != .running || !moves.isEmpty, "the need is unmet and no deadline")
            let asksAgain = kinds.contains(.acknowledgement) && kinds.contains(.grace)
            isTrue(!asksAgain, "acknowledgement and grace at once")
        case .closed:
            isTrue(moves.isEmpty && !kinds.contains(.acknowledgement) && !kinds.contains(.grace), "closed and \(kinds)")
        }
        isTrue(!kinds.contains(.step) || !kinds.contains(.repetition), "a step and a repeat at once")
        let isPauseWhole = incident.isPaused == kinds.contains(.resume)
        isTrue(isPauseWhole || incident.isClosed, "a pause without its end, or an end without")
    }

    private mutating func checkStates(_ incident: Incident) {
        switch incident.status {
        case .open:
            isTrue(incident.responders.isEmpty, "open with responders")
            isTrue(incident.progress != .satisfied, "open and satisfied")
            isTrue(incident.progress != .exhausted || incident.timer(.fallback) != nil, "exhausted and silent")
        case .acknowledged: isTrue(!incident.responders.isEmpty, "acknowledged by nobody")
        case .closed: isTrue(incident.closing != nil, "closed by nobody")
        }
        let isMet = incident.round.missing <= 0 && incident.status == .acknowledged && incident.progress == .running
        isTrue(!isMet, "the need is met and steps go on")
        let isLocked = incident.responders.contains { incident.contacts[$0.person]?.state == .waiting }
        isTrue(!isLocked || incident.round.number > 1, "a responder is waited for")
    }

    private mutating func checkBounds(_ incident: Incident) {
        let perAddress = MessageKind.allCases.count
        isTrue(incident.unfinished.count <= 8 * 3 * perAddress, "\(incident.unfinished.count) unfinished notifications")
        isTrue(incident.timers.count <= 8 + 8, "\(incident.timers.count) deadlines")
        isTrue(Set(incident.timers.map(\.kind)).count == incident.timers.count, "two deadlines of one kind")
        let isKnown = incident.unfinished.values.allSatisfy { incident.contacts[$0.person] != nil }
        isTrue(isKnown, "a message for somebody who is no contact")
    }
}
