import ContactTrees
import Testing

/// What a plan says and its writer may not have meant.
@Suite struct `Hints at plans` {
    private static let unit = """
        name: Town
        time_zone: Asia/Shanghai
        language: en
        people:
          lin-yue: {name: Lin Yue, addresses: [{log: x}]}
          he-an: {name: He An, addresses: [{log: x}]}
          wu-min: {name: Wu Min, addresses: [{log: x}]}
        groups:
          desk: {members: [lin-yue]}
          leaders: {seats: [{holder: he-an, deputies: [lin-yue]}]}
          works: {members: [wu-min]}

        """

    private static func tree(_ steps: [String], more: String = "") throws -> SmallTree {
        let lines = steps.map { "      - {" + $0 + ", within: 5m}\n" }.joined()
        let start = "name: Fire\nreport:\n  hurt: {type: number}\nresponses:\n  IV:\n    steps:\n"
        let plan = start + lines + "fallback: [leaders]\n" + more
        return try SmallTree(["town/unit.yaml": unit, "town/plans/fire.yaml": plan])
    }

    @Test func `a desk that ends the chain alone, while later links name others, is hinted at`() throws {
        let hints = try Self.tree(["ask: [desk]", "ask: [works, leaders]"]).warnings()
        #expect(hints.count == 1)
        let start = "Contacts/town/plans/fire.yaml:8:10: `works` hears nothing once `desk` answers; "
        #expect(hints.first?.hasPrefix(start) == true, "\(hints)")
        #expect(hints.first?.contains("`start: accepted`") == true)
    }

    @Test(arguments: [
        ["ask: [desk]", "ask: [leaders]"],
        ["ask: [desk, works]", "ask: [leaders]"],
        ["ask: [desk], cc: [works]", "ask: [works]"],
        ["ask: [desk]", "ask: [works], start: accepted"],
        ["ask: [desk]", "ask: [works], start: at_once"],
        ["ask: [desk]", "ask: [desk, wu-min]", "ask: [works], start: accepted"],
    ])
    func `nobody is hinted at who hears of it anyway, or is there for silence to climb to`(steps: [String]) throws {
        #expect(try Self.tree(steps).warnings() == [])
    }

    @Test func `whoever commands is there for silence to climb to`() throws {
        #expect(try Self.tree(["ask: [desk]", "ask: [works]"], more: "commander: works\n").warnings() == [])
    }

    @Test func `a response that may ask nobody is hinted at, and a step whose names exist nowhere`() throws {
        let conditional = try Self.tree([
            "ask: [desk, works], when: {hurt: \">= 1\"}", "ask: [leaders], start: accepted",
        ])
        let hints = try conditional.warnings()
        #expect(hints.count == 1)
        #expect(hints.first?.contains("where none holds, only the fallback is told") == true)
        let nobody = try Self.tree(["ask: [desk, works]", "ask: ['ghosts?']"]).warnings()
        #expect(nobody.count == 1)
        #expect(nobody.first?.contains("this step asks nobody: no unit has any of its names") == true)
    }
}
