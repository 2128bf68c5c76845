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

    /// Each step with its time, whom it asks and how many it waits for.
    private static func shape(_ outlook: Outlook) -> [String] {
        outlook.steps.map { step in
            let asked = step.asked.map { one in one.candidate.person + (one.standsFor.map { " for \($0)" } ?? "") }
            let end = step.skipped?.rawValue ?? "\(step.missing) of \(asked.joined(separator: ", "))"
            return "\(step.position + 1) \((step.at - outlook.start).description): \(end)"
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
        Step(ask: names.map { Reference($0) }, need: need, within: Within(.minutes(5)), deputies: deputies)
    }

    @Test func `a deputy is asked in place of a holder without an address`() throws {
        let plan = Self.plan([Self.step("desk")])
        let desk = Group(seats: [Seat(role: "chief", holder: "a", deputies: ["b", "c"])])
        let directory = Town.directory([plan], addresses: ["a": []], groups: ["desk": desk])
        let outlook = try Self.outlook(plan, directory)
        #expect(Self.shape(outlook) == ["1 0s: 1 of b for a"])
        #expect(outlook.steps[0].asked[0].candidate.deputies == ["c"])
        #expect(outlook.steps[0].leftOut.isEmpty)
    }

    @Test func `a step of which nobody can be asked takes no time and says whom it names`() throws {
        let plan = Self.plan([Self.step("a"), Self.step("b", "c")])
        let outlook = try Self.outlook(plan, Town.directory([plan], addresses: ["a": [], "c": []]))
        #expect(Self.shape(outlook) == ["1 0s: everybody_out", "2 0s: 1 of b"])
        #expect(outlook.steps.map { $0.leftOut.map(\.person) } == [["a"], ["c"]])
        #expect(outlook.unansweredAt == Scene.start + .minutes(5))
    }

    @Test func `people whom a step lacks are waited for in the next`() throws {
        let plan = Self.plan([Self.step("a", "b", need: .count(2)), Self.step("c")])
        #expect(try Self.shape(Self.outlook(plan)) == ["1 0s: 2 of a, b", "2 5m: 2 of c"])
    }

    @Test func `a deputy who was asked already is not asked again, and the step ends without them`() throws {
        let plan = Self.plan([Self.step("desk", deputies: .afterTimeout), Self.step("d")])
        let seats = [Seat(holder: "a", deputies: ["b"]), Seat(holder: "b", deputies: ["c"])]
        let both = try Self.outlook(
            plan,
            Town.directory([plan], groups: ["desk": Group(seats: seats)])
        )
        #expect(Self.shape(both) == ["1 0s: 1 of a, b", "2 10m: 1 of d"])
        #expect(both.steps[0].deputies.map(\.candidate.person) == ["c"])
        #expect(both.steps[0].deputiesAt == Scene.start + .minutes(5))
        let none = try Self.outlook(
            plan,
            Town.directory(
                [plan],
                groups: ["desk": Group(seats: [seats[0], Seat(holder: "b", deputies: ["a"])])]
            )
        )
        #expect(Self.shape(none) == ["1 0s: 1 of a, b", "2 5m: 1 of d"])
        #expect(none.steps[0].deputies.isEmpty && none.steps[0].deputiesAt == nil)
    }

    @Test func `the fallback is told after the repeats, and only the first run is listed`() throws {
        let plan = Self.plan([Self.step("a"), Self.step("b")], repetition: .times(2, every: .minutes(3)))
        let outlook = try Self.outlook(plan)
        #expect(Self.shape(outlook) == ["1 0s: 1 of a", "2 5m: 1 of b"])
        #expect(outlook.runEndsAt == Scene.start + .minutes(10))
        #expect(outlook.unansweredAt == Scene.start + .minutes(36))
        #expect(outlook.fallback.map(\.person) == ["office"])
    }

    @Test func `when that is too far off to be played, no time is named`() throws {
        let plan = Self.plan([Self.step("a")], repetition: .untilAcknowledged(atMost: .days(7), every: .minutes(1)))
        let outlook = try Self.outlook(plan)
        #expect(Self.shape(outlook) == ["1 0s: 1 of a"])
        #expect(outlook.runEndsAt == Scene.start + .minutes(5) && outlook.unansweredAt == nil)
    }

    @Test func `a rank that no report has by itself shows its own response`() throws {
        var plan = Self.plan([Self.step("a")])
        plan.responses[.four] = Response(steps: [Self.step("b")])
        plan.grading = Grading(usual: .two)
        #expect(try Self.shape(Self.outlook(plan, severity: .four)) == ["1 0s: 1 of b"])
        #expect(try Self.shape(Self.outlook(plan, severity: .three)) == ["1 0s: 1 of a"])
        plan.responses[.one] = Response(steps: [])
        let empty = try Self.outlook(plan, severity: .one)
        #expect(empty.steps.isEmpty && empty.unansweredAt == Scene.start)
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
        #expect(Self.shape(outlook) == ["1 0s: 1 of b"])
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
        var served: [String] = []
        entries: for entry in entries {
            for change in entry.changes {
                switch change {
                case .stepStarted(let step, let asked, _, let missing):
                    served.append("\(entry.at.milliseconds) \(step) \(asked) \(missing)")
                case .stepSkipped(let step, let reason):
                    served.append("\(entry.at.milliseconds) \(step) \(reason)")
                case .deputiesAsked(let step, let asked, _):
                    served.append("\(entry.at.milliseconds) \(step) \(asked)")
                case .runStarted, .exhausted: break entries
                default: break
                }
            }
        }
        var shown: [String] = []
        for step in outlook.steps {
            let at = step.at.milliseconds
            let end = step.skipped.map { "\($0)" } ?? "\(step.asked) \(step.missing)"
            shown.append("\(at) \(step.position) \(end)")
            if let moment = step.deputiesAt {
                shown.append("\(moment.milliseconds) \(step.position) \(step.deputies)")
            }
        }
        #expect(shown == served)
        let exhausted = entries.first { $0.changes.contains(.exhausted) }?.at
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
        let needs: [Need] = [.any, .count(2), .count(3), .all]
        let steps = (0..<Int.random(in: 1...4, using: &dice)).map { _ in
            Step(
                ask: (some(&dice) + ["x", "y"]).shuffled(using: &dice).prefix(2).map { Reference($0) },
                need: needs.randomElement(using: &dice) ?? .any,
                within: Within(.minutes(Int64.random(in: 1...9, using: &dice))),
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
