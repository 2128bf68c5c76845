import Escalation
import Testing

@Suite("Bodies beside the chain")
struct BodyTests {
    private func scene(_ plan: Plan, groups: [String: [String]] = [:]) throws -> Rehearsal {
        try Rehearsal(plan, directory: Town.directory(groups: groups))
    }

    @Test func `a body at_once begins with the incident, beside the chain`() throws {
        let scene = try scene(.running(.ask("a"), .ask("b", start: .atOnce, within: 10, cc: ["c"])))
        #expect(scene.news() == ["0:00 alert a", "0:00 alert b", "0:00 copy c"])
        #expect(scene.answerBy("a") == "5:00" && scene.answerBy("b") == "10:00")
    }

    @Test func `a body accepted begins at the first yes`() throws {
        let scene = try scene(.running(.ask("a", "b", need: .all), .ask("c", start: .accepted)))
        try scene.run(until: "2:00")
        #expect(scene.news() == ["0:00 alert a", "0:00 alert b"])
        try scene.says("a", .accept)
        #expect(scene.news() == ["2:00 alert c"])
        #expect(scene.answerBy("c") == "7:00")
    }

    @Test func `a body accepted begins at the first yes of anybody`() throws {
        for person in ["d", "e"] {
            let scene = try scene(
                .running(.ask("a"), .ask("d", start: .atOnce), .ask("c", start: .accepted))
            )
            try scene.says(person, .accept)
            #expect(scene.news().last == "0:00 alert c")
        }
    }

    @Test func `a body accepted begins when the chain is exhausted`() throws {
        let scene = try scene(.running(.ask("a"), .ask("c", start: .accepted)))
        try scene.run(until: "5:00")
        #expect(scene.news().contains("5:00 alert c"))
        #expect(scene.news().isEmpty)
    }

    @Test func `a body accepted begins once, whoever says yes after that`() throws {
        let scene = try scene(.running(.ask("a", "b", need: .all), .ask("c", start: .accepted)))
        for person in ["a", "b", "a"] { try scene.says(person, .accept) }
        #expect(scene.news().filter { $0.hasSuffix(" c") } == ["0:00 alert c"])
    }

    @Test func `a yes in one part stops no other`() throws {
        let plan = Plan.running(.ask("a"), .ask("b"), .ask("c", start: .atOnce), .ask("d", start: .atOnce))
        let scene = try scene(plan)
        try scene.says("c", .accept)
        #expect(scene.incident.status == .acknowledged)
        #expect(scene.incident.round[.body(2)]?.isMet == true)
        #expect(scene.incident.progress == .running)
        try scene.run(until: "5:00")
        #expect(scene.news().contains("5:00 alert b"))
        try scene.says("b", .accept)
        #expect(scene.incident.round[.chain]?.isMet == true)
        #expect(scene.incident.progress != .satisfied)
        try scene.says("d", .accept)
        #expect(scene.incident.progress == .satisfied)
    }

    @Test func `the chain and every body are satisfied, each by its own need`() throws {
        let plan = Plan.running(.ask("a"), .ask("b", "c", need: .all, start: .atOnce))
        let scene = try scene(plan)
        try scene.says("a", .accept)
        try scene.says("b", .accept)
        #expect(!scene.changes.contains(.satisfied))
        try scene.says("c", .accept)
        #expect(scene.newChanges().last == .satisfied)
    }

    @Test func `a holder and their own deputy do not fill two bodies`() throws {
        let groups = ["desk": ["a>b"], "crew": ["c>d"]]
        let plan = Plan.running(.ask("desk", deputies: .afterTimeout), .ask("crew", start: .atOnce))
        let scene = try scene(plan, groups: groups)
        try scene.run(until: "5:00")
        for person in ["b", "a"] { try scene.says(person, .accept) }
        #expect(scene.incident.round[.chain]?.isMet == true)
        #expect(scene.incident.round[.body(1)]?.isMet == false)
    }

    @Test func `a yes from somebody nobody asked stands no body down`() throws {
        let scene = try scene(.running(.ask("a"), .ask("b", start: .atOnce, within: 10)))
        try scene.says("e", .accept)
        #expect(scene.incident.round.parts.allSatisfy { !$0.isMet })
        #expect(scene.answerBy("b") == "10:00")
    }

    @Test func `a body has its own deputies`() throws {
        let plan = Plan.running(.ask("a", within: 20), .ask("desk", start: .atOnce, deputies: .afterTimeout))
        let scene = try scene(plan, groups: ["desk": ["b>c"]])
        try scene.run(until: "5:00")
        #expect(scene.news() == ["0:00 alert a", "0:00 alert b", "5:00 alert c"])
    }

    @Test func `a body repeats on its own, counted from its own end`() throws {
        let plan = Plan.running(
            .ask("a", within: 30),
            .ask("b", start: .atOnce, within: 5, cc: ["c"]),
            repetition: .times(2, every: .minutes(10))
        )
        let scene = try scene(plan)
        try scene.run(until: "40:00")
        #expect(
            scene.news() == [
                "0:00 alert a", "0:00 alert b", "0:00 copy c", "15:00 reminder b", "30:00 reminder b",
                "40:00 reminder a",
            ]
        )
        #expect(scene.incident.round[.body(1)]?.phase == .exhausted)
        #expect(scene.incident.round[.chain]?.run == 2)
    }

    @Test func `a body that is met is not repeated while the chain goes on`() throws {
        let plan = Plan.running(.ask("a"), .ask("b", start: .atOnce), repetition: .times(1, every: .minutes(10)))
        let scene = try scene(plan)
        try scene.says("b", .accept)
        try scene.run(until: "60:00")
        #expect(scene.news().filter { $0.hasSuffix(" b") } == ["0:00 alert b"])
        #expect(scene.due(.repetition(.body(1))) == nil)
    }

    @Test func `a body whose need those who answer meet asks nobody`() throws {
        let scene = try scene(.running(.ask("a"), .ask("a", "b", start: .accepted)))
        try scene.says("a", .accept)
        #expect(scene.incident.round[.body(1)]?.isMet == true)
        #expect(scene.incident.progress == .satisfied)
        #expect(scene.news() == ["0:00 alert a"])
    }

    @Test func `a body that names nobody in the unit is not there`() throws {
        let scene = try scene(.running(.ask("a"), .ask("crew?", start: .atOnce), .ask("desk?", start: .accepted)))
        try scene.says("a", .accept)
        #expect(scene.incident.progress == .satisfied)
        #expect(scene.incident.round.parts.map(\.part) == [.chain])
    }

    @Test func `a body of which everybody is out is not met`() throws {
        let scene = try scene(.running(.ask("a"), .ask("b", start: .accepted)))
        try scene.says("b", .cannot)
        try scene.says("a", .accept)
        #expect(scene.incident.round[.body(1)]?.isMet == false)
        #expect(scene.incident.progress == .exhausted)
        #expect(scene.news().suffix(2) == ["0:00 incomplete boss", "0:00 incomplete office"])
    }

    @Test func `a response of bodies alone is satisfied by them`() throws {
        let scene = try scene(.running(.ask("a", start: .atOnce), .ask("b", start: .atOnce)))
        #expect(scene.news() == ["0:00 alert a", "0:00 alert b"])
        for person in ["a", "b"] { try scene.says(person, .accept) }
        #expect(scene.incident.progress == .satisfied)
    }

    @Test func `bodies alone that nobody answers are called unanswered when the last of them is exhausted`() throws {
        let scene = try scene(.running(.ask("a", start: .atOnce), .ask("b", start: .atOnce, within: 10)))
        try scene.run(until: "9:59")
        #expect(scene.news() == ["0:00 alert a", "0:00 alert b"])
        try scene.run(until: "10:00")
        #expect(scene.news() == ["10:00 unanswered office"])
        #expect(scene.incident.progress == .exhausted)
    }

    @Test func `bodies alone of which one is unmet are exhausted while somebody answers`() throws {
        let scene = try scene(.running(.ask("a", start: .atOnce), .ask("b", start: .atOnce)))
        try scene.says("a", .accept)
        #expect(scene.incident.progress == .running)
        try scene.run(until: "5:00")
        #expect(scene.incident.progress == .exhausted)
        #expect(scene.news().suffix(2) == ["5:00 incomplete boss", "5:00 incomplete office"])
    }

    @Test func `when a responder of a body leaves, the body is open and its deputy is asked`() throws {
        let plan = Plan.running(.ask("a"), .ask("desk", start: .atOnce))
        let scene = try scene(plan, groups: ["desk": ["b>c"]])
        for person in ["a", "b"] { try scene.says(person, .accept) }
        #expect(scene.incident.progress == .satisfied)
        _ = scene.looked()
        try scene.says("b", .cannot)
        #expect(scene.newChanges().contains(.partOpen(part: .body(1))))
        #expect(scene.news() == ["0:00 alert c"])
        #expect(scene.incident.status == .acknowledged)
        try scene.says("c", .accept)
        #expect(scene.incident.progress == .satisfied)
    }
}
