import Testing

@testable import Escalation
@testable import Messages

@Suite struct `What comes, and who is asked` {
    @Test(arguments: Language.allCases)
    func `whoever has it is never asked to take it`(language: Language) throws {
        var incident = Example.incident()
        incident.status = .acknowledged
        incident.responders = [Responder(person: "lin-yue", at: Example.now, round: 1)]
        incident.regrading = Regrading(from: .four, reason: .written("Two are hurt"))
        incident.contacts.update("lin-yue", reason: .named) { contact in
            (contact.round, contact.state) = (1, .waiting)
        }
        let questions = [
            "can you take it", "能否由您", "Please take it", "接手", "still needed", "需要您", "no answer from you",
        ]
        for kind in MessageKind.allCases {
            let message = try Example.render(Example.material(kind, language: language.rawValue, incident: incident))
            for question in questions { #expect(!message.text.contains(question), "\(kind): \(message.text)") }
            #expect(message.asks == (kind.asks && kind != .unanswered || kind == .severity))
        }
        let last = try Example.render(Example.material(.unanswered, language: language.rawValue, incident: incident))
        let already = ["You have it already; please find others", "您已负责处置，请立即再指定人员", "您已負責處理，請立即再指定人員"]
        let position = try #require(Language.allCases.firstIndex(of: language))
        #expect(last.text.contains(already[position]), "\(last.text)")
    }

    @Test func `a reminder says what comes if nobody answers: others, the same again, the fallback, or nothing`() throws
    {
        func text(_ steps: [String], _ repetition: Repetition?, _ language: String) throws -> String {
            var plan = Example.plan
            plan.fallback = [Reference("wu-min")]
            let asked = steps.map { Step(ask: [Reference($0)], within: .minutes(5)) }
            plan.responses = [.two: Response(steps: asked, repetition: repetition)]
            var directory = Example.directory
            for id in directory.people.keys {
                directory.people[id]?.addresses = [Address(name: "log", channel: "log", destination: id, settings: [:])]
            }
            var incident = Example.incident()
            incident.round.grade = .two
            incident.round.update(.chain) { ($0.askedAnybody, $0.step) = (true, 0) }
            incident.contacts.update("lin-yue", reason: .named) { contact in
                (contact.round, contact.state) = (1, .waiting)
            }
            var material = Example.material(.reminder, language: language, incident: incident, plan: plan)
            material.directory = directory
            return try Example.render(material).text
        }
        let more = Repetition.times(1, every: .minutes(20))
        #expect(
            try text(["lin-yue", "he-an"], nil, "en").contains("with the link below; after that others are asked.")
        )
        #expect(try text(["lin-yue"], more, "en").contains("; the same people are asked again at 03:30."))
        #expect(try text(["lin-yue"], nil, "en").contains("; after that Wu Min will be told."))
        #expect(try text(["lin-yue", "he-an"], nil, "zh-Hans").contains("；逾时将通知其他人员。"))
        #expect(try text(["lin-yue"], more, "zh-Hans").contains("；03:30将再次通知已通知的人员。"))
        #expect(try text(["lin-yue"], nil, "zh-Hans").contains("；逾时将告知吴敏。"))
        #expect(try text(["lin-yue"], more, "zh-Hant").contains("；03:30將再次通知已通知的人員。"))
    }

    @Test func `the day of a report that is due stands in no second pair of brackets`() throws {
        var incident = Example.incident(for: .allClear)
        incident.obligations = [Obligation(kind: .finalReport, due: Example.now + .hours(72), isReminded: false)]
        incident.responders = [Responder(person: "lin-yue", at: Example.now, round: 1)]
        let text = try Example.render(Example.material(.allClear, incident: incident)).text
        #expect(text.contains("仍待报送：11月24日（周二）03:05前的终报。"), "\(text)")
    }
}
