import ConfigFiles
import ContactTrees
import Escalation
import Testing
import TestSupport

@Suite struct `Names in plans` {
    private let counter = "name: Counter\ngroups: {clerks: {members: [lin-yue]}}\n"

    private func tree(asking names: String) throws -> SmallTree {
        let plan = SmallTree.plan.replacing("ask: [duty]", with: "ask: [\(names)]")
        return try SmallTree(["town/counter/unit.yaml": counter, "town/counter/plans/queue.yaml": plan])
    }

    @Test(arguments: [
        "clerks", "duty", "../duty", "lin-yue", "/town/duty", "/town/lin-yue", "/town/counter/clerks",
        "'../clerks?', duty",
        "'nobody?', duty", "/town/counter/clerks, /town/duty",
    ])
    func `a name that leads somewhere is accepted`(names: String) throws {
        #expect(try tree(asking: names).faults() == [])
    }

    @Test(arguments: [
        "clercs", "../clerks", "../../duty", "/town/clerks", "/duty", "/town/counter/duty", "/city/duty",
        "/town/counter/lin-yue", "../", "town/duty", "duty/", "'?'", "/", "Duty",
    ])
    func `a name that leads nowhere is refused at its place`(name: String) throws {
        let faults = try tree(asking: name).faults()
        #expect(faults.count == 1)
        #expect(faults.first?.hasPrefix("Contacts/town/counter/plans/queue.yaml:3:23: ") == true, "\(faults)")
    }

    @Test func `a plan is checked for every unit that inherits it, until one has a plan of that name itself`() throws {
        let plan = SmallTree.plan.replacing("ask: [duty]", with: "ask: [clerks]")
        let above = try SmallTree(["town/counter/unit.yaml": counter, "town/plans/fire.yaml": plan])
        #expect(above.faults().first?.contains("`clerks` names no group or person for /town; add it there") == true)
        let below = try SmallTree(["town/counter/unit.yaml": counter, "town/counter/plans/fire.yaml": plan])
        #expect(below.faults() == [])
    }

    @Test func `an optional name is accepted where it leads nowhere, but a fallback must name somebody`() throws {
        let optional = SmallTree.plan.replacing("fallback: [duty]", with: "fallback: ['office?']")
        let faults = try SmallTree(["town/plans/fire.yaml": optional]).faults()
        #expect(faults.count == 1)
        #expect(faults.first?.contains("fire.yaml:4:1: the fallback names nobody for /town") == true)
    }

    @Test func `names are not reported while a unit cannot be read`() throws {
        let tree = try SmallTree(["town/unit.yaml": "name: \"Town\n"])
        #expect(tree.faults().count == 1)
    }

    @Test func `a person without an address cannot be named`() throws {
        let unit = SmallTree.unit.replacing("groups:", with: "  wu-min: {name: Wu Min, addresses: []}\ngroups:")
        let plan = SmallTree.plan.replacing("ask: [duty]", with: "ask: [duty, wu-min]")
        let faults = try SmallTree(["town/unit.yaml": unit, "town/plans/fire.yaml": plan]).faults()
        #expect(faults.count == 1)
        #expect(faults.first?.contains("fire.yaml:3:29: `wu-min` has no address") == true)
    }

    @Test func `a text of a file has no character that acts, save the marks of texts from right to left`() {
        let hints: [Unicode.Scalar] = ["\u{61C}", "\u{200E}", "\u{200F}"]
        for scalar in hints { #expect(Spelling.acting(in: "Lin\(scalar)，Yue", multiline: false) == nil) }
        for scalar in HarmfulTexts.scalars where !hints.contains(scalar) {
            #expect(Spelling.acting(in: "Lin\(scalar)，Yue", multiline: false) != nil, "\(scalar.value)")
            #expect((Spelling.acting(in: "Lin\(scalar)，Yue", multiline: true) == nil) == (scalar == "\n"))
        }
        #expect(Spelling.acting(in: "值班室，四楼\u{3000}👩‍🚒", multiline: false) == nil)
    }
}
