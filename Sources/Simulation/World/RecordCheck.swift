import Escalation

/// Reads the record of one incident and holds each entry against the rules that must never be broken, whatever was decided.
///
/// | name | rule |
/// |---|---|
/// | `S1 responder` | whoever answers in a round is never asked, reminded or told that nobody answers in it |
/// | `S2 seat` | a seat is filled once, by its holder or by a deputy who was asked for it |
/// | `S3 part` | a yes neither meets nor stops a part that it has nothing to do with |
/// | `S4 time` | a deadline is that of whoever was asked: the step's own time on or off duty, from that instant |
/// | `S5 true` | `unanswered` and `incomplete` are true when they are sent |
/// | `S6 told` | whoever is told by the record has a message that tells it |
struct RecordCheck {
    struct Breach: Sendable {
        var invariant: String
        var what: String
    }

    private let paper: Paper
    private(set) var breaches: [Breach] = []

    private var rank = 4
    private var responders: Set<PersonID> = []
    private var filled: [SeatID: PersonID] = [:]
    private var asked: [SeatID: Set<PersonID>] = [:]
    /// The seats of each step that has begun in this round.
    private var steps: [Int: Set<SeatID>] = [:]
    /// Seats without which it is gone on in this round.
    private var givenUp: Set<SeatID> = []

    init(paper: Paper) {
        self.paper = paper
    }

    mutating func read(_ entry: RecordEntry) {
        // In a new round every part has just begun.
        let before = entry.changes.contains(where: Self.isRound) ? [:] : steps
        for change in entry.changes { look(at: change, in: entry) }
        if let fills = entry.changes.lazy.compactMap(Self.fills).first { checkParts(entry, fills, began: before) }
        checkTold(entry)
        checkTimes(entry)
    }

    private static func isRound(_ change: Change) -> Bool {
        if case .roundStarted = change { true } else { false }
    }

    private static func fills(_ change: Change) -> [SeatID]? {
        if case .accepted(_, _, _, let fills) = change { fills } else { nil }
    }

    private mutating func look(at change: Change, in entry: RecordEntry) {
        switch change {
        case .roundStarted(_, let grade, _, let keeps):
            rank = grade.rawValue
            if !keeps {
                responders = []
                filled = [:]
            }
            asked = [:]
            steps = [:]
            givenUp = []
        case .stepStarted(_, let step, let seats, _), .stepSkipped(_, let step, _, let seats),
            .stepJoined(let step, let seats):
            if !seats.isEmpty { steps[step] = Set(seats.map(\.seat)) }
            for call in seats { take(call) }
        case .deputiesAsked(_, let people, _, _):
            for one in people { call(one.person, for: one.seat) }
        case .calledIn(let people, _, _):
            for one in people {
                expect(!responders.contains(one.person), "S1 responder") { "\(one.person) is called in" }
            }
        case .seatsGivenUp(let seats, _): givenUp.formUnion(seats)
        case .accepted(let person, _, _, let fills): accept(person, fills)
        case .declined(let person, _): leave(person)
        case .openAgain, .reopened:
            responders = []
            filled = [:]
        case .notificationPlanned(let planned):
            let asks: [MessageKind] = [.alert, .reminder, .unanswered]
            expect(!asks.contains(planned.kind) || !responders.contains(planned.person), "S1 responder") {
                "\(planned.person) answers and gets \(planned.kind.rawValue)"
            }
        case .toldFallback:
            let who = responders.sorted()
            expect(who.isEmpty, "S5 true") { "\(who) answer, and the fallback hears that nobody does" }
        case .toldIncomplete(_, let open):
            let isMissing = !open.isEmpty && open.allSatisfy { filled[$0] == nil }
            expect(isMissing, "S5 true") { "some of \(open) are filled" }
        default: break
        }
    }

    private mutating func expect(_ holds: Bool, _ invariant: String, _ what: () -> String) {
        if !holds { breaches.append(Breach(invariant: invariant, what: what())) }
    }

    private mutating func take(_ seat: SeatCall) {
        if let person = seat.filledBy { fill(seat.seat, by: person) }
        guard let person = seat.asked else { return }
        call(person, for: seat.seat)
        expect(seat.batch != nil, "S4 time") { "\(person) is asked for \(seat.seat) without a time" }
        let isFree = filled[seat.seat] == nil
        expect(isFree, "S2 seat") { "\(person) is asked for \(seat.seat), which is filled" }
    }

    private mutating func call(_ person: PersonID, for seat: SeatID) {
        asked[seat, default: []].insert(person)
        expect(!responders.contains(person), "S1 responder") { "\(person) answers and is asked for \(seat)" }
    }

    private mutating func fill(_ seat: SeatID, by person: PersonID) {
        let known = filled[seat]
        expect(known == nil || known == person, "S2 seat") { "\(seat) is filled by \(known ?? "") and \(person)" }
        let isTheirs = person == seat.holder || asked[seat]?.contains(person) == true || known == person
        expect(isTheirs, "S2 seat") { "\(person) fills \(seat), for which nobody asked them" }
        filled[seat] = person
    }

    private mutating func accept(_ person: PersonID, _ fills: [SeatID]) {
        responders.insert(person)
        for seat in fills {
            let isFree = filled[seat] == nil
            expect(isFree, "S2 seat") { "\(seat) is filled twice, now by \(person)" }
            fill(seat, by: person)
        }
    }

    private mutating func leave(_ person: PersonID) {
        responders.remove(person)
        for (seat, filler) in filled where filler == person { filled[seat] = nil }
    }

    // MARK: Whole entries

    /// In the entry of a yes a part is met, or its run ended, only where the yes fills a seat of it, or it has just begun, or is
    /// gone on without: that counts from the first yes.
    private mutating func checkParts(_ entry: RecordEntry, _ fills: [SeatID], began before: [Int: Set<SeatID>]) {
        for change in entry.changes {
            let part: Part
            switch change {
            case .partMet(let met, _): part = met
            case .runEnded(let ended, _): part = ended
            default: continue
            }
            guard case .body(let step) = part, before[step] != nil else { continue }
            let isTouched =
                fills.contains { steps[step]?.contains($0) == true } || steps[step]?.isSubset(of: givenUp) == true
            expect(isTouched, "S3 part") { "a yes that fills \(fills) ends \(part)" }
        }
    }

    /// Those of whom the record says that they were told have a message of this entry that says so.
    private mutating func checkTold(_ entry: RecordEntry) {
        for change in entry.changes {
            let (people, kind): ([PersonID], MessageKind)
            switch change {
            case .toldFallback(let told): (people, kind) = (told, .unanswered)
            case .toldIncomplete(let told, _): (people, kind) = (told, .incomplete)
            default: continue
            }
            for person in people {
                let isPlanned = entry.changes.contains { change in
                    guard case .notificationPlanned(let one) = change else { return false }
                    return one.person == person && one.kind == kind
                }
                expect(isPlanned, "S6 told") { "\(person) is told by the record, and no \(kind.rawValue) is planned" }
            }
        }
    }

    /// What is set for those who are asked together is their step's own time.
    private mutating func checkTimes(_ entry: RecordEntry) {
        let isPause = entry.changes.contains { if case .paused = $0 { true } else { false } }
        guard !isPause, let stages = paper.course(for: rank)?.stages else { return }
        var times: [Int: (step: Int, within: Int64)] = [:]
        for change in entry.changes {
            switch change {
            case .stepStarted(_, let step, let seats, _):
                for batch in Set(seats.compactMap(\.batch)) {
                    let isOn = seats.contains { $0.batch == batch && $0.attendance?.isOnDuty ?? true }
                    times[batch] = (step, stages[step].within(isOn))
                }
            case .deputiesAsked(let step, let asked, _, let batch):
                times[batch] = (step, stages[step].within(asked.contains { $0.attendance?.isOnDuty ?? true }))
            case .timerSet(let timer):
                guard case .answers(let batch) = timer.kind, let own = times[batch] else { continue }
                expect(timer.span.milliseconds == own.within, "S4 time") {
                    "batch \(batch) of step \(own.step) has \(timer.span.milliseconds) ms, not \(own.within)"
                }
                expect(timer.due == entry.at + timer.span, "S4 time") { "batch \(batch) does not run from now" }
            default: break
            }
        }
    }
}
