import Testing

@testable import Escalation
@testable import Messages

@Suite struct `Linked incidents in messages` {
    private static func text(_ kind: MessageKind, _ language: String, _ change: (inout Incident) -> Void) throws
        -> String
    {
        var incident = Example.incident()
        change(&incident)
        var directory = Example.directory
        var fire = Example.plan
        fire.name = "fire"
        fire.title = LocalizedText(texts: ["en": "Fire", "zh-Hans": "火灾", "zh-Hant": "火災"])
        directory.units[Example.unit.path]?.plans = [fire.name: fire]
        var material = Example.material(kind, language: language, incident: incident)
        material.directory = directory
        return try Example.render(material).text
    }

    @Test(arguments: [MessageKind.alert, .reminder, .copy])
    func `the incident that opened it, or that it opened, is named by its plan and number`(kind: MessageKind) throws {
        func opened(_ incident: inout Incident) { incident.opened = [Opened(plan: "fire", incident: 8)] }
        #expect(try Self.text(kind, "en", opened).contains("Belongs together with: Fire #8\n"))
        #expect(try Self.text(kind, "zh-Hans", opened).contains("关联事件：火灾 #8\n"))
        #expect(try Self.text(kind, "zh-Hant", opened).contains("關聯事件：火災 #8\n"))
        let both = try Self.text(kind, "en") { incident in
            incident.report.openedBy = Link(incident: 3, plan: "fire")
            incident.reportedBy = [Link(incident: 5, plan: "war")]
        }
        #expect(both.contains("Belongs together with: Fire #3, war #5\n"))
    }

    @Test func `where there is none nothing is said of it`() throws {
        let text = try Self.text(.alert, "en") { $0.opened = [Opened(plan: "fire", incident: nil)] }
        #expect(!text.contains("Belongs together"))
    }
}
