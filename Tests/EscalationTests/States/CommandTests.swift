import Escalation
import Testing

@Suite("Who leads")
struct CommandTests {
    /// The leaders are `a`, for whom `b` stands in, and `c`; the plan asks `d`, `e` and the leaders.
    private func scene(need: Need = .all) throws -> Rehearsal {
        var plan = Plan.running(.ask("d", "e", need: need, within: 60))
        plan.commander = Reference("board")
        let scene = try Rehearsal(plan, directory: Town.directory(groups: ["board": ["a>b", "c"]]))
        return scene.looked()
    }

    private func leader(_ scene: Rehearsal) -> PersonID? { scene.incident.command?.person }

    @Test func `nobody leads before somebody of the commander's group answers`() throws {
        let scene = try scene()
        try scene.says("d", .accept)
        #expect(leader(scene) == nil)
        #expect(scene.news() == [])
    }

    @Test func `the first of the order of seats who answers leads, and the other responders are told`() throws {
        let scene = try scene()
        try scene.says("d", .accept)
        try scene.says("c", .accept)
        #expect(leader(scene) == "c")
        #expect(scene.newChanges().contains(.commandBegan(person: "c", standsFor: nil, because: .firstToAnswer)))
        #expect(scene.news() == ["0:00 command d"])
    }

    @Test func `a deputy leads for the holder`() throws {
        let scene = try scene()
        try scene.says("b", .accept)
        #expect(scene.incident.command?.standsFor == "a")
        #expect(scene.newChanges().contains(.commandBegan(person: "b", standsFor: "a", because: .firstToAnswer)))
    }

    @Test func `who says yes later is told nothing of it`() throws {
        let scene = try scene()
        try scene.says("a", .accept)
        try scene.says("d", .accept)
        #expect(scene.news() == [])
    }

    @Test func `somebody earlier in the order who answers later is offered command, and whoever leads is told`() throws
    {
        let scene = try scene()
        try scene.says("c", .accept)
        try scene.says("b", .accept)
        #expect(leader(scene) == "c")
        #expect(scene.incident.offeredCommand == ["b"])
        #expect(scene.news() == ["0:00 command-offer c"])
        try scene.says("a", .accept)
        #expect(scene.incident.offeredCommand == ["b", "a"])
        #expect(scene.news() == ["0:00 command-offer c"])
    }

    @Test func `somebody later in the order is not offered command`() throws {
        let scene = try scene()
        try scene.says("a", .accept)
        for person in ["b", "c"] { try scene.says(person, .accept) }
        #expect(leader(scene) == "a")
        #expect(scene.incident.offeredCommand == [])
        #expect(scene.news() == [])
    }

    @Test func `whoever takes it leads, and the others who answer are told`() throws {
        let scene = try scene()
        for person in ["d", "c", "a"] { try scene.says(person, .accept) }
        _ = scene.looked()
        try scene.says("a", .command)
        #expect(leader(scene) == "a")
        #expect(scene.incident.offeredCommand == [])
        #expect(scene.newChanges().contains(.commandBegan(person: "a", standsFor: nil, because: .taken)))
        #expect(scene.news() == ["0:00 command d", "0:00 command c"])
    }

    @Test func `only a responder whom the plan names for it takes command`() throws {
        let scene = try scene()
        for person in ["d", "c"] { try scene.says(person, .accept) }
        _ = scene.looked()
        #expect(scene.refuses(.notInCommand("d")) { try $0.says("d", .command) })
        #expect(scene.refuses(.notInCommand("a")) { try $0.says("a", .command) })
    }

    @Test func `taking command renews the acknowledgement, also by whoever leads already`() throws {
        var plan = Plan.running(
            .ask("d"),
            acknowledgement: AcknowledgementRule(lasts: .hours(1), grace: .minutes(10))
        )
        plan.commander = Reference("d")
        let scene = try Rehearsal(plan)
        try scene.says("d", .accept)
        try scene.run(until: "20:00")
        try scene.says("d", .command)
        #expect(scene.due(.acknowledgement) == "80:00")
    }

    @Test func `when whoever leads leaves, the next in the order who answers leads and is told, as are the others`()
        throws
    {
        let scene = try scene()
        for person in ["a", "c", "d"] { try scene.says(person, .accept) }
        _ = scene.looked()
        try scene.says("a", .cannot)
        #expect(leader(scene) == "c")
        #expect(scene.newChanges().contains(.commandBegan(person: "c", standsFor: nil, because: .passedOn)))
        #expect(scene.news() == ["0:00 command d", "0:00 in-command c"])
    }

    @Test func `whoever fills the seat of one who leaves leads before those earlier in the order`() throws {
        var plan = Plan.running(.ask("board", need: .all, within: 60, deputies: .afterTimeout), .ask("d"))
        plan.commander = Reference("board")
        let scene = try Rehearsal(plan, directory: Town.directory(groups: ["board": ["a", "c>b"]]))
        try scene.says("c", .accept)
        try scene.says("a", .accept)
        #expect(leader(scene) == "c")
        _ = scene.looked()
        try scene.says("c", .cannot)
        #expect(leader(scene) == "a")
    }

    @Test func `with nobody of the order left nobody leads`() throws {
        let scene = try scene()
        for person in ["c", "d"] { try scene.says(person, .accept) }
        try scene.says("c", .cannot)
        #expect(leader(scene) == nil)
        #expect(scene.incident.status == .acknowledged)
        #expect(scene.changes.last == .commandEnded || scene.changes.contains(.commandEnded))
        try scene.says("a", .accept)
        #expect(leader(scene) == "a")
    }

    @Test func `when nobody answers any more nobody leads`() throws {
        let scene = try scene()
        try scene.says("c", .accept)
        try scene.says("c", .cannot)
        #expect(leader(scene) == nil)
        #expect(scene.changes.contains(.commandEnded))
    }

    @Test func `without a commander in the plan the first who answers leads, without a word`() throws {
        var plan = Plan.running(.ask("d", "e", need: .all), repetition: .times(1, every: .minutes(10)))
        plan.commander = nil
        let scene = try Rehearsal(plan)
        try scene.says("d", .accept)
        try scene.says("a", .accept)
        #expect(scene.incident.command == nil)
        #expect(!scene.changes.contains { if case .commandBegan = $0 { true } else { false } })
        _ = scene.looked()
        try scene.run(until: "5:00")
        #expect(scene.news() == ["5:00 incomplete d"])
    }

    @Test func `raised to a response with another commander, whoever leads goes on and the first of it is offered it`()
        throws
    {
        var plan = Plan.graded([
            .four: Response(steps: [.ask("d")]),
            .two: Response(steps: [.ask("e")], commander: Reference("board")),
        ])
        plan.commander = Reference("d")
        let scene = try Rehearsal(plan, directory: Town.directory(groups: ["board": ["a>b", "c"]]))
        try scene.says("d", .accept)
        try scene.raise(to: .two)
        #expect(leader(scene) == "d")
        _ = scene.looked()
        try scene.says("b", .accept)
        #expect(leader(scene) == "d")
        #expect(scene.incident.offeredCommand == ["b"])
        #expect(scene.news() == ["0:00 command-offer d"])
        try scene.says("b", .command)
        #expect(leader(scene) == "b")
        #expect(scene.news() == ["0:00 command d"])
    }

    @Test func `a message about command that fails is not tried again once nobody leads`() throws {
        let scene = try scene()
        scene.channel["d"] = [.failsForNow, .accepts]
        for person in ["d", "c"] { try scene.says(person, .accept) }
        try scene.says("c", .cannot)
        _ = scene.looked()
        try scene.run(until: "5:00")
        #expect(!scene.news().contains { $0.contains("command") })
    }

    @Test func `command passes in the order of the seats, whatever other seat its holder fills`() throws {
        let scene = try Rehearsal(
            .running(.ask("a", "b", "c", need: .all), commander: "board"),
            directory: Town.directory(groups: ["board": ["c", "a>b"]])
        )
        try scene.says("b", .accept)
        try scene.says("a", .accept)
        try scene.says("c", .accept)
        try scene.says("b", .cannot)
        #expect(scene.incident.command?.person == "c")
    }
}
