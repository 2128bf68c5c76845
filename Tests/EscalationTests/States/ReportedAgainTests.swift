import Escalation
import Testing

@Suite("Another report with the same key")
struct ReportedAgainTests {
    @Test func `a duplicate of a running incident is counted and nobody is asked again`() throws {
        let scene = try Rehearsal.running()
        try scene.reportAgain(title: "Smoke, now on the stairs")
        #expect(scene.incident.reportCount == 2)
        #expect(scene.incident.report.title == "Smoke, now on the stairs")
        #expect(scene.incident.round.number == 1)
        #expect(scene.news() == [])
        #expect(scene.answersDue == "5:00")
    }

    @Test func `the newest note is kept and an older one stays when the duplicate has none`() throws {
        let scene = try Rehearsal.running()
        try scene.handle(.reportedAgain(Rehearsal.report(note: "second floor")))
        #expect(scene.incident.report.note == "second floor")
        try scene.reportAgain()
        #expect(scene.incident.report.note == "second floor")
    }

    @Test func `a duplicate of an exhausted incident starts a new round`() throws {
        let scene = try Rehearsal.exhausted()
        try scene.reportAgain()
        #expect(scene.incident.reportCount == 2)
        #expect(scene.incident.round.number == 2)
        #expect(scene.incident.progress == .running)
        #expect(scene.news() == ["11:00 alert a"])
        try scene.run(until: "16:00")
        #expect(scene.news() == ["16:00 alert b"])
    }

    @Test func `a new round asks even somebody who got a message a moment ago`() throws {
        let scene = try Rehearsal(.running(.ask("a"), .ask("office", within: 1)))
        try scene.run(until: "6:30")
        try scene.reportAgain()
        try scene.run(until: "11:30")
        #expect(
            scene.news() == [
                "0:00 alert a", "5:00 alert office", "6:00 unanswered office", "6:30 alert a", "11:30 alert office",
            ]
        )
    }

    @Test func `a duplicate of an acknowledged incident is counted and whoever answers is told`() throws {
        let scene = try Rehearsal.acknowledged()
        try scene.says("b", .accept)
        _ = scene.looked()
        try scene.reportAgain()
        #expect(scene.incident.reportCount == 2)
        #expect(scene.incident.status == .acknowledged)
        #expect(scene.incident.round.number == 1)
        #expect(scene.news() == ["1:00 update a", "1:00 update b"])
        #expect(scene.due(.acknowledgement) == "61:00")
    }

    @Test func `a duplicate soon after the closing opens the incident again with a new round`() throws {
        let scene = try Rehearsal.closed()
        try scene.run(until: "20:00")
        try scene.reportAgain()
        #expect(scene.incident.status == .open)
        #expect(scene.incident.progress == .running)
        #expect(scene.incident.closing == nil)
        #expect(scene.incident.round.number == 2)
        #expect(scene.news() == ["20:00 alert a"])
        try scene.run(until: "25:00")
        #expect(scene.news() == ["25:00 alert b"])
    }

    @Test func `a re-opened incident asks somebody who got the all-clear a moment ago`() throws {
        let scene = try Rehearsal.closed()
        try scene.reportAgain()
        #expect(scene.news() == ["1:00 alert a"])
    }

    @Test func `an all-clear that did not get through is not sent once the incident is open again`() throws {
        let scene = try Rehearsal.running()
        scene.channel["a"] = [.failsForNow, .accepts]
        try scene.close()
        try scene.reportAgain()
        try scene.run(until: "4:00")
        #expect(scene.news() == ["1:00 all-clear a failed for now", "1:00 alert a"])
    }

    @Test func `an all-clear under way when the incident is opened again is not tried a second time`() throws {
        let scene = try Rehearsal.running()
        scene.channel["a"] = [.hangs, .accepts]
        try scene.close()
        try scene.reportAgain()
        try scene.finish("a", .failsForNow)
        try scene.run(until: "4:00")
        #expect(scene.news() == ["1:00 all-clear a hangs", "1:00 alert a"])
    }

    @Test func `people copied in are told again when the incident is opened again`() throws {
        let scene = try Rehearsal.closed(.running(.ask("a", cc: ["c"])))
        try scene.reportAgain()
        #expect(scene.news() == ["1:00 alert a", "1:00 copy c"])
    }

    @Test func `a re-opened incident has the responders of nobody and can be closed again`() throws {
        let scene = try Rehearsal.acknowledged()
        try scene.close()
        try scene.reportAgain()
        #expect(scene.responders == [])
        _ = scene.looked()
        try scene.close(.cancelled)
        #expect(scene.incident.status == .closed(.cancelled))
        #expect(scene.news() == ["1:00 correction a"])
    }

    @Test func `notification numbers go on over rounds`() throws {
        let scene = try Rehearsal.closed()
        let before = scene.incident.lastNotification
        try scene.reportAgain()
        #expect(scene.incident.lastNotification > before)
    }

    @Test func `a storm of duplicates leaves one update waiting`() throws {
        let scene = try Rehearsal.acknowledged()
        scene.isHeldUp = true
        for _ in 1...100 { try scene.reportAgain() }
        #expect(scene.incident.unfinished.count == 1)
        #expect(scene.incident.reportCount == 101)
    }
}
