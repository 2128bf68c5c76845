import Escalation
import Testing

@Suite("Reports and grading")
struct ReportTests {
    private func plan() -> Plan {
        .graded(
            [
                .four: Response(steps: [.ask("a")]),
                .three: Response(steps: [.ask("b")]),
                .two: Response(steps: [.ask("c")]),
                .one: Response(steps: [.ask("d")]),
            ],
            rules: [.hurt(1, is: .three), .hurt(5, is: .two), .hurt(2, is: .three)],
            fields: ["hurt"]
        )
    }

    @Test(arguments: [(0.0, Severity.four), (1, .three), (2, .three), (5, .two), (50, .two)])
    func `the gravest rule that matches gives the severity`(hurt: Double, severity: Severity) throws {
        let scene = try Rehearsal(plan(), facts: ["hurt": .number(hurt)])
        #expect(scene.incident.severity == severity)
    }

    @Test func `a fact that is not known matches no rule`() throws {
        #expect(try Rehearsal(plan()).incident.severity == .four)
    }

    @Test func `a choice is the same in either spelling of its letters`() {
        let field = ReportField(name: "mood", kind: .choice(["ärger", "ruhig"]), label: LocalizedText("Mood"))
        #expect(field.accepts(.text("a\u{308}rger")))
        #expect(!field.accepts(.text("arger")))
        let angry = Grading.Condition(field: "mood", comparison: .equals, value: .text("ärger"))
        let grading = Grading(rules: [.init(severity: .two, conditions: [angry])])
        #expect(grading.severity(of: ["mood": .text("a\u{308}rger")]) == .two)
    }

    @Test func `a reporter may grade higher than the rules`() throws {
        let scene = try Rehearsal(plan(), severity: .one, facts: ["hurt": .number(1)])
        #expect(scene.incident.severity == .one)
        #expect(scene.news() == ["0:00 alert d"])
    }

    @Test func `a reporter may not grade lower than the rules`() {
        #expect(throws: Refusal.severityBelowRules(.two)) {
            try Rehearsal(plan(), severity: .three, facts: ["hurt": .number(9)])
        }
    }

    @Test func `a severity without a response of its own gets the next graver one`() throws {
        let plan = Plan.graded([.two: Response(steps: [.ask("c")])])
        #expect(try Rehearsal(plan).news() == ["0:00 alert c"])
    }

    @Test func `a severity without a response of its own or a graver one gets the next lighter one`() throws {
        let plan = Plan.graded([.three: Response(steps: [.ask("b")]), .four: Response(steps: [.ask("a")])])
        #expect(try Rehearsal(plan, severity: .one).news() == ["0:00 alert b"])
    }

    @Test func `a report under a plan without any response is refused`() {
        #expect(throws: Refusal.noResponse(.four)) { try Rehearsal(.graded([:])) }
    }

    @Test func `new facts in a follow-up raise the severity`() throws {
        let scene = try Rehearsal(plan())
        try scene.followUp(hurt: 6)
        #expect(scene.incident.severity == .two)
        #expect(scene.incident.round.grade == .two)
        #expect(scene.news() == ["0:00 alert a", "0:00 alert c", "0:00 severity a"])
    }

    @Test func `new facts never lower the severity`() throws {
        let scene = try Rehearsal(plan(), facts: ["hurt": .number(6)])
        try scene.followUp(hurt: 0)
        #expect(scene.incident.severity == .two)
        #expect(scene.incident.report.facts["hurt"] == .number(0))
    }

    @Test func `new facts in a duplicate raise the severity in every state that is not closed`() throws {
        let exhausted = try Rehearsal(plan())
        try exhausted.run(until: "6:00")
        let acknowledged = try Rehearsal(plan())
        try acknowledged.says("a", .accept)
        for scene in [try Rehearsal(plan()), exhausted, acknowledged] {
            try scene.reportAgain(hurt: 6)
            #expect(scene.incident.severity == .two)
        }
        #expect(exhausted.incident.round.number == 2)
        #expect(acknowledged.incident.round.number == 2)
        #expect(acknowledged.incident.status == .acknowledged)
        #expect(acknowledged.news() == ["0:00 alert a", "0:00 alert c", "0:00 severity a"])
    }

    @Test func `new facts in a report that re-opens an incident raise the severity`() throws {
        let scene = try Rehearsal(plan())
        try scene.close()
        try scene.reportAgain(hurt: 6)
        #expect(scene.incident.severity == .two)
        #expect(scene.incident.status == .open)
        #expect(scene.news().contains("0:00 alert c"))
    }

    @Test func `a duplicate may ask for a higher severity`() throws {
        let scene = try Rehearsal(plan())
        try scene.reportAgain(severity: .one)
        #expect(scene.incident.severity == .one)
        try scene.reportAgain(severity: .four)
        #expect(scene.incident.severity == .one)
    }

    @Test func `what an operator lowered stays lowered until the facts get worse`() throws {
        let scene = try Rehearsal(plan(), facts: ["hurt": .number(1)])
        try scene.raise(to: .four)
        try scene.followUp()
        try scene.followUp(hurt: 2)
        try scene.reportAgain(hurt: 1)
        #expect(scene.incident.severity == .four)
        try scene.followUp(hurt: 5)
        #expect(scene.incident.severity == .two)
    }

    @Test func `when it happened and when it was reported are both kept`() throws {
        var report = Rehearsal.recorded(Rehearsal.report())
        report.occurredAt = Rehearsal.start - .minutes(40)
        let place = DecisionContext(plan: plan(), directory: Town.directory())
        let incident = try Machine.open(report, id: 1, at: Rehearsal.start, by: .token("gate"), in: place).incident
        #expect(incident.reportedAt == Rehearsal.start)
        #expect(incident.report.occurredAt == Rehearsal.start - .minutes(40))
    }

    @Test func `a drill stays a drill`() throws {
        let scene = try Rehearsal(plan(), isDrill: true)
        try scene.reportAgain()
        try scene.close()
        try scene.reportAgain()
        #expect(scene.incident.report.isDrill)
    }
}
