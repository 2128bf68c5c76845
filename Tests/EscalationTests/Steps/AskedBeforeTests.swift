import Escalation
import Testing

@Suite("What a round asked before")
struct AskedBeforeTests {
    private func scene(_ plan: Plan, groups: [String: [String]] = [:]) throws -> Rehearsal {
        try Rehearsal(plan, directory: Town.directory(groups: groups))
    }

    @Test func `a silent deputy stays the deputy of a seat, also when their own seat was asked for later`() throws {
        let plan = Plan.running(
            .ask("duty", "e", need: .each, within: 3, deputies: .afterTimeout),
            .ask("clinic", "f", within: 3),
            repetition: .times(1, every: .minutes(10))
        )
        let scene = try scene(plan, groups: ["duty": ["a>b"], "clinic": ["b"]])
        try scene.says("a", .cannot)
        try scene.says("e", .accept)
        try scene.run(until: "4:00")
        try scene.says("f", .accept)
        _ = scene.looked()
        try scene.run(until: "17:00")
        #expect(!scene.incident.isSatisfied)
        #expect(scene.incident.round[.of("duty", "a")]?.isOpen == true)
        #expect(scene.news() == ["6:00 incomplete boss", "16:00 reminder b"])
    }

    @Test func `somebody whom a round asks for the first time in a later run gets an alert`() throws {
        let plan = Plan.running(
            .ask("a"),
            .ask("b"),
            repetition: .times(1, every: .minutes(10)),
            acknowledgement: AcknowledgementRule(lasts: .minutes(20), grace: .minutes(5))
        )
        let scene = try scene(plan)
        try scene.says("a", .accept)
        try scene.run(until: "50:00")
        // The new round begins at the link after the one that was filled; its second run at the first.
        #expect(scene.news().filter { $0.hasSuffix(" alert a") } == ["0:00 alert a", "40:00 alert a"])
    }

    @Test func `whoever answers unasked is told of another rank`() throws {
        let scene = try Rehearsal.running(.running(.ask("a")))
        try scene.says("g", .accept)
        _ = scene.looked()
        try scene.raise(to: .one)
        #expect(scene.news().contains("1:00 severity g"))
    }

    @Test func `an empty seat is told of at once, and then at the end of each run`() throws {
        let plan = Plan.running(.ask("a", "b", "c", need: .all), repetition: .times(2, every: .minutes(10)))
        let scene = try scene(plan)
        try scene.says("a", .accept)
        try scene.says("b", .cannot)
        try scene.run(until: "36:00")
        let times = scene.news().filter { $0.hasSuffix("incomplete boss") }.map { $0.prefix { $0 != " " } }
        #expect(times == ["0:00", "5:00", "20:00", "35:00"])
    }

    @Test func `where nobody of the command can be told, those who answer are`() throws {
        let plan = Plan.running(.ask("a", "b", need: .all), repetition: .times(1, every: .minutes(10)))
        let scene = try scene(plan)
        try scene.says("boss", .cannot)
        try scene.says("a", .accept)
        try scene.run(until: "5:00")
        #expect(scene.news() == ["0:00 alert a", "0:00 alert b", "5:00 incomplete a"])
        #expect(!scene.changes.contains(.nobodyReachable))
    }
}
