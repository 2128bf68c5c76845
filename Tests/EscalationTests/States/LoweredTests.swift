import Escalation
import Testing

@Suite("Severity lowered")
struct LoweredTests {
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

    @Test func `open seats are given up when the severity is lowered while somebody answers`() throws {
        let scene = try Rehearsal(
            .graded([
                .four: Response(steps: [.ask("a")]),
                .two: Response(steps: [.ask("a", "b", "c", need: .all), .ask("d")]),
            ]),
            severity: .two
        )
        try scene.says("a", .accept)
        _ = scene.looked()
        try scene.raise(to: .four)
        #expect(
            scene.newChanges().contains(.seatsGivenUp(seats: [.named("b"), .named("c")], reason: "seen on site"))
        )
        #expect(scene.incident.progress == .satisfied)
        try scene.run(until: "60:00")
        #expect(!scene.news().contains { $0.hasSuffix(" d") })
        #expect(scene.responders == ["a"])
    }

    @Test func `open seats stay open when the severity is lowered while nobody answers`() throws {
        let scene = try Rehearsal(plan(), severity: .two)
        try scene.raise(to: .four)
        #expect(scene.incident.round.seats.allSatisfy { !$0.isGivenUp })
        try scene.run(until: "5:00")
        #expect(scene.news().last == "5:00 alert d")
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
