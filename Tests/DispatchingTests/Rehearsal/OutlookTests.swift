import Dispatching
import Escalation
import Testing
import TestSupport

/// Who would be told, as the real ledger plays it.
@Suite struct `An outlook` {
    private static func outlook(
        _ plan: Plan,
        _ directory: Directory? = nil,
        severity: Severity = .three
    ) throws -> Outlook {
        try Rehearsal.outlook(
            of: plan,
            in: Town.unit,
            severity: severity,
            at: Scene.start,
            directory: directory ?? Town.directory([plan])
        )
    }

    /// Each step with its time, how many seats it wants, and what happens in it, with the minutes where that is later.
    private static func shape(_ outlook: Outlook) -> [String] {
        outlook.steps.map { step in
            let lines = step.lines.map { line in
                let holder = line.holder.map { " for \($0)" } ?? ""
                let event = line.event == .asked ? "" : line.event.rawValue + " "
                let later = line.at == step.at ? "" : " at \(line.offset)"
                return event + (line.person ?? line.seat?.plain ?? "?") + holder + later
            }
            let head = step.skipped?.rawValue ?? "\(step.wanted) of \(step.seats)"
            return
                "\(step.position + 1) \((step.at - outlook.start).description): \(head): \(lines.joined(separator: ", "))"
        }
    }

    private static func plan(_ steps: [Step], repetition: Repetition? = nil) -> Plan {
        let response = Response(steps: steps, repetition: repetition)
        return Plan(
            name: "fire",
            title: LocalizedText("Fire"),
            responses: [.three: response],
            fallback: [Reference("office")]
        )
    }

    private static func step(_ names: String..., need: Need = .any, deputies: DeputyRule = .onlyInstead) -> Step {
        Step(ask: names.map { Reference($0) }, need: need, within: .minutes(5), deputies: deputies)
    }

    @Test func `a deputy is asked in place of a holder without an address`() throws {
        let plan = Self.plan([Self.step("desk")])
        let desk = Group(seats: [Seat(role: "chief", holder: "a", deputies: ["b", "c"])])
        let directory = Town.directory([plan], addresses: ["a": []], groups: ["desk": desk])
        let outlook = try Self.outlook(plan, directory)
        #expect(Self.shape(outlook) == ["1 0s: 1 of 1: b for a"])
        #expect(outlook.steps[0].lines[0].why == .person(.instead(of: "a", group: "desk", role: "chief")))
    }

    @Test func `a step of which nobody can be asked takes no time and says whose seats are empty`() throws {
        let plan = Self.plan([Self.step("a"), Self.step("b", "c")])
        let outlook = try Self.outlook(plan, Town.directory([plan], addresses: ["a": [], "c": []]))
        #expect(Self.shape(outlook) == ["1 0s: everybody_out: empty a", "2 0s: 1 of 2: empty c, b"])
        #expect(outlook.unansweredAt == Scene.start + .minutes(5))
    }

    @Test func `seats that a step lacks are wanted in the next`() throws {
        let plan = Self.plan([Self.step("a", "b", need: .count(2)), Self.step("c")])
        #expect(try Self.shape(Self.outlook(plan)) == ["1 0s: 2 of 2: a, b", "2 5m: 2 of 1: c"])
    }

    @Test func `deputies are no seats, and those asked already are not asked again`() throws {
        let plan = Self.plan([Self.step("desk", need: .all, deputies: .afterTimeout), Self.step("d")])
        let seats = [Seat(holder: "a", deputies: ["b"]), Seat(holder: "b", deputies: ["c"])]
        let both = try Self.outlook(plan, Town.directory([plan], groups: ["desk": Group(seats: seats)]))
        #expect(Self.shape(both) == ["1 0s: 2 of 2: a, b, c for b at 5m", "2 10m: 2 of 1: d"])
        let pair = [seats[0], Seat(holder: "b", deputies: ["a"])]
        let none = try Self.outlook(plan, Town.directory([plan], groups: ["desk": Group(seats: pair)]))
        #expect(Self.shape(none) == ["1 0s: 2 of 2: a, b", "2 5m: 2 of 1: d"])
    }

    @Test func `bodies are played beside the chain, and one that waits for a yes when every step was tried`() throws {
        var together = Self.step("b", "c", need: .each)
        together.start = .atOnce
        var relay = Self.step("d")
        relay.start = .accepted
        let plan = Self.plan([Self.step("a"), together, relay])
        #expect(
            try Self.shape(Self.outlook(plan)) == ["1 0s: 1 of 1: a", "2 0s: 2 of 2: b, c", "3 5m: 1 of 1: d"]
        )
    }

    @Test func `somebody who is asked by two steps at once stands below both`() throws {
        var beside = Self.step("clerks")
        beside.start = .atOnce
        let plan = Self.plan([Self.step("desk"), beside])
        let groups = [
            "desk": Group(seats: [Seat(role: "chief", holder: "a")]), "clerks": Group(seats: [Seat(holder: "a")]),
        ]
        let outlook = try Self.outlook(plan, Town.directory([plan], groups: groups))
        #expect(Self.shape(outlook) == ["1 0s: 1 of 1: a", "2 0s: 1 of 1: a"])
        #expect(outlook.steps.map { $0.lines.first?.seat } == ["chief", "clerks"])
    }

    @Test func `a step whose conditions do not hold is left out, by its name`() throws {
        var wet = Self.step("desk")
        wet.conditions = [Grading.Condition(field: "metres", comparison: .over, value: .number(1))]
        let plan = Self.plan([Self.step("a"), wet])
        let outlook = try Self.outlook(
            plan,
            Town.directory([plan], groups: ["desk": Group(seats: [Seat(holder: "b")])])
        )
        #expect(Self.shape(outlook) == ["1 0s: 1 of 1: a", "2 5m: not_now: left_out desk"])
    }

    @Test func `the fallback is told after the repeats, only the first run is listed, and none of its deputies`() throws
    {
        var plan = Self.plan([Self.step("a"), Self.step("b")], repetition: .times(2, every: .minutes(3)))
        plan.fallback = [Reference("bosses")]
        let bosses = Group(seats: [Seat(holder: "boss", deputies: ["c", "d"])])
        let outlook = try Self.outlook(plan, Town.directory([plan], groups: ["bosses": bosses]))
        #expect(Self.shape(outlook) == ["1 0s: 1 of 1: a", "2 5m: 1 of 1: b"])
        #expect(outlook.runEndsAt == Scene.start + .minutes(10))
        #expect(outlook.unansweredAt == Scene.start + .minutes(36))
        #expect(outlook.unanswered.map(\.person) == ["boss"])
    }

    @Test func `when that is too far off to be played, no time is named`() throws {
        let plan = Self.plan([Self.step("a")], repetition: .untilMet(atMost: .days(7), every: .minutes(1)))
        let outlook = try Self.outlook(plan)
        #expect(Self.shape(outlook) == ["1 0s: 1 of 1: a"])
        #expect(outlook.runEndsAt == Scene.start + .minutes(5) && outlook.unansweredAt == nil)
        // It is not said that nobody is told.
        #expect(!outlook.isPlayedOut && outlook.unanswered.isEmpty && !outlook.fallback.isEmpty)
        #expect(try Self.outlook(Self.plan([Self.step("a")])).isPlayedOut)
    }

    @Test func `a rank without a response of its own names the rank whose steps are shown`() throws {
        var plan = Self.plan([Self.step("a")])
        #expect(try Self.outlook(plan, severity: .four).grade == .three)
        #expect(try Self.outlook(plan, severity: .one).grade == .three)
        plan.responses[.four] = Response(steps: [Self.step("b")])
        plan.grading = Grading(usual: .two)
        let own = try Self.outlook(plan, severity: .four)
        #expect(Self.shape(own) == ["1 0s: 1 of 1: b"] && own.grade == .four)
        let three = try Self.outlook(plan, severity: .three)
        #expect(Self.shape(three) == ["1 0s: 1 of 1: a"] && three.grade == .three)
    }

    @Test func `a plan of the unit above is played for the unit below`() throws {
        let plan = Self.plan([Self.step("desk")])
        var directory = Town.directory([plan], groups: ["desk": Group(seats: [Seat(holder: "a")])])
        directory.units["/town/mill"] = Unit(
            path: "/town/mill",
            name: LocalizedText("Mill"),
            groups: ["desk": Group(seats: [Seat(holder: "b")])]
        )
        let outlook = try Rehearsal.outlook(
            of: plan,
            in: "/town/mill",
            severity: .three,
            at: Scene.start,
            directory: directory
        )
        #expect(Self.shape(outlook) == ["1 0s: 1 of 1: b"])
    }

    @Test(arguments: 0..<60)
    func `it is what the server does when nobody answers`(seed: UInt64) throws {
        var dice = Dice(seed)
        let (plan, directory) = Self.drawn(&dice)
        let outlook = try Self.outlook(plan, directory)
        let scene = try Scene(directory)
        try scene.file(Town.report(severity: .three))
        try scene.run(until: 24 * 60)
        let entries = try scene.store.memory.entries(of: 1)
        var served: Set<String> = []
        entries: for entry in entries {
            for change in entry.changes {
                switch change {
                case .notificationPlanned(let message) where [.alert, .reminder, .copy].contains(message.kind):
                    served.insert("\(max(entry.at, message.due).milliseconds) \(message.person) \(message.kind)")
                case .runStarted(_, let run) where run > 1: break entries
                case .exhausted: break entries
                default: break
                }
            }
        }
        let lines = outlook.steps.flatMap(\.lines)
        let shown = lines.compactMap { line in
            line.message.map { "\(line.at.milliseconds) \(line.person ?? "") \($0)" }
        }
        #expect(Set(shown) == served)
        let exhausted = entries.first { $0.changes.contains(.exhausted(part: .chain)) }?.at
        #expect(outlook.unansweredAt == exhausted)
    }

    /// A small plan with deputies, needs, repeats and people without an address.
    private static func drawn(_ dice: inout Dice) -> (Plan, Directory) {
        let names = ["a", "b", "c", "d"]
        func some(_ dice: inout Dice) -> [String] {
            names.shuffled(using: &dice).prefix(Int.random(in: 1...3, using: &dice)).map { $0 }
        }
        var groups: [String: Group] = [:]
        for name in ["x", "y"] {
            let seats = some(&dice).map {
                Seat(holder: $0, deputies: some(&dice).filter { _ in Bool.random(using: &dice) })
            }
            groups[name] = Group(seats: seats)
        }
        let needs: [Need] = [.any, .count(2), .count(3), .all, .each]
        let steps = (0..<Int.random(in: 1...4, using: &dice)).map { _ in
            Step(
                ask: (some(&dice) + ["x", "y"]).shuffled(using: &dice).prefix(2).map { Reference($0) },
                need: needs.randomElement(using: &dice) ?? .any,
                within: .minutes(Int64.random(in: 1...9, using: &dice)),
                deputies: Bool.random(using: &dice) ? .afterTimeout : .onlyInstead,
                copies: Bool.random(using: &dice) ? some(&dice).map { Reference($0) } : []
            )
        }
        let repetition = Bool.random(using: &dice) ? Repetition.times(2, every: .minutes(4)) : nil
        var addresses: [PersonID: [Address]] = [:]
        for name in names where Int.random(in: 0..<3, using: &dice) == 0 { addresses[name] = [] }
        let plan = plan(steps, repetition: repetition)
        return (plan, Town.directory([plan], addresses: addresses, groups: groups))
    }
}
