import Escalation
import Testing

@Suite("A step's time is up")
struct StepTimeTests {
    @Test func `an unanswered step is followed by the next and the last one by the fallback`() throws {
        let scene = try Rehearsal(.running(.ask("a"), .ask("b", within: 10)))
        try scene.run(until: "14:59")
        #expect(scene.news() == ["0:00 alert a", "5:00 alert b"])
        #expect(scene.incident.progress == .running)
        try scene.run(until: "15:00")
        #expect(scene.news() == ["15:00 unanswered office"])
        #expect(scene.incident.progress == .exhausted)
        #expect(scene.incident.status == .open)
    }

    @Test func `an unanswered run is followed by the next repeat`() throws {
        let scene = try Rehearsal(.running(.ask("a"), repetition: .times(1, every: .minutes(10))))
        try scene.run(until: "20:00")
        #expect(scene.news() == ["0:00 alert a", "15:00 reminder a", "20:00 unanswered office"])
    }

    @Test func `an exhausted incident has no step left to start`() throws {
        let scene = try Rehearsal.exhausted()
        #expect(scene.answersDue == nil)
        #expect(scene.due(.repetition(.chain)) == nil)
        #expect(scene.due(.fallback) == "20:00")
    }

    @Test func `an acknowledged incident is not escalated`() throws {
        let scene = try Rehearsal.acknowledged(.running(.ask("a"), .ask("b")))
        try scene.run(until: "600:00")
        #expect(scene.news() == [])
    }

    @Test func `an acknowledged incident goes on to the next step while its need is unmet`() throws {
        let scene = try Rehearsal.acknowledged(.running(.ask("a", "c", need: .all), .ask("b")))
        #expect(scene.incident.status == .acknowledged)
        #expect(scene.incident.progress == .running)
        try scene.run(until: "5:00")
        #expect(scene.news() == ["5:00 alert b"])
        try scene.says("b", .accept)
        #expect(scene.incident.progress == .satisfied)
    }

    @Test func `an acknowledged incident whose need is unmet is repeated and then exhausted`() throws {
        let plan = Plan.running(.ask("a", "c", need: .all), repetition: .times(1, every: .minutes(10)))
        let scene = try Rehearsal.acknowledged(plan)
        try scene.run(until: "20:00")
        #expect(
            scene.news() == [
                "5:00 incomplete boss", "15:00 reminder c", "20:00 incomplete boss", "20:00 incomplete office",
            ]
        )
        #expect(scene.incident.status == .acknowledged)
        #expect(scene.incident.progress == .exhausted)
    }

    @Test func `a link ends at the last time that still runs`() throws {
        let groups = ["head": ["a>c"]]
        let plan = Plan.running(.ask("head", "b", need: .all, deputies: .afterTimeout), .ask("e"))
        let scene = try Rehearsal(plan, directory: Town.directory(groups: groups))
        try scene.run(until: "2:00")
        try scene.says("a", .cannot)
        try scene.run(until: "7:00")
        #expect(scene.news() == ["0:00 alert a", "0:00 alert b", "2:00 alert c", "7:00 alert e"])
    }

    @Test func `a link ends at once when an answer leaves nobody to wait for`() throws {
        let scene = try Rehearsal.running(.running(.ask("a", "c", need: .all), .ask("b")))
        try scene.says("c", .cannot)
        #expect(scene.news() == [])
        try scene.says("a", .accept)
        #expect(scene.incident.progress == .satisfied)
        let each = try Rehearsal.running(
            .running(.ask("desk", "unit", need: .each), .ask("b")),
            groups: [
                "desk": ["a>e"], "unit": ["c"],
            ]
        )
        try each.run(until: "5:00")
        #expect(each.news() == ["5:00 alert b"])
    }

    @Test func `at one instant an answer counts before the time that is up`() throws {
        let scene = try Rehearsal.running(.running(.ask("a", within: 4), .ask("b")))
        scene.sleep(until: "4:00")
        try scene.says("a", .accept)
        try scene.run(until: "4:00")
        #expect(scene.incident.progress == .satisfied)
        #expect(scene.news() == [])
    }

    @Test func `a step's deadline that was replaced does nothing when it still comes`() throws {
        let scene = try Rehearsal.running()
        let old = try #require(scene.incident.timer(.answers(1)))
        try scene.escalate()
        _ = scene.looked()
        try scene.handle(.deadline(old))
        #expect(scene.isUntouched)
    }

    @Test func `a deadline of a closed incident does nothing`() throws {
        let scene = try Rehearsal.running()
        let old = try #require(scene.incident.timer(.answers(1)))
        try scene.close()
        _ = scene.looked()
        try scene.handle(.deadline(old))
        #expect(scene.isUntouched)
        #expect(scene.incident.timers == [])
    }
}
