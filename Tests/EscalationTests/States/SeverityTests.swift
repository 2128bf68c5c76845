import Escalation
import Testing

@Suite("Severity raised")
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

    private func lasting(_ span: TimeSpan) -> AcknowledgementRule {
        AcknowledgementRule(lasts: span, grace: .minutes(10))
    }

    // MARK: Raised while nobody answers

    @Test func `a raised severity starts the new response at its first step in a new round`() throws {
        let scene = try Rehearsal.running(plan())
        try scene.run(until: "6:00")
        _ = scene.looked()
        try scene.raise(to: .two)
        #expect(scene.incident.severity == .two)
        #expect(scene.incident.round.number == 2)
        #expect(scene.incident.round[.chain]?.step == 0)
        #expect(scene.news() == ["6:00 alert c", "6:00 severity a", "6:00 severity b"])
        try scene.run(until: "11:00")
        #expect(scene.news() == ["11:00 alert d"])
    }

    @Test func `somebody asked in the last two minutes is told of the new severity and keeps their time`() throws {
        let scene = try Rehearsal.running(plan())
        try scene.run(until: "6:00")
        _ = scene.looked()
        try scene.raise(to: .three)
        #expect(scene.news() == ["6:00 severity a", "6:00 severity b"])
        #expect(scene.incident.contacts["b"]?.state == .waiting)
        #expect(scene.answerBy("b") == "10:00")
        try scene.run(until: "10:00")
        #expect(scene.news() == ["10:00 unanswered office"])
    }

    @Test func `somebody asked more than two minutes ago gets one message and a new time`() throws {
        let scene = try Rehearsal.running(plan())
        try scene.run(until: "8:00")
        _ = scene.looked()
        try scene.raise(to: .three)
        #expect(scene.news() == ["8:00 alert b", "8:00 severity a"])
        #expect(scene.answerBy("b") == "13:00")
        #expect(scene.answerBy("a") == nil)
    }

    @Test func `whoever was told a moment ago that something changed but asked before is asked anew`() throws {
        let scene = try Rehearsal.running(
            .graded([.four: Response(steps: [.ask("a", within: 30)]), .three: Response(steps: [.ask("a", within: 30)])])
        )
        try scene.run(until: "10:00")
        try scene.raise(to: .three)
        #expect(scene.answerBy("a") == "40:00")
        try scene.run(until: "11:00")
        try scene.raise(to: .one)
        #expect(scene.answerBy("a") == "40:00")
    }

    @Test func `who was asked moments before is asked where they gain a channel, and told the rank elsewhere`() throws {
        let scene = try Rehearsal(
            .graded([.four: Response(steps: [.ask("a")]), .two: Response(steps: [.ask("a")])]),
            directory: Town.directory(addresses: ["a": ["mail", "hook"]])
        )
        try scene.run(until: "1:00")
        try scene.raise(to: .two)
        #expect(scene.news() == ["0:00 alert a", "1:00 alert a.hook", "1:00 severity a"])
        #expect(scene.answerBy("a") == "5:00")
    }

    @Test func `those asked with somebody who keeps their time have their own`() throws {
        let scene = try Rehearsal.running(
            .graded([.four: Response(steps: [.ask("a")]), .three: Response(steps: [.ask("a", "b", within: 10)])])
        )
        try scene.raise(to: .three)
        #expect(scene.answerBy("a") == "5:00")
        #expect(scene.answerBy("b") == "11:00")
    }

    @Test func `somebody who was only copied in a moment ago is asked by the raised response`() throws {
        let scene = try Rehearsal.running(
            .graded([.four: Response(steps: [.ask("a", cc: ["c"])]), .two: Response(steps: [.ask("c")])])
        )
        try scene.raise(to: .two)
        #expect(scene.news() == ["1:00 alert c", "1:00 severity a"])
    }

    @Test func `those whom the new response copies are copied, though they were copied before`() throws {
        let scene = try Rehearsal.running(
            .graded([
                .four: Response(steps: [.ask("a", cc: ["c"])]), .two: Response(steps: [.ask("b", cc: ["c", "d"])]),
            ])
        )
        try scene.raise(to: .two)
        #expect(scene.news() == ["1:00 alert b", "1:00 copy c", "1:00 copy d", "1:00 severity a"])
    }

    @Test func `a raised severity starts a new round of an exhausted incident`() throws {
        let scene = try Rehearsal.exhausted(plan())
        try scene.raise(to: .two)
        #expect(scene.incident.progress == .running)
        #expect(scene.incident.round.number == 2)
        #expect(scene.news() == ["11:00 alert c", "11:00 severity a", "11:00 severity b", "11:00 severity office"])
        #expect(scene.due(.fallback) == nil)
    }

    @Test func `at_once bodies of the new response begin with the round`() throws {
        let scene = try Rehearsal.running(
            .graded([
                .four: Response(steps: [.ask("a")]),
                .two: Response(steps: [.ask("b"), .ask("c", start: .atOnce), .ask("d", start: .accepted)]),
            ])
        )
        try scene.raise(to: .two)
        #expect(scene.news() == ["1:00 alert b", "1:00 alert c", "1:00 severity a"])
    }

    // MARK: Raised while somebody answers

    @Test func `raising after a yes asks the newcomers, copies and tells everybody reached`() throws {
        let scene = try Rehearsal.acknowledged(
            .graded([
                .four: Response(steps: [.ask("a", "b")]),
                .two: Response(steps: [.ask("a", "c", need: .all, cc: ["d"])]),
            ])
        )
        try scene.raise(to: .two)
        #expect(scene.incident.status == .acknowledged)
        #expect(scene.incident.progress == .running)
        #expect(scene.incident.round.number == 2)
        #expect(scene.responders == ["a"])
        #expect(
            scene.news() == ["1:00 alert c", "1:00 copy d", "1:00 severity a", "1:00 severity b"]
        )
        try scene.says("c", .accept)
        #expect(scene.incident.progress == .satisfied)
        #expect(scene.responders == ["a", "c"])
    }

    @Test func `filled seats stay filled, also those a deputy filled`() throws {
        let groups = ["desk": ["a>b"], "crew": ["c"]]
        let plan = Plan.graded([
            .four: Response(steps: [.ask("desk", deputies: .afterTimeout)]),
            .two: Response(steps: [.ask("desk", "crew", need: .each, deputies: .afterTimeout)]),
        ])
        let scene = try Rehearsal(plan, directory: Town.directory(groups: groups))
        try scene.run(until: "6:00")
        try scene.says("b", .accept)
        _ = scene.looked()
        try scene.raise(to: .two)
        #expect(scene.incident.round[.of("desk", "a")]?.filledBy == "b")
        #expect(scene.news() == ["6:00 alert c", "6:00 severity a", "6:00 severity b"])
        try scene.says("c", .accept)
        #expect(scene.incident.progress == .satisfied)
    }

    @Test func `a responder fills a seat that only the new response names without being asked`() throws {
        let groups = ["crew": ["a", "c"]]
        let scene = try Rehearsal.acknowledged(
            .graded([.four: Response(steps: [.ask("a")]), .two: Response(steps: [.ask("crew", need: .all)])]),
            groups: groups
        )
        try scene.raise(to: .two)
        #expect(scene.incident.round[.of("crew", "a")]?.filledBy == "a")
        #expect(scene.news() == ["1:00 alert c", "1:00 severity a"])
    }

    @Test func `a response that those who answer meet already asks nobody`() throws {
        let scene = try Rehearsal.acknowledged(
            .graded([.four: Response(steps: [.ask("a", "b")]), .two: Response(steps: [.ask("a", "c"), .ask("d")])])
        )
        try scene.raise(to: .two)
        #expect(scene.incident.progress == .satisfied)
        #expect(scene.news() == ["1:00 severity a", "1:00 severity b"])
    }

    @Test func `a response that asks again counts their seats as open until they answer again`() throws {
        let scene = try Rehearsal.acknowledged(plan(askAgain: true))
        try scene.raise(to: .one)
        #expect(scene.incident.status == .acknowledged)
        #expect(scene.incident.progress == .running)
        #expect(scene.responders == ["a"])
        #expect(scene.news() == ["1:00 alert c", "1:00 severity a"])
        try scene.run(until: "6:00")
        #expect(scene.news() == ["6:00 alert a"])
        try scene.says("a", .accept)
        #expect(scene.incident.progress == .satisfied)
    }

    @Test func `who answers keeps command when their rank is raised, also where they are to answer again`() throws {
        for askAgain in [false, true] {
            let scene = try Rehearsal(plan(askAgain: askAgain))
            try scene.says("boss", .accept)
            try scene.raise(to: .one)
            #expect(scene.incident.command?.person == "boss")
            #expect(scene.incident.status == .acknowledged)
        }
    }

    @Test func `a raised severity renews the acknowledgement by its own rule`() throws {
        let scene = try Rehearsal.acknowledged(
            .graded([
                .four: Response(steps: [.ask("a")], acknowledgement: lasting(.hours(1))),
                .two: Response(steps: [.ask("a")], acknowledgement: lasting(.hours(2))),
            ])
        )
        try scene.raise(to: .two)
        #expect(scene.due(.acknowledgement) == "121:00")
    }

    @Test func `a report that raises sends no update beside it`() throws {
        var plan = plan()
        plan.grading = Grading(rules: [.hurt(1, is: .two)])
        let scene = try Rehearsal.acknowledged(plan)
        try scene.reportAgain(hurt: 3)
        #expect(scene.news() == ["1:00 alert c", "1:00 severity a"])
    }

    @Test func `seats given up before a raising are asked for by the new response`() throws {
        let scene = try Rehearsal.acknowledged(
            .graded([
                .four: Response(steps: [.ask("a", "b", need: .all)]),
                .two: Response(steps: [.ask("a", "b", need: .all)]),
            ])
        )
        try scene.goOnWithout("b")
        #expect(scene.incident.progress == .satisfied)
        _ = scene.looked()
        try scene.run(until: "9:00")
        try scene.raise(to: .two)
        #expect(scene.news() == ["9:00 alert b", "9:00 severity a"])
    }

    @Test func `the severity of a closed incident cannot be changed`() throws {
        let scene = try Rehearsal.closed(plan())
        #expect(scene.refuses(.closed) { try $0.raise(to: .one) })
    }

    @Test func `the severity an incident has already is refused`() throws {
        let scene = try Rehearsal.running(plan())
        #expect(scene.refuses(.sameSeverity) { try $0.raise(to: .four) })
    }
}
