import Escalation
import Testing

@Suite("What a link lacks is carried down the chain")
struct CarriedNeedTests {
    private func scene(_ plan: Plan, groups: [String: [String]] = [:]) throws -> Rehearsal {
        try Rehearsal(plan, directory: Town.directory(groups: groups))
    }

    @Test func `the number that is missing is carried into the next link`() throws {
        let scene = try Rehearsal(.running(.ask("a", "b", "c", need: .all), .ask("d", "e")))
        try scene.says("a", .accept)
        try scene.run(until: "5:00")
        #expect(scene.news().suffix(2) == ["5:00 alert d", "5:00 alert e"])
        try scene.says("d", .accept)
        #expect(scene.incident.progress == .running)
        try scene.says("e", .accept)
        #expect(scene.incident.progress == .satisfied)
    }

    @Test func `the next link needs its own or what was carried, whichever is more`() throws {
        let scene = try Rehearsal(.running(.ask("a", "b", need: .count(1)), .ask("c", "d", "e", need: .count(2))))
        try scene.run(until: "5:00")
        try scene.says("c", .accept)
        #expect(scene.incident.progress == .running)
        try scene.says("d", .accept)
        #expect(scene.incident.progress == .satisfied)
    }

    @Test func `a late yes to an earlier link counts`() throws {
        let scene = try Rehearsal(.running(.ask("a", "b", need: .all), .ask("c")))
        try scene.says("a", .accept)
        try scene.run(until: "6:00")
        try scene.says("b", .accept)
        #expect(scene.incident.progress == .satisfied)
    }

    @Test func `a late yes lowers the number that was carried`() throws {
        let scene = try Rehearsal(.running(.ask("a", "b", "c", need: .all), .ask("d", "e")))
        try scene.run(until: "5:00")
        try scene.says("d", .accept)
        #expect(scene.incident.progress == .running)
        for person in ["a", "b"] { try scene.says(person, .accept) }
        #expect(scene.incident.progress == .satisfied)
    }

    @Test func `a number is carried over links that have enough for themselves`() throws {
        let scene = try Rehearsal(.running(.ask("a", "b", "c", need: .all), .ask("d"), .ask("e", "f")))
        try scene.run(until: "6:00")
        try scene.says("d", .accept)
        try scene.run(until: "10:00")
        #expect(scene.news().suffix(2) == ["6:00 alert e", "6:00 alert f"])
        try scene.says("e", .accept)
        #expect(scene.incident.progress == .running)
        try scene.says("f", .accept)
        #expect(scene.incident.progress == .satisfied)
    }

    @Test func `a number is not lowered by seats that turned out empty but carried`() throws {
        let plan = Plan.running(.ask("a", "b", need: .count(2)), .ask("c", "d"))
        let scene = try Rehearsal(plan)
        try scene.says("a", .cannot)
        try scene.says("b", .accept)
        #expect(scene.news().suffix(3) == ["0:00 alert c", "0:00 alert d", "0:00 incomplete boss"])
        #expect(scene.incident.progress == .running)
        try scene.says("d", .accept)
        #expect(scene.incident.progress == .satisfied)
    }

    @Test func `a seat that a link has counted does not stand for what that link lacks`() throws {
        let scene = try scene(.running(.ask("a", "b", need: .all), .ask("a", "c")))
        try scene.says("a", .accept)
        #expect(scene.incident.progress == .running)
        try scene.run(until: "5:00")
        #expect(scene.news().last == "5:00 alert c")
        try scene.says("c", .accept)
        #expect(scene.incident.progress == .satisfied)
    }

    @Test func `a person whom a number has counted does not stand for what it lacks by another seat`() throws {
        let groups = ["desk": ["a"], "board": ["a", "c"]]
        let scene = try scene(
            .running(.ask("desk", "b", need: .count(2)), .ask("board", need: .count(1))),
            groups: groups
        )
        try scene.says("a", .accept)
        #expect(scene.incident.progress == .running)
        try scene.says("c", .accept)
        #expect(scene.incident.progress == .satisfied)
    }

    @Test func `names are carried as names, which only they fill`() throws {
        let groups = ["desk": ["a"], "unit": ["b"]]
        let scene = try scene(.running(.ask("desk", "unit", need: .each), .ask("c", "d")), groups: groups)
        try scene.says("a", .accept)
        try scene.run(until: "5:00")
        #expect(scene.news().suffix(2) == ["5:00 alert c", "5:00 alert d"])
        for person in ["c", "d"] { try scene.says(person, .accept) }
        #expect(scene.incident.progress != .satisfied)
        try scene.says("b", .accept)
        #expect(scene.incident.progress == .satisfied)
    }

    @Test func `a carried name asks no deputies of a link that has its own need`() throws {
        let groups = ["desk": ["a"], "unit": ["b"], "board": ["c>e", "d>f"]]
        let plan = Plan.running(.ask("desk", "unit", need: .each), .ask("board", deputies: .afterTimeout))
        let scene = try scene(plan, groups: groups)
        try scene.says("a", .accept)
        try scene.run(until: "6:00")
        try scene.says("c", .accept)
        _ = scene.looked()
        try scene.run(until: "10:00")
        #expect(scene.news() == ["10:00 incomplete boss", "10:00 incomplete office"])
        #expect(scene.incident.contacts["f"] == nil)
    }

    @Test func `a carried number brings in deputies although the link has its own need`() throws {
        let groups = ["board": ["c>e", "d>f"]]
        let plan = Plan.running(.ask("a", "b", need: .all), .ask("board", deputies: .afterTimeout))
        let scene = try scene(plan, groups: groups)
        try scene.run(until: "6:00")
        try scene.says("c", .accept)
        _ = scene.looked()
        try scene.run(until: "10:00")
        #expect(scene.news() == ["10:00 alert f"])
        try scene.says("f", .accept)
        #expect(scene.incident.progress == .satisfied)
    }

    @Test func `a link that those who answer have met already asks nobody while a name is open`() throws {
        let groups = ["desk": ["a"], "unit": ["b"]]
        let scene = try scene(.running(.ask("desk", "unit", need: .each), .ask("a", "c"), .ask("d")), groups: groups)
        try scene.says("a", .accept)
        _ = scene.looked()
        try scene.run(until: "5:00")
        let skipped = scene.newChanges().contains {
            if case .stepSkipped(.chain, 1, .needMet, _) = $0 { true } else { false }
        }
        #expect(skipped)
        #expect(scene.news() == ["5:00 alert d"])
    }

    @Test func `a link that has not begun counts as begun when somebody who holds a seat of it says yes`() throws {
        let scene = try scene(.running(.ask("a"), .ask("board", "c")), groups: ["board": ["b"]])
        try scene.says("b", .accept)
        #expect(scene.incident.progress == .satisfied)
        #expect(scene.news() == ["0:00 alert a", "0:00 taken-over a"])
    }

    @Test func `a link begun by a yes that does not meet it is asked in its turn`() throws {
        let scene = try scene(.running(.ask("a"), .ask("b", "c", need: .all)))
        try scene.says("b", .accept)
        #expect(scene.incident.progress == .running)
        try scene.run(until: "5:00")
        #expect(scene.news() == ["0:00 alert a", "5:00 alert c"])
        try scene.says("c", .accept)
        #expect(scene.incident.progress == .satisfied)
    }

    @Test func `a link begun by a yes does not make a link before it one that carries nothing`() throws {
        let scene = try scene(.running(.ask("a", "c", need: .all), .ask("b"), .ask("d", "e")))
        try scene.says("b", .accept)
        #expect(scene.incident.progress == .running)
        try scene.says("a", .accept)
        #expect(scene.incident.progress == .satisfied)
    }
}
