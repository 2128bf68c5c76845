import Escalation
import Testing

@Suite("How many seats must be filled, and by when")
struct NeedTests {
    private func scene(_ plan: Plan, groups: [String: [String]] = [:]) throws -> Rehearsal {
        try Rehearsal(plan, directory: Town.directory(groups: groups))
    }

    @Test func `any is met by one`() throws {
        let scene = try Rehearsal(.running(.ask("a", "b", "c")))
        try scene.says("b", .accept)
        #expect(scene.incident.progress == .satisfied)
    }

    @Test func `a number is met by so many different people`() throws {
        let scene = try Rehearsal(.running(.ask("a", "b", "c", need: .count(2))))
        try scene.says("a", .accept)
        #expect(scene.incident.progress == .running)
        try scene.says("c", .accept)
        #expect(scene.incident.progress == .satisfied)
    }

    @Test func `a number counts one person once however many seats they fill`() throws {
        let groups = ["lead": ["a"], "board": ["a"]]
        let scene = try scene(.running(.ask("lead", "board", "b", need: .count(2))), groups: groups)
        try scene.says("a", .accept)
        #expect(scene.incident.round.seats.count { $0.filledBy == "a" } == 2)
        #expect(scene.incident.progress == .running)
        try scene.says("b", .accept)
        #expect(scene.incident.progress == .satisfied)
    }

    @Test(arguments: [Need.all, .each])
    func `all and each count seats and not people`(need: Need) throws {
        let groups = ["lead": ["a"], "board": ["a"]]
        let scene = try scene(.running(.ask("lead", "board", need: need)), groups: groups)
        #expect(scene.news() == ["0:00 alert a"])
        try scene.says("a", .accept)
        #expect(scene.incident.progress == .satisfied)
    }

    @Test func `a holder and their own deputy fill one seat and not two`() throws {
        let groups = ["desk": ["a>b"], "crew": ["c"]]
        let scene = try scene(.running(.ask("desk", "crew", need: .all, deputies: .afterTimeout)), groups: groups)
        try scene.run(until: "5:00")
        try scene.says("b", .accept)
        try scene.says("a", .accept)
        #expect(scene.responders == ["b", "a"])
        #expect(scene.incident.progress != .satisfied)
        #expect(scene.incident.round[.of("desk", "a")]?.filledBy == "b")
        try scene.says("c", .accept)
        #expect(scene.incident.progress == .satisfied)
    }

    @Test func `somebody whom nobody asked fills the seats that they hold and no others`() throws {
        let scene = try scene(.running(.ask("desk"), .ask("crew")), groups: ["desk": ["a"], "crew": ["c", "d"]])
        try scene.says("e", .accept)
        #expect(scene.incident.status == .acknowledged)
        #expect(scene.incident.progress == .running)
        try scene.says("d", .accept)
        #expect(scene.incident.round[.of("crew", "d")]?.filledBy == "d")
        #expect(scene.incident.progress == .satisfied)
    }

    @Test func `all is met by everybody`() throws {
        let scene = try Rehearsal(.running(.ask("a", "b", "c", need: .all)))
        for person in ["a", "b"] { try scene.says(person, .accept) }
        #expect(scene.incident.progress == .running)
        try scene.says("c", .accept)
        #expect(scene.incident.progress == .satisfied)
    }

    @Test func `each is met by one seat of every name`() throws {
        let groups = ["crew": ["a", "b"], "desk": ["c", "d"]]
        let scene = try scene(.running(.ask("crew", "desk", need: .each)), groups: groups)
        for person in ["a", "b"] { try scene.says(person, .accept) }
        #expect(scene.incident.progress == .running)
        try scene.says("d", .accept)
        #expect(scene.incident.progress == .satisfied)
    }

    @Test func `each is the rest where a name is missing in the unit`() throws {
        let scene = try scene(.running(.ask("a", "cadre?", need: .each)))
        try scene.says("a", .accept)
        #expect(scene.incident.progress == .satisfied)
    }

    @Test func `somebody named twice is asked and counted once`() throws {
        let scene = try scene(.running(.ask("crew", "a", need: .all)), groups: ["crew": ["a", "a"]])
        #expect(scene.news() == ["0:00 alert a"])
        try scene.says("a", .accept)
        #expect(scene.incident.progress == .satisfied)
    }

    @Test func `a number above the seats that are there means all of them`() throws {
        let scene = try Rehearsal(.running(.ask("a", "c", need: .count(3)), .ask("b")))
        try scene.says("a", .accept)
        #expect(scene.incident.progress == .running)
        try scene.says("c", .accept)
        #expect(scene.incident.progress == .satisfied)
    }

    @Test func `a number below one still needs somebody`() throws {
        let scene = try Rehearsal(.running(.ask("a", need: .count(0))))
        #expect(scene.news() == ["0:00 alert a"])
        #expect(scene.incident.progress == .running)
        try scene.says("a", .accept)
        #expect(scene.incident.progress == .satisfied)
    }

    @Test func `one seat that two steps want is filled once for both`() throws {
        let groups = ["desk": ["a>b"]]
        let plan = Plan.running(.ask("desk"), .ask("desk", "c", need: .all, start: .atOnce))
        let scene = try scene(plan, groups: groups)
        #expect(scene.news() == ["0:00 alert a", "0:00 alert c"])
        try scene.says("a", .accept)
        #expect(scene.incident.round[.chain]?.isMet == true)
        #expect(scene.incident.round.seats.count == 2)
        try scene.says("c", .accept)
        #expect(scene.incident.progress == .satisfied)
    }

    @Test func `those who accepted are not asked again by a repeat`() throws {
        let plan = Plan.running(.ask("a", "b", need: .all), repetition: .times(1, every: .minutes(10)))
        let scene = try Rehearsal(plan)
        try scene.says("a", .accept)
        try scene.run(until: "15:00")
        #expect(
            scene.news() == ["0:00 alert a", "0:00 alert b", "5:00 incomplete boss", "15:00 reminder b"]
        )
        try scene.says("b", .accept)
        #expect(scene.incident.progress == .satisfied)
    }

    @Test func `each step has its own time counted from its start`() throws {
        let scene = try Rehearsal(.running(.ask("a", within: 1), .ask("b", within: 90), .ask("c")))
        try scene.run(until: "91:00")
        #expect(scene.news() == ["0:00 alert a", "1:00 alert b", "91:00 alert c"])
    }

    @Test func `a slow message does not stop a step's clock`() throws {
        let scene = try Rehearsal(.running(.ask("a"), .ask("b")), channel: ["a": [.hangs]])
        try scene.run(until: "5:00")
        #expect(scene.news() == ["0:00 alert a hangs", "5:00 alert b"])
    }
}
