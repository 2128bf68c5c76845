import Escalation
import Testing

@Suite("Pause")
struct PauseTests {
    @Test func `no step starts before a pause ends`() throws {
        let scene = try Rehearsal.running()
        try scene.pause(until: "30:00")
        #expect(scene.incident.isPaused)
        try scene.run(until: "29:59")
        #expect(scene.news() == [])
        try scene.run(until: "30:00")
        #expect(scene.news() == ["30:00 alert b"])
        #expect(scene.incident.progress == .running)
        try scene.run(until: "35:00")
        #expect(scene.news() == ["35:00 unanswered office"])
    }

    @Test func `a step whose time is up after the pause keeps its time`() throws {
        let scene = try Rehearsal.running()
        try scene.pause(until: "3:00")
        try scene.run(until: "5:00")
        #expect(scene.news() == ["5:00 alert b"])
    }

    @Test func `no repeat starts before a pause ends`() throws {
        let scene = try Rehearsal(.running(.ask("a"), repetition: .times(1, every: .minutes(1))))
        try scene.run(until: "5:30")
        _ = scene.looked()
        try scene.pause(until: "20:00")
        try scene.run(until: "20:00")
        #expect(scene.news() == ["20:00 reminder a"])
    }

    @Test func `a paused exhausted incident is quiet until the pause ends and loud again then`() throws {
        let scene = try Rehearsal.exhausted()
        try scene.pause(until: "60:00")
        try scene.run(until: "59:59")
        #expect(scene.news() == [])
        try scene.run(until: "60:00")
        #expect(scene.news() == ["60:00 unanswered office"])
        #expect(scene.incident.progress == .exhausted)
    }

    @Test func `a pause extends the acknowledgement`() throws {
        let scene = try Rehearsal.acknowledged()
        try scene.pause(until: "180:00")
        #expect(scene.incident.status == .acknowledged)
        #expect(scene.due(.acknowledgement) == "180:00")
        try scene.run(until: "179:59")
        #expect(scene.news() == [])
        try scene.run(until: "180:00")
        #expect(scene.news() == ["180:00 still-on-it a"])
    }

    @Test func `a pause never shortens the acknowledgement and neither does a note during it`() throws {
        let scene = try Rehearsal.acknowledged()
        try scene.pause(until: "30:00")
        #expect(scene.due(.acknowledgement) == "61:00")
        try scene.pause(until: "180:00")
        try scene.says("a", .note, note: "all quiet")
        #expect(scene.due(.acknowledgement) == "180:00")
    }

    @Test func `a pause that holds nothing back is on record as what it does`() throws {
        let scene = try Rehearsal.acknowledged()
        _ = scene.looked()
        try scene.pause(until: "120:00", reason: "wind")
        #expect(scene.incident.progress == .satisfied)
        #expect(scene.newChanges().last == .acknowledgementExtended(until: scene.now + .minutes(119), reason: "wind"))
    }

    @Test func `a pause takes back the question whether somebody is still on it`() throws {
        let scene = try Rehearsal.acknowledged()
        try scene.run(until: "65:00")
        try scene.pause(until: "120:00")
        #expect(scene.due(.grace) == nil)
        #expect(scene.due(.acknowledgement) == "120:00")
    }

    @Test func `a pause of a closed incident is refused`() throws {
        let scene = try Rehearsal.closed()
        #expect(scene.refuses(.closed) { try $0.pause(until: "30:00") })
    }

    @Test func `a pause lasts 24 hours at most`() throws {
        let scene = try Rehearsal.running()
        #expect(scene.refuses(.pauseTooLong) { try $0.pause(until: "1441:01") })
        try scene.pause(until: "1441:00")
        #expect(scene.incident.isPaused)
    }

    @Test func `a pause that is over already is refused`() throws {
        let scene = try Rehearsal.running()
        #expect(scene.refuses(.pauseEnded) { try $0.pause(until: "1:00") })
    }

    @Test func `rank 1 is paused only with a reason`() throws {
        let scene = try Rehearsal(Rehearsal.table, severity: .one)
        _ = scene.looked()
        #expect(scene.refuses(.reasonNeeded) { try $0.pause(until: "30:00", reason: "") })
        #expect(scene.refuses(.reasonNeeded) { try $0.pause(until: "30:00", reason: " \u{200B}\u{3164}") })
        try scene.pause(until: "30:00", reason: "the fire brigade is inside")
        #expect(scene.incident.isPaused)
    }

    @Test func `a rank other than 1 is paused without a reason`() throws {
        let scene = try Rehearsal.running()
        try scene.pause(until: "30:00", reason: "")
        #expect(scene.incident.isPaused)
    }

    @Test func `a shorter pause takes the place of a longer one`() throws {
        let scene = try Rehearsal.running()
        try scene.pause(until: "600:00")
        try scene.pause(until: "20:00")
        try scene.run(until: "20:00")
        #expect(scene.news() == ["20:00 alert b"])
    }

    @Test func `somebody can accept during a pause`() throws {
        let scene = try Rehearsal.running()
        try scene.pause(until: "30:00")
        try scene.says("a", .accept)
        #expect(scene.incident.progress == .satisfied)
        try scene.run(until: "40:00")
        #expect(scene.news() == [])
    }

    @Test func `the deputy of somebody who cannot during a pause is asked at its end`() throws {
        let scene = try Rehearsal.running(.running(.ask("head"), .ask("b")), groups: ["head": ["a>c"]])
        try scene.pause(until: "30:00")
        try scene.says("a", .cannot)
        try scene.run(until: "29:59")
        #expect(scene.news() == [])
        try scene.run(until: "30:00")
        #expect(scene.news() == ["30:00 alert c"])
        try scene.run(until: "35:00")
        #expect(scene.news() == ["35:00 alert b"])
    }

    @Test func `no deputy joins a silent holder before a pause ends`() throws {
        let plan = Plan.running(.ask("head", deputies: .afterTimeout))
        let scene = try Rehearsal.running(plan, groups: ["head": ["a>c"]])
        try scene.pause(until: "30:00")
        #expect(scene.answerBy("a") == "30:00")
        try scene.run(until: "30:00")
        #expect(scene.news() == ["30:00 alert c"])
    }

    @Test func `bodies that are to begin wait for the end of a pause, and the incident is not satisfied before`() throws
    {
        let scene = try Rehearsal.running(.running(.ask("a"), .ask("b", start: .accepted, cc: ["c"])))
        try scene.pause(until: "30:00")
        try scene.says("a", .accept)
        #expect(scene.incident.status == .acknowledged)
        #expect(scene.incident.isPaused)
        try scene.run(until: "30:00")
        #expect(scene.news() == ["30:00 alert b", "30:00 copy c"])
        try scene.says("b", .accept)
        #expect(scene.incident.progress == .satisfied)
    }

    @Test func `answers in a pause fill seats and may meet parts`() throws {
        let scene = try Rehearsal.running(.running(.ask("a", "c"), .ask("b", start: .atOnce)))
        try scene.pause(until: "30:00")
        try scene.says("a", .accept)
        #expect(scene.incident.round[.chain]?.isMet == true)
        #expect(scene.news() == ["1:00 taken-over c"])
        try scene.says("b", .accept)
        #expect(scene.incident.progress == .satisfied)
        #expect(scene.due(.resume) == nil)
    }

    @Test func `nobody is told that people are missing before a pause ends`() throws {
        let plan = Plan.running(
            .ask("a", "b", need: .all),
            repetition: .untilMet(atMost: .days(1), every: .minutes(10))
        )
        let scene = try Rehearsal.acknowledged(plan)
        try scene.run(until: "6:00")
        _ = scene.looked()
        try scene.pause(until: "60:00")
        try scene.run(until: "59:59")
        #expect(scene.news() == [])
        try scene.run(until: "65:00")
        #expect(scene.news() == ["60:00 reminder b", "65:00 incomplete boss"])
    }

    @Test func `a pause while somebody answers holds the steps back and extends the acknowledgement`() throws {
        let rule = AcknowledgementRule(lasts: .hours(1), grace: .minutes(10))
        let plan = Plan.running(.ask("a", "c", need: .all), .ask("b"), acknowledgement: rule)
        let scene = try Rehearsal.acknowledged(plan)
        try scene.pause(until: "120:00")
        #expect(scene.incident.isPaused)
        #expect(scene.due(.acknowledgement) == "120:00")
        try scene.run(until: "119:59")
        #expect(scene.news() == [])
        try scene.run(until: "120:00")
        #expect(scene.news().contains("120:00 alert b"))
    }

    @Test func `with nobody left to wait for the next step begins when the pause ends`() throws {
        let scene = try Rehearsal.running(.running(.ask("a", within: 60), .ask("b")))
        try scene.pause(until: "10:00")
        try scene.says("a", .cannot)
        #expect(scene.news() == [])
        try scene.run(until: "10:00")
        #expect(scene.news() == ["10:00 alert b"])
    }

    @Test func `when the only responder cannot during a pause the incident is open and goes on at its end`() throws {
        let scene = try Rehearsal.acknowledged(.running(.ask("a", "c", need: .all), .ask("b")))
        try scene.pause(until: "30:00")
        try scene.says("a", .cannot)
        #expect(scene.incident.status == .open)
        #expect(scene.news() == [])
        try scene.run(until: "30:00")
        #expect(scene.news() == ["30:00 alert b"])
    }

    @Test func `a raised severity ends a pause`() throws {
        let plan = Plan.graded([.four: Response(steps: [.ask("a")]), .two: Response(steps: [.ask("b")])])
        let scene = try Rehearsal.running(plan)
        try scene.pause(until: "30:00")
        try scene.raise(to: .two)
        #expect(scene.incident.progress == .running)
        #expect(scene.news() == ["1:00 alert b", "1:00 severity a"])
        #expect(scene.due(.resume) == nil)
    }

    @Test func `a pause ends when the incident is closed`() throws {
        let scene = try Rehearsal.running()
        try scene.pause(until: "30:00")
        try scene.close()
        #expect(scene.incident.timers == [])
    }
}
