import Escalation
import Testing

@Suite("A part is met, and who is told")
struct PartMetTests {
    private func scene(_ plan: Plan, groups: [String: [String]] = [:]) throws -> Rehearsal {
        try Rehearsal(plan, directory: Town.directory(groups: groups))
    }

    @Test func `those asked in it who do not answer and those it copied are told who answers`() throws {
        let scene = try scene(.running(.ask("a", "b", cc: ["c"]), .ask("d", cc: ["e"]), .ask("f")))
        try scene.run(until: "6:00")
        try scene.says("d", .accept)
        #expect(
            scene.news().suffix(4) == [
                "6:00 taken-over a", "6:00 taken-over b", "6:00 taken-over c", "6:00 taken-over e",
            ]
        )
    }

    @Test func `deputies who were asked are told, too`() throws {
        let plan = Plan.running(.ask("desk", deputies: .afterTimeout))
        let scene = try scene(plan, groups: ["desk": ["a>b,c"]])
        try scene.run(until: "10:00")
        try scene.says("b", .accept)
        #expect(scene.news().suffix(2) == ["10:00 taken-over a", "10:00 taken-over c"])
    }

    @Test func `people of a part that is still unmet are not told to stand back`() throws {
        let plan = Plan.running(.ask("a", "b"), .ask("c", start: .atOnce, within: 30, cc: ["d"]))
        let scene = try scene(plan)
        _ = scene.looked()
        try scene.says("a", .accept)
        #expect(scene.news() == ["0:00 taken-over b"])
        try scene.says("c", .accept)
        #expect(scene.news() == ["0:00 taken-over d"])
    }

    @Test func `somebody asked by two parts is told when the last of them is met`() throws {
        let scene = try scene(.running(.ask("a", "b"), .ask("c", "b", start: .atOnce, within: 30)))
        _ = scene.looked()
        try scene.says("a", .accept)
        #expect(scene.news() == [])
        #expect(scene.answerBy("b") == "30:00")
        try scene.says("c", .accept)
        #expect(scene.news() == ["0:00 taken-over b"])
    }

    @Test func `whoever a link would have copied, had a body not asked them, is told when the body is met`() throws {
        let scene = try scene(.running(.ask("a", "b", cc: ["c"]), .ask("c", "d", start: .atOnce, within: 30)))
        _ = scene.looked()
        try scene.says("d", .accept)
        #expect(scene.news() == ["0:00 taken-over c"])
        try scene.says("a", .accept)
        #expect(scene.news() == ["0:00 taken-over b"])
    }

    @Test func `somebody who was not reached is told nothing`() throws {
        let scene = try Rehearsal(.running(.ask("a", "b")), channel: ["b": [.failsForNow]])
        try scene.says("a", .accept)
        try scene.run(until: "10:00")
        #expect(scene.news() == ["0:00 alert a", "0:00 alert b failed for now"])
    }

    @Test func `whoever was told once in a round is not told again for the same part`() throws {
        let scene = try scene(.running(.ask("a", "b")))
        try scene.says("a", .accept)
        try scene.says("e", .accept)
        try scene.says("a", .accept)
        #expect(scene.news().filter { $0.contains("taken-over") } == ["0:00 taken-over b"])
    }

    @Test func `the time of those who were asked in it ends`() throws {
        let scene = try scene(.running(.ask("a", "b", "c", need: .count(2))))
        try scene.says("a", .accept)
        #expect(scene.answerBy("b") == "5:00")
        try scene.says("b", .accept)
        #expect(scene.answerBy("c") == nil)
        #expect(scene.answersDue == nil)
    }

    @Test func `somebody who says yes after it is one more responder and fills their seat`() throws {
        let scene = try scene(.running(.ask("a", "b")))
        try scene.says("a", .accept)
        _ = scene.looked()
        try scene.says("b", .accept)
        #expect(scene.incident.round[.named("b")]?.filledBy == "b")
        #expect(scene.responders == ["a", "b"])
        #expect(scene.news() == [])
    }

    @Test func `satisfied is on record once, and again after it was not`() throws {
        let scene = try scene(.running(.ask("desk"), .ask("b")), groups: ["desk": ["a>c"]])
        try scene.says("a", .accept)
        try scene.says("e", .accept)
        try scene.says("a", .cannot)
        #expect(scene.incident.progress == .running)
        try scene.says("c", .accept)
        #expect(scene.changes.count { $0 == .satisfied } == 2)
        #expect(scene.changes.count { $0 == .partMet(part: .chain) } == 2)
    }

    @Test func `met once more after escalating only those are told who were asked since`() throws {
        let scene = try scene(.running(.ask("a", "b", cc: ["d"]), .ask("c", "e")))
        try scene.says("a", .accept)
        try scene.escalate()
        _ = scene.looked()
        try scene.says("c", .accept)
        #expect(scene.incident.round[.chain]?.isMet == true)
        #expect(scene.news() == ["0:00 taken-over e"])
    }

    @Test func `with somebody gone meanwhile all are told anew who answers`() throws {
        let scene = try scene(.running(.ask("a", "b"), .ask("c", "e")))
        try scene.says("a", .accept)
        try scene.says("f", .accept)
        try scene.escalate()
        try scene.says("a", .cannot)
        _ = scene.looked()
        try scene.says("c", .accept)
        #expect(scene.news() == ["0:00 taken-over b", "0:00 taken-over e"])
    }
}
