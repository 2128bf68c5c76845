import Escalation
import Testing

@Suite("Severity raised and lowered")
struct SeverityTests {
    private func plan(askAgain: Bool = false) -> Plan {
        .graded([
            .four: Response(
                steps: [.ask("a"), .ask("b")],
                acknowledgement: AcknowledgementRule(lasts: .hours(1), grace: .minutes(10))
            ),
            .three: Response(steps: [.ask("b")]),
            .two: Response(steps: [.ask("c"), .ask("d")], askAgain: askAgain),
            .one: Response(steps: [.ask("c"), .ask("a")], askAgain: askAgain),
        ])
    }

    // MARK: Raised

    @Test func `a raised severity starts the new response at its first step in a new round`() throws {
        let scene = try Rehearsal.running(plan())
        try scene.run(until: "6:00")
        _ = scene.looked()
        try scene.raise(to: .two)
        #expect(scene.incident.severity == .two)
        #expect(scene.incident.round.number == 2)
        #expect(scene.incident.round.step == 0)
        #expect(scene.news() == ["6:00 alert c", "6:00 severity a", "6:00 severity b"])
        try scene.run(until: "11:00")
        #expect(scene.news() == ["11:00 alert d"])
    }

    @Test func `somebody reached in the last two minutes is told of the new severity and not asked again`() throws {
        let scene = try Rehearsal.running(plan())
        try scene.run(until: "6:00")
        _ = scene.looked()
        try scene.raise(to: .three)
        #expect(scene.news() == ["6:00 severity a", "6:00 severity b"])
        #expect(scene.incident.contacts["b"]?.state == .waiting)
        #expect(scene.due(.step) == "11:00")
    }

    @Test func `somebody reached more than two minutes ago is asked again`() throws {
        let scene = try Rehearsal.running(plan())
        try scene.run(until: "8:00")
        _ = scene.looked()
        try scene.raise(to: .three)
        #expect(scene.news() == ["8:00 alert b", "8:00 severity a"])
    }

    @Test func `somebody reached in the last two minutes is asked at the channel they gain`() throws {
        let scene = try Rehearsal(
            .graded([.four: Response(steps: [.ask("a")]), .two: Response(steps: [.ask("a")])]),
            directory: Town.directory(addresses: ["a": ["mail", "hook"]])
        )
        try scene.run(until: "1:00")
        try scene.raise(to: .two)
        #expect(scene.news() == ["0:00 alert a", "1:00 alert a.hook"])
    }

    @Test func `somebody who was only copied in a moment ago is asked by the raised response`() throws {
        let scene = try Rehearsal.running(
            .graded([.four: Response(steps: [.ask("a", cc: ["c"])]), .two: Response(steps: [.ask("c")])])
        )
        try scene.raise(to: .two)
        #expect(scene.news() == ["1:00 alert c", "1:00 severity a"])
    }

    @Test func `a raised severity starts a new round of an exhausted incident`() throws {
        let scene = try Rehearsal.exhausted(plan())
        try scene.raise(to: .two)
        #expect(scene.incident.progress == .running)
        #expect(scene.incident.round.number == 2)
        #expect(scene.news() == ["11:00 alert c", "11:00 severity a", "11:00 severity b", "11:00 severity office"])
        #expect(scene.due(.fallback) == nil)
    }

    @Test func `a raised severity keeps the acknowledgement and everybody reached is told`() throws {
        let scene = try Rehearsal.acknowledged(plan())
        try scene.raise(to: .two)
        #expect(scene.incident.status == .acknowledged)
        #expect(scene.incident.progress == .satisfied)
        #expect(scene.incident.round.number == 1)
        #expect(scene.responders == ["a"])
        #expect(scene.news() == ["1:00 severity a"])
        try scene.run(until: "30:00")
        #expect(scene.news() == [])
    }

    @Test func `a response that asks again also starts although somebody answers`() throws {
        let scene = try Rehearsal.acknowledged(plan(askAgain: true))
        try scene.raise(to: .one)
        #expect(scene.incident.status == .acknowledged)
        #expect(scene.incident.progress == .running)
        #expect(scene.responders == ["a"])
        #expect(scene.news() == ["1:00 severity a", "1:00 alert c"])
        try scene.says("c", .accept)
        #expect(scene.incident.progress == .satisfied)
        #expect(scene.responders == ["a", "c"])
    }

    @Test func `the severity of a closed incident cannot be changed`() throws {
        let scene = try Rehearsal.closed(plan())
        #expect(scene.refuses(.closed) { try $0.raise(to: .one) })
    }

    @Test func `the severity an incident has already is refused`() throws {
        let scene = try Rehearsal.running(plan())
        #expect(scene.refuses(.sameSeverity) { try $0.raise(to: .four) })
    }

    // MARK: Lowered

    @Test func `a lowered severity is told to those reached and restarts nothing`() throws {
        let scene = try Rehearsal(plan(), severity: .two)
        try scene.run(until: "1:00")
        _ = scene.looked()
        try scene.raise(to: .three)
        #expect(scene.incident.severity == .three)
        #expect(scene.incident.round.number == 1)
        #expect(scene.news() == ["1:00 severity c"])
        try scene.run(until: "5:00")
        #expect(scene.news() == ["5:00 alert d"])
    }

    @Test func `a lowered severity of an exhausted incident is told`() throws {
        let scene = try Rehearsal(plan(), severity: .three)
        try scene.run(until: "6:00")
        _ = scene.looked()
        try scene.raise(to: .four)
        #expect(scene.incident.progress == .exhausted)
        #expect(scene.news() == ["6:00 severity b", "6:00 severity office"])
        #expect(scene.due(.fallback) == "15:00")
    }

    @Test func `a lowered severity of an acknowledged incident is told and keeps the acknowledgement`() throws {
        let scene = try Rehearsal(plan(), severity: .three)
        try scene.says("b", .accept)
        _ = scene.looked()
        try scene.raise(to: .four)
        #expect(scene.incident.status == .acknowledged)
        #expect(scene.news() == ["0:00 severity b"])
    }

    @Test func `an acknowledgement does not lapse once the severity's response has no such rule`() throws {
        let scene = try Rehearsal.acknowledged(
            .graded([
                .four: Response(steps: [.ask("a")]),
                .two: Response(
                    steps: [.ask("a")],
                    acknowledgement: AcknowledgementRule(lasts: .minutes(30), grace: .minutes(5))
                ),
            ])
        )
        try scene.raise(to: .two)
        #expect(scene.due(.acknowledgement) == "31:00")
        try scene.raise(to: .four)
        _ = scene.looked()
        try scene.run(until: "120:00")
        #expect(scene.incident.status == .acknowledged)
        #expect(scene.news() == [])
    }
}
