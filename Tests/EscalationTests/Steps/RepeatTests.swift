import Escalation
import Testing

@Suite("Repeats, the fallback and downtime")
struct RepeatTests {
    @Test func `the steps are run again so many times`() throws {
        let scene = try Rehearsal(.running(.ask("a"), .ask("b"), repetition: .times(2, every: .minutes(20))))
        try scene.run(until: "70:00")
        #expect(
            scene.news() == [
                "0:00 alert a", "5:00 alert b", "30:00 reminder a", "35:00 reminder b", "60:00 reminder a",
                "65:00 reminder b", "70:00 unanswered office",
            ]
        )
    }

    @Test func `the steps are run again until the need is met`() throws {
        let plan = Plan.running(.ask("a"), repetition: .untilMet(atMost: .hours(1), every: .minutes(15)))
        let scene = try Rehearsal(plan)
        try scene.run(until: "21:00")
        try scene.says("a", .accept)
        try scene.run(until: "200:00")
        #expect(scene.news() == ["0:00 alert a", "20:00 reminder a"])
    }

    @Test func `the steps are run again for so long at most`() throws {
        let plan = Plan.running(.ask("a"), repetition: .untilMet(atMost: .hours(1), every: .minutes(15)))
        let scene = try Rehearsal(plan)
        try scene.run(until: "65:00")
        #expect(
            scene.news() == [
                "0:00 alert a", "20:00 reminder a", "40:00 reminder a", "60:00 reminder a", "65:00 unanswered office",
            ]
        )
    }

    @Test func `somebody who was not reached before is alerted and not reminded by a repeat`() throws {
        let plan = Plan.running(.ask("a"), repetition: .times(1, every: .minutes(10)))
        let scene = try Rehearsal(plan, channel: ["a": [.hangs, .accepts]])
        try scene.run(until: "1:00")
        try scene.finish("a", .refuses)
        try scene.run(until: "11:00")
        #expect(scene.news() == ["0:00 alert a hangs", "11:00 alert a"])
    }

    @Test func `a repeat gives those who could not be reached another chance`() throws {
        let plan = Plan.running(.ask("a"), repetition: .times(1, every: .minutes(10)))
        let scene = try Rehearsal(plan, channel: ["a": [.refuses, .accepts]])
        try scene.run(until: "10:00")
        #expect(scene.news() == ["0:00 alert a refused", "10:00 alert a"])
    }

    @Test func `a repeat does not ask those again who said cannot`() throws {
        let plan = Plan.running(.ask("a", "b"), repetition: .times(1, every: .minutes(10)))
        let scene = try Rehearsal(plan)
        try scene.says("a", .cannot)
        try scene.run(until: "15:00")
        #expect(scene.news() == ["0:00 alert a", "0:00 alert b", "15:00 reminder b"])
    }

    @Test func `the steps are run again although somebody answers while the need is unmet`() throws {
        let plan = Plan.running(
            .ask("a", "b", need: .all),
            repetition: .untilMet(atMost: .days(1), every: .minutes(15))
        )
        let scene = try Rehearsal(plan)
        try scene.says("a", .accept)
        try scene.run(until: "40:00")
        let asked = scene.news().filter { !$0.contains("incomplete") }
        #expect(asked == ["0:00 alert a", "0:00 alert b", "20:00 reminder b", "40:00 reminder b"])
        try scene.says("b", .accept)
        #expect(scene.incident.progress == .satisfied)
        #expect(scene.due(.repetition(.chain)) == nil)
    }

    @Test func `when one of two who are needed leaves the seat is asked for again`() throws {
        let plan = Plan.running(
            .ask("a", "b", need: .all),
            repetition: .untilMet(atMost: .days(1), every: .minutes(15))
        )
        let scene = try Rehearsal(plan, directory: Town.directory(groups: ["a": ["a>c"], "b": ["b"]]))
        for person in ["a", "b"] { try scene.says(person, .accept) }
        #expect(scene.incident.progress == .satisfied)
        try scene.run(until: "30:00")
        try scene.says("a", .cannot)
        try scene.run(until: "50:00")
        #expect(scene.incident.status == .acknowledged)
        #expect(
            scene.news().suffix(3) == ["30:00 alert c", "35:00 incomplete boss", "50:00 reminder c"]
        )
    }

    @Test func `a run in which nobody is asked is not repeated`() throws {
        let plan = Plan.running(.ask("a"), repetition: .times(9, every: .minutes(10)))
        let scene = try Rehearsal(plan)
        try scene.says("a", .cannot)
        try scene.run(until: "20:00")
        #expect(scene.incident.round[.chain]?.phase == .exhausted)
        #expect(scene.news() == ["0:00 alert a", "10:00 unanswered office", "20:00 unanswered office"])
    }

    @Test func `every counts from the end of a run with the times of its deputies`() throws {
        let plan = Plan.running(.ask("desk", deputies: .afterTimeout), repetition: .times(1, every: .minutes(20)))
        let scene = try Rehearsal(plan, directory: Town.directory(groups: ["desk": ["a>b"]]))
        try scene.run(until: "35:00")
        #expect(
            scene.news() == ["0:00 alert a", "5:00 alert b", "30:00 reminder a", "35:00 reminder b"]
        )
    }

    @Test func `at the start of a run people are looked up again, and who answered stays`() throws {
        let plan = Plan.running(.ask("duty", need: .all), repetition: .times(3, every: .minutes(10)))
        let scene = try Rehearsal(plan, directory: Town.directory(groups: ["duty": ["a", "b"]]))
        try scene.says("a", .accept)
        scene.directory = Town.directory(groups: ["duty": ["c", "d"]])
        _ = scene.looked()
        try scene.run(until: "15:00")
        #expect(scene.news() == ["5:00 incomplete boss", "15:00 alert d"])
        try scene.says("d", .accept)
        #expect(scene.incident.progress == .satisfied)
    }

    // MARK: Exhausted is loud

    @Test func `the reporter and the fallback are told that nobody answers and told again every interval`() throws {
        let scene = try Rehearsal(.running(.ask("a")), reporter: "gate")
        try scene.run(until: "25:00")
        #expect(
            scene.news() == [
                "0:00 alert a", "5:00 unanswered office", "5:00 unanswered gate", "15:00 unanswered office",
                "15:00 unanswered gate", "25:00 unanswered office", "25:00 unanswered gate",
            ]
        )
    }

    @Test func `the interval is the one of the repeat where there is one`() throws {
        let plan = Plan.running(.ask("a"), repetition: .times(0, every: .minutes(3)))
        let scene = try Rehearsal(plan)
        try scene.run(until: "8:00")
        #expect(scene.news() == ["0:00 alert a", "5:00 unanswered office", "8:00 unanswered office"])
    }

    @Test func `a fallback that cannot be reached now is tried again and told anew at the next interval`() throws {
        let scene = try Rehearsal(.running(.ask("a")), channel: ["office": [.failsForNow, .refuses, .accepts]])
        try scene.run(until: "15:00")
        #expect(
            scene.news() == [
                "0:00 alert a", "5:00 unanswered office failed for now", "5:15 unanswered office refused",
                "15:00 unanswered office",
            ]
        )
    }

    @Test func `the fallback is told at its next address when the first fails`() throws {
        let scene = try Rehearsal(
            .running(.ask("a")),
            directory: Town.directory(addresses: ["office": ["mail", "hook"]]),
            channel: ["office": [.refuses]]
        )
        try scene.run(until: "5:00")
        #expect(scene.news() == ["0:00 alert a", "5:00 unanswered office refused", "5:00 unanswered office.hook"])
    }

    @Test func `telling the fallback stops once somebody answers`() throws {
        let scene = try Rehearsal(.running(.ask("a")))
        try scene.run(until: "6:00")
        try scene.says("a", .accept)
        _ = scene.looked()
        try scene.run(until: "100:00")
        #expect(scene.news() == [])
    }

    // MARK: After downtime

    @Test func `after downtime one overdue step is started and then its normal time is given`() throws {
        let scene = try Rehearsal(.running(.ask("a"), .ask("b"), .ask("c")))
        scene.sleep(until: "600:00")
        try scene.run(until: "600:00")
        #expect(scene.news() == ["0:00 alert a", "600:00 alert b"])
        try scene.run(until: "604:59")
        #expect(scene.news() == [])
        try scene.run(until: "605:00")
        #expect(scene.news() == ["605:00 alert c"])
    }

    @Test func `after downtime an overdue fallback is told once`() throws {
        let scene = try Rehearsal.exhausted()
        scene.sleep(until: "600:00")
        try scene.run(until: "609:59")
        #expect(scene.news() == ["600:00 unanswered office"])
    }

    @Test func `after downtime an overdue acknowledgement still gives the whole grace`() throws {
        let scene = try Rehearsal.acknowledged()
        scene.sleep(until: "600:00")
        try scene.run(until: "609:59")
        #expect(scene.news() == ["600:00 still-on-it a"])
        #expect(scene.incident.status == .acknowledged)
    }

    @Test func `after downtime an overdue pause ends with one step`() throws {
        let scene = try Rehearsal.running(.running(.ask("a"), .ask("b"), .ask("c")))
        try scene.pause(until: "30:00")
        scene.sleep(until: "600:00")
        try scene.run(until: "604:59")
        #expect(scene.news() == ["600:00 alert b"])
        #expect(scene.incident.progress == .running)
    }
}
