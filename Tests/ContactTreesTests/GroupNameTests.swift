import ConfigFiles
import ContactTrees
import Escalation
import Testing

@Suite struct `What people call groups and seats` {
    private func tree(_ group: String) throws -> SmallTree {
        try SmallTree(["town/unit.yaml": SmallTree.unit.replacing("duty: {members: [lin-yue]}", with: "duty: \(group)")]
        )
    }

    @Test(arguments: [
        ("{name: {en: Duty desk, zh-Hans: 值班室}, members: [lin-yue]}", ["en": "Duty desk", "zh-Hans": "值班室"]),
        ("{name: Desk, seats: [{holder: lin-yue}]}", ["": "Desk"]),
    ])
    func `a group has one name or one for each language`(written: String, texts: [String: String]) throws {
        let directory = try tree(written).load()
        #expect(directory.units["/town"]?.groups["duty"]?.name == LocalizedText(texts: texts))
    }

    @Test func `the role of a seat may be written by language`() throws {
        let directory = try tree("{seats: [{role: {en: officer, zh-Hans: 值班员}, holder: lin-yue}]}").load()
        let role = directory.units["/town"]?.groups["duty"]?.seats.first?.role
        #expect(role?.text(in: "zh-Hans") == "值班员" && role?.text(in: "en") == "officer")
    }

    @Test(arguments: [
        "{name: [Desk], members: [lin-yue]}", "{name: {xx: Desk}, members: [lin-yue]}",
        "{name: '', members: [lin-yue]}",
        "{seats: [{role: [officer], holder: lin-yue}]}",
    ])
    func `what is no text is refused at its place`(written: String) throws {
        let wrong = try tree(written)
        let faults = #expect(throws: Faults.self) { try wrong.load() }
        #expect(faults?.faults.allSatisfy { $0.description.contains("town/unit.yaml:7:") } == true, "\(faults as Any)")
    }
}
