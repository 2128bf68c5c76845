import Escalation
import Testing

@Suite("A pause that ends early")
struct PauseEndsEarlyTests {
    private let plan = Plan.running(
        .ask("a"),
        .ask("b"),
        .ask("crew", start: .atOnce, deputies: .afterTimeout)
    )

    private func scene() throws -> Rehearsal {
        try Rehearsal.running(plan, groups: ["crew": ["c>d"]])
    }

    @Test func `whoever escalates ends the pause for the bodies too, and everybody has their own time again`() throws {
        let scene = try scene()
        try scene.pause(until: "30:00")
        try scene.run(until: "3:00")
        try scene.escalate()
        #expect(scene.answerBy("c") == "5:00" && scene.answerBy("b") == "8:00")
        try scene.run(until: "5:00")
        #expect(scene.news() == ["3:00 alert b", "5:00 alert d"])
    }

    @Test func `what would have been over during the pause is over when it ends`() throws {
        let scene = try scene()
        try scene.pause(until: "30:00")
        try scene.run(until: "7:00")
        try scene.escalate()
        try scene.run(until: "7:00")
        #expect(scene.news() == ["7:00 alert b", "7:00 alert d"])
    }

    @Test func `who is called in has their own time again`() throws {
        let scene = try Rehearsal.acknowledged(plan)
        try scene.callIn("e", within: .minutes(20))
        try scene.pause(until: "180:00")
        #expect(scene.answerBy("e") == "180:00")
        try scene.escalate()
        #expect(scene.answerBy("e") == "21:00")
    }

    @Test func `whoever was asked a moment before the rank was raised keeps the time that they had before the pause`()
        throws
    {
        let scene = try scene()
        try scene.raise(to: .one)
        let other = try self.scene()
        try other.pause(until: "30:00")
        try other.raise(to: .one)
        #expect(other.answerBy("a") == scene.answerBy("a") && other.answerBy("c") == scene.answerBy("c"))
        #expect(!other.incident.isPaused)
    }

    @Test func `a second pause that is shorter gives back what lies behind it`() throws {
        let scene = try scene()
        try scene.pause(until: "30:00")
        try scene.pause(until: "2:30")
        #expect(scene.answerBy("a") == "5:00")
        try scene.run(until: "5:00")
        #expect(scene.news() == ["5:00 alert b", "5:00 alert d"])
    }

    @Test func `a longer one after it holds back until its own end`() throws {
        let scene = try scene()
        try scene.pause(until: "10:00")
        try scene.pause(until: "20:00")
        try scene.pause(until: "3:00")
        #expect(scene.answerBy("a") == "5:00")
        try scene.pause(until: "40:00")
        try scene.run(until: "39:59")
        #expect(scene.news() == [])
        try scene.run(until: "40:00")
        #expect(scene.news() == ["40:00 alert b", "40:00 alert d"])
    }
}
