import Escalation
import Messages

/// Makes the lines of a course from what goes on record, entry by entry.
struct CourseReader {
    /// Whom a step, or whoever called them in, asked last, and for what.
    struct Call {
        var place: SeatID?
        var seat: LocalizedText?
        var holder: PersonID?
        var why: CourseReason
        var batch: Int
        var turn: CourseLine.Turn?
    }

    /// One line for each of these at one instant: a person has several addresses.
    private struct Message: Hashable {
        var person: PersonID
        var kind: MessageKind
    }

    private let directory: Directory
    private let plan: Plan?
    private let start: Timestamp
    private(set) var incident: Incident?
    /// What everybody was asked for last: all that was asked of them at one moment, in the order of the steps.
    private var calls: [PersonID: [Call]] = [:]
    /// Who was asked for something by this entry.
    private var newlyAsked: Set<PersonID> = []
    /// When the answer deadlines of this incident are, by their number.
    private var deadlines: [Int: Timestamp] = [:]
    /// Messages whose time has not come yet.
    private var waiting: [Int: Notification] = [:]
    private var instant: Timestamp?
    private var said: Set<Message> = []
    /// Seats of the round for which nobody can be asked, as far as there was a line of it.
    private var empty: Set<SeatID> = []

    /// - Parameters:
    ///   - directory: where names of groups are looked up.
    ///   - plan: the incident's.
    ///   - start: when it was reported.
    init(directory: Directory, plan: Plan?, start: Timestamp) {
        self.directory = directory
        self.plan = plan
        self.start = start
    }

    /// The lines of the next entry of the incident.
    mutating func lines(of entry: RecordEntry) -> [CourseLine] {
        if instant != entry.at { (instant, said) = (entry.at, []) }
        let before = incident
        if incident == nil { incident = Incident(replaying: [entry]) } else { incident?.apply(entry) }
        guard let incident else { return [] }
        newlyAsked = []
        for change in entry.changes { note(change, in: incident) }
        let response = plan?.response(to: incident.round.grade)
        let scope = Scope(entry: entry, before: before, after: incident, response: response)
        var lines: [CourseLine] = []
        for change in entry.changes { lines += self.lines(of: change, in: scope) }
        return lines
    }

    func line(_ event: CourseLine.Event, _ scope: Scope) -> CourseLine {
        CourseLine(event, at: scope.entry.at, offset: scope.entry.at - start)
    }

    // MARK: Whom somebody asked

    private mutating func note(_ change: Change, in incident: Incident) {
        switch change {
        case .roundStarted: empty = []
        case .timerSet(let timer):
            if case .answers(let batch) = timer.kind { deadlines[batch] = timer.due }
        case .stepStarted(let part, let step, let seats, _):
            let turn = turn(of: part, step, in: incident)
            for seat in seats where seat.asked != nil { empty.remove(seat.seat) }
            for seat in seats {
                guard let person = seat.asked, let batch = seat.batch else { continue }
                note(person, Self.reason(of: seat, asked: person), seat.seat, seat.reason, batch, turn)
            }
        case .deputiesAsked(let step, let asked, let because, let batch):
            let turn = turn(of: incident.round.part(of: step), step, in: incident)
            for one in asked {
                empty.remove(one.seat)
                let seat = incident.round[one.seat]?.reason ?? .named
                let reason = Reason.deputy(of: one.seat.holder, group: seat.group, role: seat.role)
                note(one.person, .deputy(reason, because), one.seat, seat, batch, turn)
            }
        case .calledIn(let people, let batch, _):
            for one in people {
                calls[one.person] = [Call(why: .person(.calledIn), batch: batch)]
            }
        default: break
        }
    }

    private mutating func note(
        _ person: PersonID,
        _ why: CourseReason,
        _ seat: SeatID,
        _ reason: Reason,
        _ batch: Int,
        _ turn: CourseLine.Turn?
    ) {
        let call = Call(
            place: seat,
            seat: Self.name(of: reason, seat),
            holder: person == seat.holder ? nil : seat.holder,
            why: why,
            batch: batch,
            turn: turn
        )
        guard !newlyAsked.insert(person).inserted else { return calls[person] = [call] }
        calls[person, default: []].append(call)
        calls[person]?.sort { ($0.turn?.step ?? 0) < ($1.turn?.step ?? 0) }
    }

    private static func reason(of seat: SeatCall, asked person: PersonID) -> CourseReason {
        guard person != seat.seat.holder else { return .person(seat.reason) }
        return .person(.instead(of: seat.seat.holder, group: seat.reason.group, role: seat.reason.role))
    }

    /// The role of a seat, else the name of its group; `nil` for somebody whom the plan names.
    static func name(of reason: Reason, _ seat: SeatID) -> LocalizedText? {
        if let role = reason.role { return role }
        return (reason.group ?? seat.groupID).map { LocalizedText($0) }
    }

    func turn(of part: Part, _ step: Int?, in incident: Incident) -> CourseLine.Turn? {
        guard let state = incident.round[part] else { return nil }
        return CourseLine.Turn(round: incident.round.number, part: part, run: state.run, step: step)
    }

    /// Whether a plan's name leads to one person and not to a group.
    func isPerson(_ reference: Reference, in unit: UnitPath) -> Bool {
        directory.seats(for: reference, in: unit)?.first.map { $0.seat.group == nil } ?? false
    }

    /// Whether a seat is empty that was not before.
    mutating func becomesEmpty(_ seat: SeatID) -> Bool { empty.insert(seat).inserted }

    func call(of person: PersonID) -> Call? { calls[person]?.first }

    /// Whether somebody was asked for a seat last.
    func isAsked(_ person: PersonID, for seat: SeatID) -> Bool {
        calls[person]?.contains { $0.place == seat } ?? false
    }

    // MARK: Messages

    /// The line of a message, when it goes out: where it is planned, or later if its time comes later.
    mutating func planned(_ notification: Notification, _ scope: Scope) -> CourseLine? {
        guard notification.due <= scope.entry.at else {
            waiting[notification.id.number] = notification
            return nil
        }
        return sent(notification, scope)
    }

    /// The line of a message that had to wait.
    mutating func accepted(_ number: Int, _ scope: Scope) -> CourseLine? {
        waiting.removeValue(forKey: number).flatMap { sent($0, scope) }
    }

    mutating func cancelled(_ number: Int) { waiting[number] = nil }

    private mutating func sent(_ notification: Notification, _ scope: Scope) -> CourseLine? {
        let (person, kind) = (notification.person, notification.kind)
        guard said.insert(Message(person: person, kind: kind)).inserted else { return nil }
        var line = line(Self.event(of: kind), scope)
        line.person = person
        line.message = kind
        line.why = (incident?.contacts[person]?.reason).map { .person($0) }
        switch kind {
        case .alert, .reminder: ask(&line)
        case .stillOnIt: line.deadline = scope.after.timer(.grace)?.due
        case .owed, .overdue: line.deadline = scope.owed(kind)
        case .copy:
            guard let copy = scope.copy(of: person) else { break }
            (line.why, line.turn) = (copy.why, turn(of: copy.part, copy.step, in: scope.after))
        case .unanswered: line.why = fallback(person, scope) ?? line.why
        case .incomplete: line.turn = scope.turn
        default: break
        }
        return line
    }

    private func ask(_ line: inout CourseLine) {
        guard let person = line.person, let all = calls[person], let call = all.first else { return }
        line.seat = call.seat
        line.holder = call.holder
        // Another address of somebody whose time is up: the message says no time any more.
        line.deadline = all.compactMap { deadlines[$0.batch] }.filter { $0 > line.at }.min()
        line.why = call.why
        line.turn = call.turn
        line.further = all.dropFirst().map {
            CourseLine.Seat(seat: $0.seat, holder: $0.holder, why: $0.why, turn: $0.turn)
        }
    }

    /// What makes somebody one of the fallback.
    private func fallback(_ person: PersonID, _ scope: Scope) -> CourseReason? {
        let people = directory.people(named: plan?.fallback ?? [], in: scope.after.report.unit, at: scope.entry.at)
        return people.first { $0.person == person }.map { .person($0.reason) }
    }

    private static func event(of kind: MessageKind) -> CourseLine.Event {
        switch kind {
        case .alert, .stillOnIt: .asked
        case .reminder, .owed: .reminded
        case .copy: .copied
        case .takenOver, .update, .severity, .unanswered, .incomplete, .command, .inCommand, .commandOffer, .overdue,
            .allClear, .correction:
            .told
        }
    }
}
