import ConfigFiles
import ContactTrees
import Escalation
import Testing

@Suite struct `Versions of what was read` {
    private func fire(_ directory: Directory) throws -> Plan {
        try #require(directory.plan("fire", in: "/town"))
    }

    @Test func `comments and layout change no version`() throws {
        let plain = try SmallTree().load()
        let text =
            "# The fire plan\n"
            + SmallTree.plan.replacing("{ask: [duty], within: 5m}", with: "{ask: [ duty ],  within: 5m }")
        let commented = try SmallTree(["town/plans/fire.yaml": text]).load()
        #expect(commented.version == plain.version)
        #expect(try fire(commented) == fire(plain))
    }

    @Test func `a change in a plan changes its version and the tree's`() throws {
        let plain = try SmallTree().load()
        let text = SmallTree.plan.replacing("5m", with: "6m")
        let changed = try SmallTree(["town/plans/fire.yaml": text]).load()
        #expect(changed.version != plain.version)
        #expect(try fire(changed).version != fire(plain).version)
    }

    @Test func `a change in a unit leaves the versions of plans alone`() throws {
        let plain = try SmallTree().load()
        let text = SmallTree.unit.replacing("Lin Yue", with: "Lin")
        let changed = try SmallTree(["town/unit.yaml": text]).load()
        #expect(changed.version != plain.version)
        #expect(try fire(changed).version == fire(plain).version)
    }

    @Test func `the role of a seat is one text, or one for each language, each of which names the seat`() throws {
        func role(_ written: String) throws -> LocalizedText? {
            let group = "duty: {seats: [{role: \(written), holder: lin-yue}]}"
            let unit = SmallTree.unit.replacing("duty: {members: [lin-yue]}", with: group)
            return try SmallTree(["town/unit.yaml": unit]).load().units["/town"]?.groups["duty"]?.seats.first?.role
        }
        #expect(try role("head") == "head")
        #expect(try role("{en: head, zh-Hans: 组长}") == LocalizedText(texts: ["en": "head", "zh-Hans": "组长"]))
        #expect(throws: Faults.self) { try role("{fr: chef}") }
        #expect(throws: Faults.self) { try role("{zh-Hans: 组长}") }
    }

    @Test func `plans of the same content and another name differ`() throws {
        let directory = try SmallTree(["town/plans/flood.yaml": SmallTree.plan]).load()
        #expect(try fire(directory).version != directory.plan("flood", in: "/town")?.version)
    }
}
