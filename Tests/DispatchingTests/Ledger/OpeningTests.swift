import Dispatching
import Escalation
import TestSupport
import Testing

@Suite("Linked incidents in the ledger")
struct OpeningTests {
    private static let fire = Plan.asking(["c"], name: "fire", version: "fire-1")

    private static func crowd(_ conditions: [Grading.Condition] = []) -> Plan {
        var plan = Plan.asking(["a"], ["b"], name: "crowd", version: "crowd-1")
        plan.opens = [Opening(plan: "fire", conditions: conditions)]
        return plan
    }

    private static let smoke = Grading.Condition(field: "hurt", comparison: .atLeast, value: .number(1))

    private func scene(_ plans: [Plan] = [crowd(), fire]) throws -> Scene {
        try Scene(Town.directory(plans))
    }

    private func report(facts: [String: FactValue] = [:], key: String? = nil) -> ReportDraft {
        Town.report("Crowd at the counter", plan: "crowd", key: key, facts: facts)
    }

    @Test func `the linked incident is opened in the same commit and linked both ways`() throws {
        let scene = try scene()
        let filed = try scene.file(report(facts: ["hurt": .number(2)]))
        #expect(filed.incident.links == [Link(incident: 2, plan: "fire")])
        let opened = try #require(scene.incident(2))
        #expect(opened.report.openedBy == Link(incident: 1, plan: "crowd"))
        #expect(opened.report.title == "Crowd at the counter")
        #expect(opened.report.facts == ["hurt": .number(2)])
        #expect(scene.changes(1).contains(.opened(plan: "fire", incident: 2, isNew: true)))
        #expect(Set(scene.news()) == ["0:00 alert a.mail 1-1", "0:00 alert c.mail 2-1"])
    }

    @Test func `it is opened when the fact becomes true, and once`() throws {
        let scene = try scene([Self.crowd([Self.smoke]), Self.fire])
        try scene.file(report(key: "k"))
        #expect(scene.incident(2) == nil)
        let again = try scene.file(report(facts: ["hurt": .number(1)], key: "k"))
        #expect(again.result == .counted && again.incident.links.map(\.incident) == [2])
        try scene.file(report(facts: ["hurt": .number(5)], key: "k"))
        #expect(scene.incident(3) == nil)
    }

    @Test func `where one of that plan is open in the unit it gets the report instead`() throws {
        let scene = try scene()
        try scene.file(Town.report("Smoke", plan: "fire"))
        try scene.file(report())
        #expect(scene.incident(3) == nil)
        let fire = try #require(scene.incident(1))
        #expect(fire.reportCount == 2 && fire.report.title == "Crowd at the counter")
        #expect(fire.links == [Link(incident: 2, plan: "crowd")])
        #expect(scene.incident(2)?.links == [Link(incident: 1, plan: "fire")])
        #expect(scene.changes(2).contains(.opened(plan: "fire", incident: 1, isNew: false)))
    }

    @Test func `two plans that open each other do so once`() throws {
        var fire = Self.fire
        fire.opens = [Opening(plan: "crowd", conditions: [])]
        let scene = try scene([Self.crowd([Self.smoke]), fire])
        try scene.file(report(key: "k"))
        try scene.file(Town.report("Smoke", plan: "fire"))
        try scene.file(report(facts: ["hurt": .number(1)], key: "k"))
        #expect(scene.incident(3) == nil)
        #expect(scene.changes(1).count { if case .opened = $0 { true } else { false } } == 1)
        #expect(scene.changes(2).count { if case .opened = $0 { true } else { false } } == 1)
    }

    @Test func `one that is closed, practised or of another unit is not that one`() throws {
        var directory = Town.directory([Self.crowd(), Self.fire])
        directory.units["/town/gate"] = Unit(path: "/town/gate", name: LocalizedText("Gate"))
        let scene = try Scene(directory)
        try scene.file(Town.report("Smoke", plan: "fire"))
        try scene.handle(1, .close(.stoodDown, reason: "out"))
        var drill = Town.report("Smoke", plan: "fire")
        drill.isDrill = true
        try scene.file(drill)
        var other = Town.report("Smoke", plan: "fire")
        other.unit = "/town/gate"
        try scene.file(other)
        let filed = try scene.file(report())
        #expect(filed.incident.links.map(\.incident) == [5])
        var practised = report()
        practised.isDrill = true
        #expect(try scene.file(practised).incident.links.map(\.incident) == [2])
    }

    @Test func `a drill opens a drill`() throws {
        let scene = try scene()
        var drill = report()
        drill.isDrill = true
        try scene.file(drill)
        #expect(scene.incident(2)?.report.isDrill == true)
    }

    @Test func `after a restart what is open is known, and a linked one is not opened again`() throws {
        let scene = try scene([Self.crowd([Self.smoke]), Self.fire])
        try scene.file(Town.report("Smoke", plan: "fire"))
        try scene.file(report(key: "k"))
        try scene.restart()
        try scene.file(report(facts: ["hurt": .number(1)], key: "k"))
        #expect(scene.incident(3) == nil)
        #expect(scene.incident(2)?.links.map(\.incident) == [1])
        try scene.restart()
        try scene.file(report(facts: ["hurt": .number(2)], key: "k"))
        #expect(scene.incident(1)?.reportCount == 2)
    }

    @Test func `a yes for the first counts in the second, and not the other way`() throws {
        var crowd = Self.crowd()
        for rank in Severity.allCases { crowd.responses[rank]?.steps[0].ask = [Reference("a"), Reference("c")] }
        let scene = try scene([crowd, Self.fire])
        try scene.file(report())
        try scene.says("c", .accept, to: 1)
        #expect(scene.incident(1)?.progress == .satisfied && scene.incident(2)?.progress == .satisfied)
        let other = try self.scene([crowd, Self.fire])
        try other.file(report())
        try other.says("c", .accept, to: 2)
        #expect(other.incident(1)?.status == .open)
    }

    @Test func `a plan that a reload took away is noted once`() throws {
        let scene = try scene([Self.crowd([Self.smoke]), Self.fire])
        try scene.file(report(key: "k"))
        try scene.install(Town.directory([Self.crowd([Self.smoke])]))
        try scene.file(report(facts: ["hurt": .number(1)], key: "k"))
        try scene.file(report(facts: ["hurt": .number(2)], key: "k"))
        #expect(scene.changes(1).count { $0 == .notOpened(plan: "fire") } == 1)
        #expect(scene.incident(2) == nil)
    }

    @Test func `a commit that is refused opens nothing`() throws {
        let scene = try scene()
        scene.store.failCommits(.full)
        #expect(throws: LedgerError.self) { try scene.file(report()) }
        #expect(scene.incident(1) == nil && scene.incident(2) == nil)
        let filed = try scene.file(report())
        #expect(filed.incident.links.map(\.incident) == [2])
    }
}
