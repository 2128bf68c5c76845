import Escalation
import Testing

@Suite("How many must accept, and by when")
struct NeedTests {
    @Test func `any is met by one`() throws {
        let scene = try Rehearsal(.running(.ask("a", "b", "c")))
        try scene.says("b", .accept)
        #expect(scene.incident.progress == .satisfied)
    }

    @Test func `a number is met by so many different people`() throws {
        let scene = try Rehearsal(.running(.ask("a", "b", "c", need: .count(2))))
        try scene.says("a", .accept)
        #expect(scene.incident.round.missing == 1)
        #expect(scene.incident.progress == .running)
        try scene.says("c", .accept)
        #expect(scene.incident.progress == .satisfied)
    }

    @Test func `all is met by everybody`() throws {
        let scene = try Rehearsal(.running(.ask("a", "b", "c", need: .all)))
        for person in ["a", "b"] { try scene.says(person, .accept) }
        #expect(scene.incident.progress == .running)
        try scene.says("c", .accept)
        #expect(scene.incident.progress == .satisfied)
    }

    @Test func `people who are known to be out are not counted in all`() throws {
        let scene = try Rehearsal(.running(.ask("a"), .ask("a", "b", "c", need: .all)))
        try scene.says("a", .cannot)
        try scene.says("b", .accept)
        #expect(scene.incident.progress == .running)
        try scene.says("c", .accept)
        #expect(scene.incident.progress == .satisfied)
    }

    @Test func `somebody with no address is not counted in all`() throws {
        let scene = try Rehearsal(
            .running(.ask("a", "b", need: .all)),
            directory: Town.directory(addresses: ["b": []])
        )
        try scene.says("a", .accept)
        #expect(scene.incident.progress == .satisfied)
    }

    @Test func `somebody named twice is asked and counted once`() throws {
        let scene = try Rehearsal(
            .running(.ask("crew", "a", need: .all)),
            directory: Town.directory(groups: ["crew": ["a", "a"]])
        )
        #expect(scene.news() == ["0:00 alert a"])
        try scene.says("a", .accept)
        #expect(scene.incident.progress == .satisfied)
    }

    @Test func `what is missing is carried into the next step`() throws {
        let scene = try Rehearsal(.running(.ask("a", "b", "c", need: .all), .ask("d", "e")))
        try scene.says("a", .accept)
        try scene.run(until: "5:00")
        #expect(scene.incident.round.missing == 2)
        try scene.says("d", .accept)
        #expect(scene.incident.progress == .running)
        try scene.says("e", .accept)
        #expect(scene.incident.progress == .satisfied)
    }

    @Test func `a late acceptance of an earlier step counts for what is missing`() throws {
        let scene = try Rehearsal(.running(.ask("a", "b", need: .all), .ask("c")))
        try scene.says("a", .accept)
        try scene.run(until: "6:00")
        try scene.says("b", .accept)
        #expect(scene.incident.progress == .satisfied)
    }

    @Test func `a number larger than the people of the step goes on to the next step`() throws {
        let scene = try Rehearsal(.running(.ask("a", need: .count(2)), .ask("b")))
        try scene.says("a", .accept)
        #expect(scene.incident.progress == .running)
        try scene.run(until: "5:00")
        try scene.says("b", .accept)
        #expect(scene.incident.progress == .satisfied)
    }

    @Test func `a number below one still needs somebody`() throws {
        let scene = try Rehearsal(.running(.ask("a", need: .count(0))))
        #expect(scene.incident.progress == .running)
        #expect(scene.incident.round.missing == 1)
        try scene.says("a", .accept)
        #expect(scene.incident.progress == .satisfied)
    }

    @Test func `those who accepted are not asked again by a repeat`() throws {
        let plan = Plan.running(.ask("a", "b", need: .all), repetition: .times(1, every: .minutes(10)))
        let scene = try Rehearsal(plan)
        try scene.says("a", .accept)
        try scene.run(until: "15:00")
        #expect(scene.news() == ["0:00 alert a", "0:00 alert b", "15:00 reminder b"])
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
