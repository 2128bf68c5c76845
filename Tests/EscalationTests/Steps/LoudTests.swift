import Escalation
import Testing

@Suite("Exhausted is loud: unanswered and incomplete")
struct LoudTests {
    private func scene(
        _ plan: Plan,
        groups: [String: [String]] = [:],
        channel: [String: [Rehearsal.Delivery]] = [:]
    ) throws -> Rehearsal {
        try Rehearsal(plan, directory: Town.directory(groups: groups), channel: channel)
    }

    private func open(_ scene: Rehearsal) -> [[SeatID]] {
        scene.newChanges().compactMap { if case .toldIncomplete(_, let open) = $0 { open } else { nil } }
    }

    private let all = Plan.running(.ask("a", "b", need: .all), repetition: .times(1, every: .minutes(10)))

    // MARK: Nobody answers

    @Test func `unanswered goes out when the chain is exhausted, even while a body is still asked`() throws {
        let scene = try scene(.running(.ask("a"), .ask("b", start: .atOnce, within: 60)))
        try scene.run(until: "5:00")
        #expect(scene.news() == ["0:00 alert a", "0:00 alert b", "5:00 unanswered office"])
        #expect(scene.incident.progress == .exhausted)
        #expect(scene.answerBy("b") == "60:00")
    }

    @Test func `nobody is told that nobody answers while somebody does`() throws {
        let scene = try scene(.running(.ask("a"), .ask("b", start: .atOnce)))
        try scene.says("b", .accept)
        try scene.run(until: "100:00")
        #expect(!scene.news().contains { $0.contains("unanswered") })
    }

    @Test func `whoever just said that they cannot is not told that nobody answers`() throws {
        var plan = Plan.running(.ask("a", "b"))
        plan.fallback = ["a", "office"].map { Reference($0) }
        let scene = try scene(plan)
        try scene.says("a", .cannot)
        try scene.run(until: "15:00")
        #expect(
            scene.news() == [
                "0:00 alert a", "0:00 alert b", "5:00 unanswered office", "15:00 unanswered office",
            ]
        )
    }

    @Test func `a fallback that cannot is told no more while the others are`() throws {
        var plan = Plan.running(.ask("a"))
        plan.fallback = ["office", "e"].map { Reference($0) }
        let scene = try scene(plan)
        try scene.run(until: "6:00")
        try scene.says("e", .cannot)
        _ = scene.looked()
        try scene.run(until: "15:00")
        #expect(scene.news() == ["15:00 unanswered office"])
    }

    @Test func `when everybody leaves after the end of the chain the fallback is told again`() throws {
        let scene = try Rehearsal.exhausted()
        try scene.says("office", .accept)
        _ = scene.looked()
        try scene.run(until: "20:00")
        try scene.says("office", .cannot)
        #expect(scene.incident.status == .open)
        #expect(scene.incident.progress == .exhausted)
        #expect(scene.due(.fallback) == "30:00")
    }

    @Test func `once exhausted the yes of somebody of the fallback meets the chain and no body`() throws {
        let scene = try scene(.running(.ask("a"), .ask("b", start: .atOnce)))
        try scene.run(until: "6:00")
        try scene.says("office", .accept)
        #expect(scene.incident.round[.chain]?.isMet == true)
        #expect(scene.incident.round[.body(1)]?.isMet == false)
    }

    @Test func `the yes of somebody of the fallback meets nothing while links are left`() throws {
        let scene = try scene(.running(.ask("a"), .ask("b")))
        try scene.says("office", .accept)
        #expect(scene.incident.round[.chain]?.isMet == false)
        try scene.run(until: "5:00")
        #expect(scene.news().last == "5:00 alert b")
    }

    // MARK: Somebody answers, others are missing

    @Test func `at the end of each run whoever leads is told which seats are open`() throws {
        let scene = try scene(all)
        try scene.says("a", .accept)
        _ = scene.looked()
        try scene.run(until: "5:00")
        #expect(scene.news() == ["5:00 incomplete boss"])
        #expect(open(scene) == [[.named("b")]])
    }

    @Test func `once nobody is asked any more the fallback is told too, and both again every interval`() throws {
        let scene = try scene(all)
        try scene.says("a", .accept)
        try scene.run(until: "16:00")
        _ = scene.looked()
        try scene.run(until: "40:00")
        let told = ["20:00", "30:00", "40:00"].flatMap { ["\($0) incomplete boss", "\($0) incomplete office"] }
        #expect(scene.news() == told)
    }

    @Test func `without a repeat they are told again every ten minutes`() throws {
        let scene = try scene(.running(.ask("a", "b", need: .all)))
        try scene.says("a", .accept)
        _ = scene.looked()
        try scene.run(until: "15:00")
        #expect(
            scene.news() == [
                "5:00 incomplete boss", "5:00 incomplete office", "15:00 incomplete boss", "15:00 incomplete office",
            ]
        )
    }

    @Test func `a run of a body that is unmet tells who is missing, too`() throws {
        let plan = Plan.running(.ask("a", within: 30), .ask("b", start: .atOnce))
        let scene = try scene(plan)
        try scene.says("a", .accept)
        _ = scene.looked()
        try scene.run(until: "5:00")
        #expect(scene.news() == ["5:00 incomplete boss", "5:00 incomplete office"])
    }

    @Test func `seats whose time still runs are not named as missing`() throws {
        let plan = Plan.running(
            .ask("a", "b", need: .all),
            .ask("c", start: .atOnce, within: 60),
            repetition: .times(1, every: .minutes(10))
        )
        let scene = try scene(plan)
        try scene.says("a", .accept)
        _ = scene.looked()
        try scene.run(until: "5:00")
        #expect(open(scene) == [[.named("b")]])
        #expect(scene.news() == ["5:00 incomplete boss"])
    }

    @Test func `a silent seat is not missing while somebody of the same group has time who would do`() throws {
        var step = Step.ask("desk", within: 5)
        step.withinOffDuty = .minutes(30)
        let plan = Plan.running(step, .ask("c", start: .atOnce, within: 8))
        var directory = Town.directory(groups: ["desk": ["a", "b"]])
        directory.duty = FakeDuty(rosters: ["/town/desk": ["a"]])
        let scene = try Rehearsal(plan, directory: directory)
        try scene.says("d", .accept)
        try scene.run(until: "8:00")
        #expect(open(scene) == [[.named("c")]])
        try scene.run(until: "30:00")
        #expect(open(scene).last == [.of("desk", "a"), .of("desk", "b"), .named("c")])
    }

    @Test func `a responder is told who is missing only if they lead`() throws {
        let scene = try scene(all)
        try scene.says("a", .accept)
        try scene.says("boss", .accept)
        _ = scene.looked()
        try scene.run(until: "20:00")
        #expect(!scene.news().contains { $0.hasSuffix(" a") })
        var leaderless = all
        leaderless.commander = nil
        let other = try Rehearsal(leaderless)
        try other.says("a", .accept)
        try other.run(until: "5:00")
        #expect(other.news().last == "5:00 incomplete a")
    }

    @Test func `while nobody leads every seat of the commander is told, or the deputy of one who cannot`() throws {
        var plan = all
        plan.commander = Reference("board")
        let scene = try scene(plan, groups: ["board": ["c>d", "e>f"]])
        try scene.says("e", .cannot)
        try scene.says("a", .accept)
        _ = scene.looked()
        try scene.run(until: "5:00")
        #expect(scene.news() == ["5:00 incomplete c", "5:00 incomplete f"])
    }

    @Test func `a seat that becomes empty is told at once`() throws {
        let scene = try scene(.running(.ask("a", "b", "c", need: .all, within: 60)))
        try scene.says("a", .accept)
        _ = scene.looked()
        try scene.run(until: "4:00")
        try scene.says("b", .cannot)
        #expect(scene.news() == ["4:00 incomplete boss"])
        #expect(open(scene) == [[.named("b")]])
        try scene.says("c", .accept)
        #expect(scene.incident.progress == .satisfied)
    }

    @Test(arguments: [Need.all, .each])
    func `a named seat that is empty before the first yes is told with it, though the need is met`(_ need: Need) throws
    {
        let scene = try scene(.running(.ask("a", "b", need: need, within: 60)))
        try scene.says("b", .cannot)
        #expect(scene.news() == ["0:00 alert a", "0:00 alert b"])
        try scene.says("a", .accept)
        #expect(scene.incident.progress == .satisfied)
        #expect(scene.news() == ["0:00 incomplete boss"])
        #expect(open(scene) == [[.named("b")]])
        let response = try #require(scene.plan.response(to: scene.incident.severity))
        #expect(scene.incident.missing(in: response).map(\.seats) == [[.named("b")]])
        try scene.run(until: "90:00")
        #expect(scene.news() == [])
    }

    @Test func `an empty seat that nobody needs is not told with the first yes`() throws {
        let scene = try scene(.running(.ask("a", "b", within: 60)))
        try scene.says("b", .cannot)
        try scene.says("a", .accept)
        #expect(open(scene) == [])
    }

    @Test func `an empty seat that a pause kept from being told is told at its end`() throws {
        let scene = try scene(.running(.ask("a", "b", need: .all, within: 60)))
        try scene.says("b", .cannot)
        try scene.pause(until: "30:00")
        try scene.says("a", .accept)
        #expect(open(scene) == [[.named("b")]])
    }

    @Test func `a seat that is passed to a deputy is not told as empty`() throws {
        let plan = Plan.running(.ask("desk", "b", need: .all, within: 60))
        let scene = try scene(plan, groups: ["desk": ["a>c"]])
        try scene.says("b", .accept)
        _ = scene.looked()
        try scene.says("a", .cannot)
        #expect(scene.news() == ["0:00 alert c"])
        try scene.says("c", .cannot)
        #expect(scene.news() == ["0:00 incomplete boss"])
    }

    @Test func `whoever said that they cannot is not told who is missing; those who answer are`() throws {
        let scene = try scene(all)
        try scene.says("boss", .cannot)
        try scene.says("a", .accept)
        _ = scene.looked()
        try scene.run(until: "20:00")
        #expect(scene.news() == ["5:00 incomplete a", "15:00 reminder b", "20:00 incomplete office"])
    }

    @Test func `nobody is told any more once the seat is filled, given up, or the incident ends`() throws {
        let ways: [(Rehearsal) throws -> Void] = [
            { try $0.says("b", .accept) }, { try $0.goOnWithout("b") }, { try $0.close() },
        ]
        for way in ways {
            let scene = try scene(all)
            try scene.says("a", .accept)
            try scene.run(until: "21:00")
            try way(scene)
            _ = scene.looked()
            #expect(scene.due(.incomplete) == nil)
            try scene.run(until: "90:00")
            #expect(!scene.news().contains { $0.contains("incomplete") })
        }
    }

    @Test func `a message that says who is missing is not tried again once nobody is`() throws {
        let scene = try scene(all, channel: ["boss": [.failsForNow, .accepts]])
        try scene.says("a", .accept)
        try scene.run(until: "5:00")
        try scene.says("b", .accept)
        _ = scene.looked()
        try scene.run(until: "10:00")
        #expect(!scene.news().contains { $0.contains("incomplete") })
    }

    @Test func `when the only responder leaves it is told that nobody answers, not that people are missing`() throws {
        let scene = try scene(.running(.ask("a", "b", need: .all)))
        try scene.says("a", .accept)
        try scene.run(until: "6:00")
        try scene.says("a", .cannot)
        #expect(scene.due(.incomplete) == nil)
        #expect(scene.news().last == "6:00 unanswered office")
        try scene.run(until: "30:00")
        #expect(!scene.news().contains { $0.contains("incomplete") })
    }

    @Test func `a chain that went on and is exhausted again is told of at once`() throws {
        let scene = try Rehearsal(.running(.ask("a"), .ask("b", when: [.hurt(3)])))
        try scene.run(until: "12:00")
        _ = scene.looked()
        try scene.followUp(hurt: 3)
        try scene.run(until: "27:00")
        #expect(
            scene.news() == [
                "12:00 alert b", "15:00 unanswered office", "17:00 unanswered office", "27:00 unanswered office",
            ]
        )
    }
}
