import Escalation
import Testing

@Suite("Calling somebody in, and going on without")
struct CallInTests {
    private func scene(_ plan: Plan, groups: [String: [String]] = [:]) throws -> Rehearsal {
        let scene = try Rehearsal(plan, directory: Town.directory(groups: groups))
        try scene.run(until: "1:00")
        return scene.looked()
    }

    private let long = Plan.running(.ask("a", within: 60))

    // MARK: Calling in

    @Test func `whoever is called in is asked with a time, and fills no seat`() throws {
        let scene = try scene(long)
        try scene.callIn("c", within: .minutes(7))
        #expect(scene.news() == ["1:00 alert c"])
        #expect(scene.answerBy("c") == "8:00")
        #expect(scene.incident.contacts["c"]?.reason == .calledIn)
        try scene.says("c", .accept)
        #expect(scene.incident.status == .acknowledged)
        #expect(scene.incident.progress == .running)
        #expect(scene.incident.round.seats.allSatisfy { $0.filledBy == nil })
    }

    @Test func `without a time they have that of the last link that has begun`() throws {
        let scene = try scene(.running(.ask("a", within: 3), .ask("b", within: 9), .ask("d", within: 20)))
        try scene.run(until: "4:00")
        try scene.callIn("c")
        #expect(scene.answerBy("c") == "13:00")
        let bodies = try self.scene(.running(.ask("a", start: .atOnce, within: 3)))
        try bodies.callIn("c")
        #expect(bodies.answerBy("c") == "11:00")
    }

    @Test func `of a group every holder is asked, or the deputy of one who is out`() throws {
        let scene = try scene(long, groups: ["crew": ["b>d", "c", "e>f"]])
        try scene.says("b", .cannot)
        try scene.callIn("crew")
        #expect(scene.news() == ["1:00 alert d", "1:00 alert c", "1:00 alert e"])
    }

    @Test func `those who answer already are not asked again`() throws {
        let scene = try scene(long, groups: ["crew": ["b", "c"]])
        try scene.says("b", .accept)
        try scene.callIn("crew")
        #expect(scene.news() == ["1:00 alert c"])
        _ = scene.looked()
        #expect(scene.refuses(.nobodyToAsk("b")) { try $0.callIn("b") })
    }

    @Test func `calling in nobody is refused, with the name`() throws {
        let scene = try scene(long)
        #expect(scene.refuses(.nobodyToAsk("stranger")) { try $0.callIn("stranger") })
        #expect(scene.refuses(.nobodyToAsk("stranger")) { try $0.callIn("c", "stranger") })
        #expect(
            scene.refuses(.nobodyToAsk("")) { try $0.handle(.ask(names: [], within: nil, reason: "", as: .operator)) }
        )
        try scene.says("c", .cannot)
        _ = scene.looked()
        #expect(scene.refuses(.nobodyToAsk("c")) { try $0.callIn("c") })
        let closed = try Rehearsal.closed()
        #expect(closed.refuses(.closed) { try $0.callIn("c") })
    }

    @Test func `when they are silent at their time whoever called them in is told and nobody else is asked`() throws {
        let scene = try scene(long, groups: ["crew": ["c>d"]])
        try scene.callIn("crew", within: .minutes(4), by: "e")
        _ = scene.looked()
        try scene.run(until: "30:00")
        #expect(scene.news() == ["5:00 incomplete e"])
        #expect(scene.newChanges().contains(.calledInSilent(people: ["c"])))
    }

    @Test func `whoever says that they cannot when called in brings in nobody`() throws {
        let scene = try scene(long, groups: ["crew": ["c>d"]])
        try scene.callIn("crew", within: .minutes(4))
        try scene.says("c", .cannot)
        _ = scene.looked()
        try scene.run(until: "30:00")
        #expect(scene.news() == [])
    }

    @Test func `a satisfied incident asks those who are called in and goes on being satisfied`() throws {
        let scene = try scene(.running(.ask("a"), .ask("b")))
        try scene.says("a", .accept)
        try scene.callIn("c", within: .minutes(4))
        #expect(scene.news() == ["1:00 alert c"])
        #expect(scene.incident.progress == .satisfied)
        #expect(scene.answerBy("c") == "5:00")
        try scene.says("b", .accept)
        #expect(scene.answerBy("c") == "5:00")
        try scene.run(until: "5:00")
        #expect(scene.news() == ["5:00 incomplete boss"])
    }

    @Test func `that somebody called in is silent is tried again, though nobody else is missing`() throws {
        let scene = try scene(.running(.ask("a"), .ask("b")))
        try scene.says("a", .accept)
        scene.channel["e"] = [.failsForNow, .accepts]
        try scene.callIn("c", within: .minutes(4), by: "e")
        _ = scene.looked()
        try scene.run(until: "6:00")
        #expect(scene.news() == ["5:00 incomplete e failed for now", "5:15 incomplete e"])
    }

    @Test func `an exhausted incident asks those who are called in`() throws {
        let scene = try Rehearsal.exhausted()
        try scene.callIn("c", within: .minutes(4))
        #expect(scene.news() == ["11:00 alert c"])
        try scene.says("c", .accept)
        #expect(scene.incident.status == .acknowledged)
        #expect(scene.due(.fallback) == nil)
    }

    @Test func `somebody who was asked already and is called in gets one reminder after two minutes`() throws {
        let scene = try scene(long)
        try scene.callIn("a")
        try scene.run(until: "10:00")
        #expect(scene.news() == ["2:00 reminder a"])
    }

    @Test func `whoever was asked a moment before is reminded before half of the time that they are given is gone`()
        throws
    {
        let scene = try scene(long)
        try scene.callIn("a", within: .minutes(1))
        try scene.run(until: "10:00")
        #expect(scene.news() == ["1:30 reminder a", "2:00 incomplete boss"])
        try scene.callIn("a", within: .minutes(30))
        try scene.callIn("a", within: .seconds(60))
        try scene.run(until: "20:00")
        #expect(scene.news() == ["10:00 reminder a", "10:30 reminder a", "11:00 incomplete boss"])
    }

    @Test func `whoever is called in again after another run began is reminded two minutes after the alert`() throws {
        let scene = try scene(long)
        try scene.callIn("c", within: .minutes(30))
        try scene.escalate()
        try scene.run(until: "1:30")
        try scene.callIn("c", within: .minutes(30))
        try scene.run(until: "10:00")
        #expect(scene.news() == ["1:00 alert c", "2:00 reminder a", "3:00 reminder c"])
        #expect(scene.answerBy("c") == "31:30")
    }

    @Test func `whoever is called in again has the time of the last call`() throws {
        let scene = try scene(long)
        try scene.callIn("c", within: .minutes(4))
        try scene.run(until: "4:00")
        try scene.callIn("c", within: .minutes(4), by: "e")
        #expect(scene.answerBy("c") == "8:00")
        _ = scene.looked()
        try scene.run(until: "30:00")
        #expect(scene.news() == ["8:00 incomplete e"])
    }

    @Test func `those who were called in are told who answers by nobody else's yes`() throws {
        let scene = try scene(.running(.ask("a", "b")))
        try scene.callIn("b", within: .minutes(30))
        _ = scene.looked()
        try scene.says("a", .accept)
        #expect(scene.answerBy("b") == "31:00")
    }

    // MARK: Going on without

    @Test func `seats that are given up are not counted, not asked and named no more`() throws {
        let plan = Plan.running(.ask("a", "desk", "c", need: .all, deputies: .afterTimeout))
        let scene = try scene(plan, groups: ["desk": ["b>d"]])
        try scene.says("a", .accept)
        try scene.goOnWithout("desk")
        _ = scene.looked()
        try scene.run(until: "5:00")
        #expect(scene.incident.contacts["d"] == nil)
        let open = scene.newChanges().compactMap { if case .toldIncomplete(_, let open) = $0 { open } else { nil } }
        #expect(open == [[.named("c")]])
        try scene.says("c", .accept)
        #expect(scene.incident.progress == .satisfied)
    }

    @Test func `a part may be met by it`() throws {
        let scene = try scene(.running(.ask("a", "b", need: .each), .ask("c")))
        try scene.says("a", .accept)
        #expect(scene.incident.progress == .running)
        try scene.goOnWithout("b")
        #expect(scene.incident.progress == .satisfied)
        #expect(scene.news() == ["1:00 taken-over b"])
    }

    @Test func `a number is lowered by seats that are given up`() throws {
        let scene = try scene(.running(.ask("a", "b", "c", need: .count(2))))
        try scene.says("a", .accept)
        try scene.goOnWithout("b")
        #expect(scene.incident.progress == .running)
        try scene.goOnWithout("c")
        #expect(scene.incident.progress == .satisfied)
    }

    @Test func `a later yes of theirs still counts`() throws {
        let scene = try scene(.running(.ask("a", "b", "c", need: .all)))
        try scene.says("a", .accept)
        try scene.goOnWithout("b")
        try scene.says("b", .accept)
        #expect(scene.incident.round[.named("b")]?.filledBy == "b")
        #expect(scene.responders == ["a", "b"])
    }

    @Test(arguments: ["desk", "/town/desk", "b", "clerk", "/town/desk/b"])
    func `a seat goes by its group, its role or its holder`(name: String) throws {
        var directory = Town.directory(groups: ["desk": ["b"]])
        directory.units[Town.unit]?.groups["desk"] = Group(seats: [Seat(role: "clerk", holder: "b")])
        let scene = try Rehearsal(.running(.ask("a", "desk", need: .all)), directory: directory)
        try scene.says("a", .accept)
        try scene.goOnWithout(name)
        #expect(scene.incident.progress == .satisfied)
    }

    @Test func `a name of no open seat is refused`() throws {
        let scene = try scene(.running(.ask("a", "b", need: .all)))
        #expect(scene.refuses(.noOpenSeat("c")) { try $0.goOnWithout("c") })
        try scene.says("a", .accept)
        _ = scene.looked()
        #expect(scene.refuses(.noOpenSeat("a")) { try $0.goOnWithout("a") })
        #expect(scene.refuses(.noOpenSeat("c")) { try $0.goOnWithout("b", "c") })
        #expect(scene.refuses(.noOpenSeat("")) { try $0.handle(.goOnWithout(names: [], reason: "", as: .operator)) })
        let closed = try Rehearsal.closed()
        #expect(closed.refuses(.closed) { try $0.goOnWithout("a") })
    }

    @Test func `going on without everybody who is waited for begins the next link`() throws {
        let scene = try scene(.running(.ask("a", "b", need: .all), .ask("c")))
        try scene.goOnWithout("a", "b")
        #expect(scene.news() == ["1:00 alert c"])
        #expect(scene.incident.status == .open)
    }

    // MARK: Who may

    @Test func `only whoever leads or an operator calls in and goes on without`() throws {
        let scene = try scene(.running(.ask("a", "b", need: .all, within: 60), commander: "a"))
        let call = Event.ask(names: ["c"], within: nil, reason: "", as: .commander)
        let without = Event.goOnWithout(names: ["b"], reason: "", as: .commander)
        #expect(scene.refuses(.notLeading) { try $0.handle(call, by: .person("a")) })
        try scene.says("b", .accept)
        _ = scene.looked()
        for event in [call, without] {
            #expect(scene.refuses(.notLeading) { try $0.handle(event, by: .person("b")) })
            #expect(scene.refuses(.notLeading) { try $0.handle(event, by: .token("a")) })
        }
        try scene.says("b", .cannot)
        try scene.says("a", .accept)
        _ = scene.looked()
        try scene.handle(call, by: .person("a"))
        try scene.handle(without, by: .person("a"))
        #expect(scene.incident.round[.chain]?.isMet == true)
        try scene.handle(.ask(names: ["d"], within: nil, reason: "", as: .operator), by: .token("desk"))
    }

    @Test func `without a commander in the plan it is the first who answers`() throws {
        let scene = try scene(.running(.ask("a", "b", need: .all, within: 60), commander: nil))
        try scene.says("b", .accept)
        try scene.says("a", .accept)
        _ = scene.looked()
        let call = Event.ask(names: ["c"], within: nil, reason: "", as: .commander)
        #expect(scene.refuses(.notLeading) { try $0.handle(call, by: .person("a")) })
        try scene.handle(call, by: .person("b"))
        try scene.close()
        _ = scene.looked()
        #expect(scene.refuses(.closed) { try $0.handle(call, by: .person("a")) })
    }
}
