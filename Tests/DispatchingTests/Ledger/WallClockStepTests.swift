import Dispatching
import Escalation
import TestSupport
import Testing

/// Found by simulation: rules that compare stored times must not take a clock that was set back for a long wait.
@Suite("A wall clock that is set back")
struct WallClockStepTests {
    private static let tenYears = TimeSpan.days(-3_650)

    @Test func `does not put a reminder off`() throws {
        let scene = try Scene(.asking(["a"], ["a"]))
        try scene.file()
        try scene.run(until: 1)
        scene.wallShift = Self.tenYears
        try scene.run(until: 8)
        #expect(scene.attempts.contains { $0.contains("reminder a.mail") })
    }

    @Test func `does not let a step start in a pause`() throws {
        let scene = try Scene(.asking(["a"], ["b"]))
        try scene.file()
        try scene.run(until: 1)
        scene.wallShift = Self.tenYears
        try scene.handle(1, .pause(until: scene.now.wall + .minutes(30), reason: "wind"))
        try scene.run(until: 30)
        #expect(!scene.attempts.contains { $0.contains("alert b.mail") })
        try scene.run(until: 32)
        #expect(scene.attempts.contains { $0.contains("alert b.mail") })
    }

    @Test func `does not keep the next step waiting when nobody is left to wait for in a pause`() throws {
        let scene = try Scene(.asking(["a"], ["b"]))
        try scene.file()
        try scene.run(until: 1)
        try scene.handle(1, .pause(until: scene.now.wall + .minutes(30), reason: "wind"))
        scene.wallShift = Self.tenYears
        try scene.says("a", .cannot)
        try scene.run(until: 32)
        #expect(scene.attempts.contains { $0.contains("alert b.mail") })
    }

    @Test func `does not keep an acknowledgement for ever`() throws {
        let rule = AcknowledgementRule(lasts: .hours(1), grace: .minutes(10))
        let scene = try Scene(.asking(["a"], acknowledgement: rule))
        try scene.file()
        try scene.run(until: 1)
        try scene.says("a", .accept)
        try scene.run(until: 10)
        scene.wallShift = Self.tenYears
        try scene.says("a", .note)
        try scene.run(until: 72)
        #expect(scene.attempts.contains { $0.contains("still-on-it a.mail") })
    }

    @Test func `does not repeat the steps for ever`() throws {
        let repetition = Repetition.untilMet(atMost: .minutes(30), every: .minutes(5))
        let scene = try Scene(.asking(["a"], repetition: repetition))
        try scene.file()
        try scene.run(until: 1)
        scene.wallShift = Self.tenYears
        try scene.run(until: 75)
        #expect(scene.attempts.contains { $0.contains("unanswered office.mail") })
    }

    @Test func `does not keep a digest back`() throws {
        let scene = try Scene(Town.directory([.asking(["a"])], channel: "webhook"))
        for title in ["one", "two", "three"] { try scene.file(Town.report(title, severity: .four)) }
        try scene.run(until: 0, 30)
        scene.wallShift = Self.tenYears
        try scene.run(until: 2)
        #expect(scene.attempts.contains { $0.contains("digest a.mail") })
    }
}
