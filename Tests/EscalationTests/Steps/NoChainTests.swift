import Escalation
import Testing

@Suite("A response without a chain")
struct NoChainTests {
    private func scene(
        _ steps: [Step],
        repetition: Repetition? = nil,
        groups: [String: [String]] = [:]
    ) throws -> Rehearsal {
        var plan = Plan.running(.ask("a"), repetition: repetition)
        for rank in Severity.allCases { plan.responses[rank]?.steps = steps }
        return try Rehearsal(plan, directory: Town.directory(groups: groups))
    }

    private let two: [Step] = [.ask("a", start: .atOnce), .ask("b", start: .atOnce, within: 8)]

    @Test func `while somebody is asked nobody is told that nobody answers`() throws {
        let scene = try scene(two)
        #expect(scene.news() == ["0:00 alert a", "0:00 alert b"])
        try scene.run(until: "7:00")
        #expect(scene.news() == [])
        #expect(scene.incident.progress == .running)
        #expect(scene.incident.round[.chain]?.phase == .waiting)
    }

    @Test func `it is exhausted when its last body is, and then again every interval`() throws {
        let scene = try scene(two)
        _ = scene.looked()
        try scene.run(until: "18:00")
        #expect(scene.news() == ["8:00 unanswered office", "18:00 unanswered office"])
        #expect(scene.incident.progress == .exhausted)
        let repeated = try self.scene([.ask("a", start: .atOnce)], repetition: .times(1, every: .minutes(10)))
        _ = repeated.looked()
        try repeated.run(until: "20:00")
        #expect(repeated.news() == ["15:00 reminder a", "20:00 unanswered office"])
    }

    @Test func `the first yes acknowledges it, and it is satisfied when every body is met`() throws {
        let scene = try scene(two)
        try scene.says("a", .accept)
        #expect(scene.incident.status == .acknowledged)
        #expect(scene.incident.progress == .running)
        #expect(scene.incident.round[.chain]?.isMet == true)
        try scene.says("b", .accept)
        #expect(scene.incident.progress == .satisfied)
    }

    @Test func `whoever was told that nobody answers hears it with the first yes`() throws {
        let scene = try scene(two)
        try scene.run(until: "9:00")
        _ = scene.looked()
        try scene.says("c", .accept)
        #expect(scene.news() == ["9:00 taken-over office", "9:00 incomplete boss", "9:00 incomplete office"])
        #expect(scene.incident.progress == .exhausted)
    }

    @Test func `with nobody answering any more the deputies have their time before it is loud again`() throws {
        let scene = try scene([.ask("desk", start: .atOnce)], groups: ["desk": ["a>b"]])
        try scene.run(until: "6:00")
        try scene.says("a", .accept)
        #expect(scene.incident.progress == .satisfied)
        _ = scene.looked()
        try scene.says("a", .cannot)
        #expect(scene.news() == ["6:00 alert b"])
        #expect(scene.incident.progress == .running)
        try scene.run(until: "11:00")
        #expect(scene.news() == ["11:00 unanswered office"])
    }

    @Test func `with no body to begin it is loud at once, and relays begin`() throws {
        let gone = Step.ask("a", start: .atOnce, when: [.hurt(1)])
        let scene = try scene([gone, .ask("b", start: .accepted)])
        #expect(scene.news() == ["0:00 alert b", "0:00 unanswered office"])
        try scene.says("b", .accept)
        #expect(scene.incident.progress == .satisfied)
    }

    @Test func `escalating by hand begins a new round`() throws {
        let scene = try scene(two)
        try scene.escalate()
        #expect(scene.incident.round.number == 2)
    }
}
