import Escalation
import Testing

@Suite("Stand-down and cancel")
struct CloseTests {
    @Test func `a stand-down gives the all-clear to exactly those who were reached`() throws {
        let scene = try Rehearsal(
            .running(.ask("a", "b", cc: ["c"]), .ask("d")),
            channel: ["b": [.failsForNow]]
        )
        try scene.run(until: "1:00")
        _ = scene.looked()
        try scene.close()
        #expect(scene.incident.status == .closed(.stoodDown))
        #expect(scene.news() == ["1:00 all-clear a", "1:00 all-clear c"])
        try scene.run(until: "600:00")
        #expect(scene.news() == [])
        #expect(scene.incident.timers == [])
        #expect(scene.incident.unfinished.isEmpty)
    }

    @Test func `a cancelled incident sends a correction`() throws {
        let scene = try Rehearsal.running()
        try scene.close(.cancelled)
        #expect(scene.incident.status == .closed(.cancelled))
        #expect(scene.news() == ["1:00 correction a"])
    }

    @Test func `planned notifications are cancelled with the reason`() throws {
        let scene = try Rehearsal(.running(.ask("a")), channel: ["a": [.failsForNow]])
        _ = scene.looked()
        try scene.close()
        #expect(scene.newChanges().contains(.notificationCancelled(number: 1, because: .closed)))
    }

    @Test func `an exhausted incident can be stood down and the fallback hears it`() throws {
        let scene = try Rehearsal.exhausted()
        try scene.close()
        #expect(scene.news() == ["11:00 all-clear a", "11:00 all-clear b", "11:00 all-clear office"])
        try scene.run(until: "60:00")
        #expect(scene.news() == [])
    }

    @Test func `an acknowledged incident can be stood down and its acknowledgement no longer lapses`() throws {
        let scene = try Rehearsal.acknowledged()
        try scene.close()
        #expect(scene.news() == ["1:00 all-clear a"])
        try scene.run(until: "600:00")
        #expect(scene.news() == [])
    }

    @Test(arguments: [Closing.stoodDown, .cancelled])
    func `closing a second time has no effect`(closing: Closing) throws {
        let scene = try Rehearsal.closed()
        let before = scene.incident
        try scene.run(until: "2:00")
        try scene.close(closing)
        #expect(scene.isUntouched)
        #expect(scene.incident == before)
    }

    @Test func `an incident is never closed by itself`() throws {
        let plan = Plan.running(.ask("a"), repetition: .untilMet(atMost: .hours(2), every: .minutes(10)))
        let scene = try Rehearsal(plan)
        try scene.run(until: "10000:00")
        #expect(scene.incident.status == .open)
        #expect(scene.due(.fallback) != nil)
    }
}
