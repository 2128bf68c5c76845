import Escalation

/// Small random towns, plans and events.
extension Chance {
    static let people = ["a", "b", "c", "d", "e", "office", "boss", "gate"]
    static let references = people + ["crew", "board", "nobody", "crew?"]

    mutating func directory() -> Directory {
        var addresses: [PersonID: [String]] = [:]
        for name in Self.people where oneIn(2) {
            addresses[name] = Array(["mail", "hook", "log"].shuffled(by: &self).prefix(below(4)))
        }
        return Town.directory(addresses: addresses, groups: ["crew": seats(), "board": seats()])
    }

    private mutating func seats() -> [String] {
        some(Self.people, from: 0, to: 3).map { holder in
            let deputies = some(Self.people, from: 0, to: 2).joined(separator: ",")
            return deputies.isEmpty ? holder : "\(holder)>\(deputies)"
        }
    }

    mutating func plan() -> Plan {
        var responses: [Severity: Response] = [.one: response()]
        for severity in [Severity.two, .three, .four] where !oneIn(4) { responses[severity] = response() }
        let rules: [Grading.Rule] = [.hurt(1, is: .three), .hurt(5, is: .two), .hurt(9, is: .one)]
        var plan = Plan.graded(responses, rules: rules, fields: ["hurt"])
        plan.commander = pick(["boss", "board", "crew", nil]).flatMap { $0 }.map { Reference($0) }
        plan.fallback = some(["office", "crew", "a"], from: 1, to: 2).map { Reference($0) }
        return plan
    }

    private mutating func response() -> Response {
        let repetitions: [Repetition?] = [
            nil, .times(below(3), every: minutes(upTo: 10)),
            .untilMet(atMost: minutes(upTo: 120), every: minutes(upTo: 10)),
        ]
        let rule = AcknowledgementRule(lasts: minutes(upTo: 60), grace: minutes(upTo: 10))
        return Response(
            steps: (0..<below(5)).map { _ in step() },
            repetition: pick(repetitions) ?? nil,
            acknowledgement: oneIn(2) ? rule : nil,
            followUpEvery: oneIn(3) ? minutes(upTo: 120) : nil,
            finalReportWithin: oneIn(3) ? minutes(upTo: 600) : nil,
            askAgain: oneIn(2),
            reach: Reach(order: pick([.together, .inOrder, nil]) ?? nil, every: minutes(upTo: 4)),
            commander: oneIn(4) ? Reference("board") : nil
        )
    }

    private mutating func step() -> Step {
        Step(
            ask: some(Self.references, from: 1, to: 3).map { Reference($0) },
            need: pick([.any, .count(1 + below(3)), .all, .each]) ?? .any,
            start: pick([.silence, .silence, .atOnce, .accepted]) ?? .silence,
            conditions: oneIn(5) ? [.hurt(Double(below(6)))] : [],
            within: minutes(upTo: 10),
            deputies: oneIn(2) ? .afterTimeout : .onlyInstead,
            copies: some(Self.references, from: 0, to: 1).map { Reference($0) }
        )
    }

    mutating func report() -> ReportDraft {
        Rehearsal.report(
            severity: oneIn(4) ? pick(Severity.allCases) : nil,
            facts: facts(),
            reporter: oneIn(2) ? "gate" : nil,
            note: oneIn(3) ? "more" : nil
        )
    }

    private mutating func facts() -> [String: FactValue] {
        oneIn(2) ? ["hurt": .number(Double(below(10)))] : [:]
    }

    mutating func outcome() -> AttemptOutcome {
        switch below(9) {
        case 0: .permanent(reason: .reply(550))
        case 1: .temporary(reason: .reply(451))
        case 2: .throttled(after: TimeSpan(milliseconds: Int64(bitPattern: next())), reason: .http(429))
        case 3: .unknown(reason: Evidence(.cutOff(.stopped)))
        case 4: .unreadable(reason: Evidence(.http(status: 200, .silent)))
        default: .accepted(evidence: .reply(250))
        }
    }

    mutating func event(for incident: Incident, at now: Timestamp) -> Event {
        switch below(20) {
        case 0: return .reportedAgain(report())
        case 1: return .followUp(text: "more", facts: facts(), isFinal: oneIn(4))
        case 2...5:
            let words = Answer.Word.allCases
            return .answer(Answer(person: pick(Self.people + ["stranger"]) ?? "a", word: pick(words) ?? .seen))
        case 6...12:
            let jitter = Double(below(5)) - 2
            let number = oneIn(20) ? below(99) : pick(incident.unfinished.keys.sorted()) ?? 1
            return .attempt(number: number, outcome: outcome(), jitter: jitter)
        case 13 where oneIn(3):
            return .ask(
                names: some(Self.references, from: 1, to: 2),
                within: minutes(upTo: 9),
                reason: "hands",
                as: .operator
            )
        case 14 where oneIn(3):
            return .goOnWithout(names: some(Self.references, from: 1, to: 2), reason: "leave", as: .operator)
        case 13: return .setSeverity(pick(Severity.allCases) ?? .one, reason: oneIn(9) ? "" : "seen")
        case 14: return .pause(until: now + .minutes(Int64(below(1_500))), reason: oneIn(3) ? "" : "wind")
        case 15: return .escalateByHand(reason: "slow")
        case 16 where oneIn(3): return .close(oneIn(2) ? .stoodDown : .cancelled, reason: "over")
        case 17 where oneIn(3):
            let digest = DigestID(first: NotificationID(incident: 3, number: below(9)), mark: 5)
            return .merged(number: incident.unfinished.keys.min() ?? 1, digest: digest, rule: .perAddress)
        default: return deadline(of: incident)
        }
    }

    /// The next deadline, or now and then one that is not there any more.
    private mutating func deadline(of incident: Incident) -> Event {
        let stale = IncidentTimer(kind: .answers(1), due: Rehearsal.start, span: .zero)
        let next = incident.timers.enumerated().min { ($0.element.due, $0.offset) < ($1.element.due, $1.offset) }
        return .deadline(oneIn(20) ? stale : next?.element ?? stale)
    }
}

extension Array {
    fileprivate func shuffled(by chance: inout Chance) -> [Element] {
        var rest = self
        var mixed: [Element] = []
        while !rest.isEmpty { mixed.append(rest.remove(at: chance.below(rest.count))) }
        return mixed
    }
}
