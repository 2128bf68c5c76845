import Escalation
import Testing

@Suite("Escalate by hand")
struct ByHandTests {
    @Test func `the next step of a running incident begins now`() throws {
        let scene = try Rehearsal.running()
        try scene.escalate()
        #expect(scene.news() == ["1:00 alert b"])
        #expect(scene.answerBy("b") == "6:00")
        #expect(scene.newChanges().first == .escalatedByHand(reason: "too slow"))
    }

    @Test func `after the last step the next repeat begins now`() throws {
        let scene = try Rehearsal.running(.running(.ask("a"), repetition: .times(2, every: .minutes(10))))
        try scene.escalate()
        #expect(scene.incident.round[.chain]?.run == 2)
        #expect(scene.answerBy("a") == "6:00")
        try scene.run(until: "5:00")
        #expect(scene.news() == ["2:00 reminder a"])
    }

    @Test func `between two repeats the next one begins now`() throws {
        let scene = try Rehearsal.running(.running(.ask("a"), repetition: .times(1, every: .minutes(10))))
        try scene.run(until: "7:00")
        try scene.escalate()
        #expect(scene.news() == ["7:00 reminder a"])
    }

    @Test func `after the last step the next run begins now also without a repeat`() throws {
        let scene = try Rehearsal.running(.running(.ask("a")))
        try scene.escalate()
        try scene.run(until: "6:00")
        #expect(scene.news() == ["2:00 reminder a", "6:00 unanswered office"])
        #expect(scene.incident.progress == .exhausted)
    }

    @Test func `an exhausted incident starts a new round`() throws {
        let scene = try Rehearsal.exhausted()
        try scene.escalate()
        #expect(scene.incident.round.number == 2)
        #expect(scene.news() == ["11:00 alert a"])
        #expect(scene.due(.fallback) == nil)
    }

    @Test func `the next step of an acknowledged incident begins now and the acknowledgement is kept`() throws {
        let scene = try Rehearsal.acknowledged()
        try scene.escalate()
        #expect(scene.incident.status == .acknowledged)
        #expect(scene.responders == ["a"])
        #expect(scene.due(.acknowledgement) == "61:00")
        #expect(scene.news() == ["1:00 alert b"])
        try scene.says("b", .accept)
        #expect(scene.incident.progress == .satisfied)
        #expect(scene.responders == ["a", "b"])
    }

    @Test func `the next step asks others although a responder is among its people`() throws {
        let scene = try Rehearsal.acknowledged(.running(.ask("a"), .ask("a", "b")))
        try scene.escalate()
        #expect(scene.news() == ["1:00 alert b"])
    }

    @Test func `steps begun by hand ask their open seats whatever the need, until one more yes`() throws {
        let scene = try Rehearsal.acknowledged(.running(.ask("a", "c"), .ask("a", "b", "d")))
        try scene.escalate()
        #expect(scene.news() == ["1:00 alert b", "1:00 alert d"])
        #expect(scene.incident.progress == .running)
        try scene.says("e", .accept)
        #expect(scene.incident.progress == .running)
        try scene.says("d", .accept)
        #expect(scene.incident.progress == .satisfied)
        #expect(scene.news().contains("1:00 taken-over b"))
    }

    @Test func `after a yes to the last step the next run asks whoever is silent, and ends met`() throws {
        let scene = try Rehearsal.acknowledged(.running(.ask("a", "c")))
        try scene.escalate()
        try scene.run(until: "6:00")
        #expect(scene.incident.progress == .satisfied)
        // Both were told at 1:00 that `a` has it.
        #expect(scene.news() == ["3:00 reminder c", "6:00 taken-over c"])
    }

    @Test func `nobody is short of people because somebody escalates what is met`() throws {
        let scene = try Rehearsal.acknowledged(.running(.ask("a", "c"), .ask("b")))
        try scene.escalate()
        #expect(!scene.newChanges().contains(.partOpen(part: .chain)))
        #expect(scene.incident.round[.chain]?.isMet == false)
        try scene.run(until: "6:00")
        #expect(scene.incident.progress == .satisfied)
        #expect(!scene.newChanges().contains(.partOpen(part: .chain)))
    }

    @Test func `seats that were asked for by hand beside those who answer are not named as missing`() throws {
        let plan = Plan.running(.ask("a", "c"), .ask("b", within: 60), .ask("d", "e", start: .atOnce, within: 8))
        let scene = try Rehearsal.acknowledged(plan)
        try scene.escalate()
        _ = scene.looked()
        try scene.run(until: "8:00")
        let open = scene.newChanges().compactMap { if case .toldIncomplete(_, let open) = $0 { open } else { nil } }
        #expect(open == [[.named("d"), .named("e")]])
    }

    @Test func `escalated again and again, a reminder comes two minutes after the alert`() throws {
        let scene = try Rehearsal(.running(.ask("a")))
        for moment in ["0:20", "0:40", "1:00"] {
            try scene.run(until: moment)
            try scene.escalate()
        }
        try scene.run(until: "5:00")
        #expect(scene.news() == ["0:00 alert a", "2:00 reminder a"])
        #expect(scene.answerBy("a") == "6:00")
    }

    @Test func `an exhausted incident that somebody answers begins a new round, and who answers is not asked`() throws {
        let scene = try Rehearsal.acknowledged(.running(.ask("a", "b", need: .all)))
        try scene.run(until: "6:00")
        #expect(scene.incident.progress == .exhausted)
        _ = scene.looked()
        try scene.escalate()
        #expect(scene.incident.round.number == 2)
        #expect(scene.incident.status == .acknowledged)
        #expect(scene.incident.round[.named("a")]?.filledBy == "a")
        #expect(scene.news() == ["6:00 alert b"])
    }

    @Test func `a closed incident is not escalated`() throws {
        let scene = try Rehearsal.closed()
        #expect(scene.refuses(.closed) { try $0.escalate() })
    }

    @Test func `it ends a pause`() throws {
        let scene = try Rehearsal.running()
        try scene.pause(until: "30:00")
        try scene.escalate()
        #expect(scene.news() == ["1:00 alert b"])
        #expect(scene.due(.resume) == nil)
        #expect(scene.answerBy("b") == "6:00")
    }

    @Test func `it starts a new round of an exhausted incident that was paused`() throws {
        let scene = try Rehearsal.exhausted()
        try scene.pause(until: "60:00")
        try scene.escalate()
        #expect(scene.incident.round.number == 2)
        #expect(scene.news() == ["11:00 alert a"])
    }

    @Test func `it does not take the remaining addresses from those asked before`() throws {
        let scene = try Rehearsal(
            .running(.ask("a"), .ask("b")),
            directory: Town.directory(addresses: ["a": ["mail", "hook"]])
        )
        try scene.run(until: "1:00")
        try scene.escalate()
        try scene.run(until: "2:00")
        #expect(scene.news() == ["0:00 alert a", "1:00 alert b", "2:00 alert a.hook"])
    }
}
