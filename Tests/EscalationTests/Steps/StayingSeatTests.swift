import Escalation
import Testing

@Suite("Seats whose holder comes or goes")
struct StayingSeatTests {
    private func plan(need: Need = .all, _ names: String...) -> Plan {
        Plan.running(
            Step(ask: names.map { Reference($0) }, need: need, within: .minutes(5), deputies: .afterTimeout),
            repetition: .times(1, every: .minutes(10))
        )
    }

    private func seats(_ scene: Rehearsal) -> [SeatID]? {
        scene.incident.round.stage(0)?.seats.map(\.seat)
    }

    @Test func `a filled seat stays, also when its name leads to nobody any more`() throws {
        let scene = try Rehearsal(plan("duty", "c"), directory: Town.directory(groups: ["duty": ["a"]]))
        try scene.says("a", .accept)
        scene.directory = Town.directory(groups: ["duty": []])
        try scene.run(until: "15:00")
        #expect(seats(scene) == [.of("duty", "a"), .named("c")])
        try scene.says("c", .accept)
        #expect(scene.incident.progress == .satisfied)
    }

    @Test func `a filled seat whose holder is gone takes the place of nobody who was there before`() throws {
        let scene = try Rehearsal(plan("duty"), directory: Town.directory(groups: ["duty": ["a", "b"]]))
        try scene.says("a", .accept)
        scene.directory = Town.directory(groups: ["duty": ["b"]])
        _ = scene.looked()
        try scene.run(until: "15:00")
        #expect(seats(scene) == [.of("duty", "a"), .of("duty", "b")])
        #expect(scene.news() == ["5:00 incomplete boss", "15:00 reminder b"])
    }

    @Test func `a filled seat whose holder is gone takes the place of whoever came for them`() throws {
        let scene = try Rehearsal(plan("duty"), directory: Town.directory(groups: ["duty": ["a", "b"]]))
        try scene.says("a", .accept)
        scene.directory = Town.directory(groups: ["duty": ["c", "b"]])
        try scene.run(until: "15:00")
        #expect(seats(scene) == [.of("duty", "a"), .of("duty", "b")])
    }

    @Test func `when a holder leaves, the deputy who was asked for the seat and answers fills it`() throws {
        let scene = try Rehearsal(plan("duty"), directory: Town.directory(groups: ["duty": ["a>b"]]))
        try scene.run(until: "5:00")
        try scene.says("a", .accept)
        try scene.says("b", .accept)
        #expect(scene.incident.round[.of("duty", "a")]?.filledBy == "a")
        try scene.says("a", .cannot)
        #expect(scene.incident.round[.of("duty", "a")]?.filledBy == "b")
        #expect(scene.incident.progress == .satisfied)
    }

    @Test func `deputies of whoever is out are asked before the next link begins`() throws {
        let scene = try Rehearsal(
            .running(.ask("a"), .ask("c"), .ask("duty", start: .atOnce)),
            directory: Town.directory(groups: ["duty": ["a>c"]])
        )
        try scene.says("a", .cannot)
        #expect(scene.news() == ["0:00 alert a", "0:00 alert c"])
        try scene.says("c", .accept)
        #expect(scene.incident.round[.of("duty", "a")]?.filledBy == "c")
        #expect(scene.incident.progress == .satisfied)
    }

    @Test func `whoever is asked for another seat when theirs is given up keeps the message that has not left`() throws
    {
        let directory = Town.directory(addresses: ["a": ["mail", "hook"]], groups: ["duty": ["a"]])
        let scene = try Rehearsal(
            .running(.ask("a"), .ask("duty"), reach: Reach(order: .inOrder)),
            directory: directory,
            channel: ["a": [.failsForNow, .accepts]]
        )
        try scene.goOnWithout("a")
        try scene.run(until: "1:00")
        #expect(scene.news() == ["0:00 alert a failed for now", "0:00 alert a.hook", "0:15 alert a"])
    }

    @Test func `whoever is asked by a body when another fills their seat keeps the message that has not left`() throws {
        let scene = try Rehearsal(
            .running(.ask("duty"), .ask("b", start: .accepted)),
            directory: Town.directory(addresses: ["b": ["mail", "hook"]], groups: ["duty": ["a>b"]]),
            channel: ["b": [.failsForNow, .accepts]]
        )
        try scene.says("a", .cannot)
        try scene.says("a", .accept)
        try scene.run(until: "1:00")
        #expect(scene.news() == ["0:00 alert a", "0:00 alert b failed for now", "0:00 alert b.hook", "0:15 alert b"])
    }
}
