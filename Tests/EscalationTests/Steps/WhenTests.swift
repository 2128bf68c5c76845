import Escalation
import Testing

@Suite("Steps with a condition")
struct WhenTests {
    private func leftOut(_ scene: Rehearsal) -> [Int] {
        scene.changes.compactMap { if case .stepSkipped(_, let step, .notNow, _) = $0 { step } else { nil } }
    }

    private func begun(_ scene: Rehearsal) -> [Int] {
        scene.changes.compactMap { if case .stepStarted(_, let step, _, _) = $0 { step } else { nil } }
    }

    private let body = Plan.running(.ask("a"), .ask("b", start: .atOnce, when: [.hurt(1)]))

    @Test func `a body whose condition holds begins`() throws {
        let scene = try Rehearsal(body, facts: ["hurt": .number(1)])
        #expect(scene.news() == ["0:00 alert a", "0:00 alert b"])
    }

    @Test(arguments: [[:], ["hurt": FactValue.number(0)]])
    func `a body whose condition does not hold is left out, on record`(facts: [String: FactValue]) throws {
        let scene = try Rehearsal(body, facts: facts)
        #expect(scene.news() == ["0:00 alert a"])
        #expect(leftOut(scene) == [1])
        try scene.says("a", .accept)
        #expect(scene.incident.progress == .satisfied)
        #expect(leftOut(scene) == [1])
    }

    @Test func `a body that was left out begins when its condition holds, once`() throws {
        let scene = try Rehearsal(body)
        try scene.says("a", .accept)
        _ = scene.looked()
        try scene.run(until: "20:00")
        try scene.followUp(hurt: 1)
        #expect(scene.news() == ["20:00 alert b"])
        #expect(scene.incident.progress == .running)
        #expect(scene.answerBy("b") == "25:00")
        try scene.followUp(hurt: 2)
        try scene.reportAgain(hurt: 3)
        #expect(scene.news().filter { $0.hasSuffix(" b") } == [])
        #expect(begun(scene) == [0, 1])
        try scene.says("b", .accept)
        #expect(scene.incident.progress == .satisfied)
    }

    @Test func `another report makes a condition hold like a follow-up`() throws {
        let scene = try Rehearsal(body)
        try scene.run(until: "2:00")
        try scene.reportAgain(hurt: 1)
        #expect(scene.news() == ["0:00 alert a", "2:00 alert b"])
    }

    @Test func `a body accepted whose condition comes true begins only once somebody answers`() throws {
        let plan = Plan.running(.ask("a"), .ask("b", start: .accepted, when: [.hurt(1)]))
        let scene = try Rehearsal(plan)
        try scene.followUp(hurt: 1)
        #expect(scene.news() == ["0:00 alert a"])
        try scene.says("a", .accept)
        #expect(scene.news() == ["0:00 alert b"])
    }

    @Test func `a body accepted whose condition comes true after the yes begins then`() throws {
        let plan = Plan.running(.ask("a"), .ask("b", start: .accepted, when: [.hurt(1)]))
        let scene = try Rehearsal(plan)
        try scene.says("a", .accept)
        #expect(leftOut(scene) == [1])
        try scene.followUp(hurt: 1)
        #expect(scene.news() == ["0:00 alert a", "0:00 alert b"])
    }

    @Test func `a body that has begun goes on when its condition holds no more`() throws {
        let scene = try Rehearsal(body, facts: ["hurt": .number(1)])
        try scene.followUp(hurt: 0)
        #expect(scene.answerBy("b") == "5:00")
        try scene.says("a", .accept)
        #expect(scene.incident.progress == .running)
    }

    @Test func `a link whose condition does not hold is left out and the next one begins at once`() throws {
        let scene = try Rehearsal(.running(.ask("a", when: [.hurt(1)]), .ask("b")))
        #expect(scene.news() == ["0:00 alert b"])
        #expect(leftOut(scene) == [0])
    }

    @Test func `a link that was left out begins beside what runs when its condition holds`() throws {
        let scene = try Rehearsal(.running(.ask("a", when: [.hurt(1)]), .ask("b"), .ask("c")))
        try scene.run(until: "2:00")
        try scene.followUp(hurt: 1)
        #expect(scene.news() == ["0:00 alert b", "2:00 alert a"])
        #expect(scene.answerBy("a") == "7:00" && scene.answerBy("b") == "5:00")
        try scene.run(until: "7:00")
        #expect(scene.news() == ["7:00 alert c"])
    }

    @Test func `a link that was left out does not begin once the chain is met`() throws {
        let scene = try Rehearsal(.running(.ask("a", when: [.hurt(1)]), .ask("b")))
        try scene.says("b", .accept)
        try scene.followUp(hurt: 1)
        #expect(scene.news() == ["0:00 alert b"])
    }

    @Test func `a link that an earlier run left out begins in its turn where that is still to come`() throws {
        let again = Repetition.times(1, every: .minutes(10))
        let scene = try Rehearsal(.running(.ask("a"), .ask("b", when: [.hurt(1)]), repetition: again))
        try scene.run(until: "16:00")
        try scene.followUp(hurt: 1)
        #expect(scene.news() == ["0:00 alert a", "15:00 reminder a"])
        try scene.run(until: "20:00")
        #expect(scene.news() == ["20:00 alert b"])
    }

    @Test func `whom a link left out asks between two runs is reminded two minutes later`() throws {
        let again = Repetition.times(1, every: .minutes(10))
        let scene = try Rehearsal(.running(.ask("b", when: [.hurt(1)]), .ask("a", within: 5), repetition: again))
        try scene.run(until: "14:30")
        try scene.followUp(hurt: 1)
        #expect(scene.news() == ["0:00 alert a", "14:30 alert b"])
        try scene.run(until: "17:00")
        #expect(scene.news() == ["16:30 reminder b"])
    }

    @Test func `the last link that was left out begins although the chain is exhausted`() throws {
        let scene = try Rehearsal(.running(.ask("a"), .ask("b", when: [.hurt(1)])))
        try scene.run(until: "6:00")
        #expect(scene.incident.progress == .exhausted)
        _ = scene.looked()
        try scene.followUp(hurt: 1)
        #expect(scene.news() == ["6:00 alert b"])
        #expect(scene.incident.progress == .running)
        try scene.says("b", .accept)
        #expect(scene.incident.progress == .satisfied)
    }

    @Test func `a chain whose links are all left out is exhausted at once`() throws {
        let scene = try Rehearsal(.running(.ask("a", when: [.hurt(1)])))
        #expect(scene.news() == ["0:00 unanswered office"])
        try scene.followUp(hurt: 1)
        #expect(scene.news() == ["0:00 alert a"])
    }

    @Test func `a link that was left out and names nobody when its condition holds is passed over once`() throws {
        let scene = try Rehearsal(.running(.ask("crew", when: [.hurt(1)]), .ask("b", "c", need: .all)))
        try scene.followUp(hurt: 1)
        try scene.followUp(hurt: 2)
        let passed = scene.changes.compactMap {
            if case .stepSkipped(_, 0, let reason, _) = $0 { reason } else { nil }
        }
        #expect(passed == [.notNow, .nobodyNamed])
    }

    @Test func `all conditions of a step must hold`() throws {
        let two = [
            Grading.Condition.hurt(1), Grading.Condition(field: "smoke", comparison: .equals, value: .flag(true)),
        ]
        let scene = try Rehearsal(
            .running(.ask("a"), .ask("b", start: .atOnce, when: two)),
            facts: ["hurt": .number(2)]
        )
        #expect(scene.news() == ["0:00 alert a"])
    }

    @Test func `a body that was left out in a pause begins at its end`() throws {
        let scene = try Rehearsal(body)
        try scene.pause(until: "30:00")
        try scene.followUp(hurt: 1)
        #expect(scene.news() == ["0:00 alert a"])
        try scene.run(until: "30:00")
        #expect(scene.news().contains("30:00 alert b"))
    }

    @Test func `in a new round conditions are looked at anew`() throws {
        let scene = try Rehearsal(body)
        try scene.run(until: "5:00")
        try scene.followUp(hurt: 1)
        try scene.followUp(hurt: 0)
        _ = scene.looked()
        try scene.escalate()
        #expect(scene.incident.round.number == 2)
        #expect(scene.news() == ["5:00 alert a"])
    }
}
