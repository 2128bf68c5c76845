import Escalation
import Testing

@Suite("Who did something")
struct ActorTests {
    @Test(
        arguments: [
            (.person("he-an"), "person:he-an"), (.person("a:b"), "person:a:b"),
            (.person("\u{301}x"), "person:\u{301}x"),
            (.person(""), "person:"), (.token("gate"), "token:gate"), (.token("person:he-an"), "token:person:he-an"),
            (.token("clock"), "token:clock"),
            (.clock, "clock"), (.dispatcher, "dispatcher"), (.auditor, "auditor"), (.retention, "retention"),
            (.restore, "restore"), (.operator, "operator"),
        ] as [(Actor, String)]
    )
    func `each is read back as it was written, whatever its name is like`(actor: Actor, written: String) {
        #expect(actor.rawValue == written)
        #expect(Actor(rawValue: written) == actor)
    }

    @Test(arguments: ["", "gate", "person", "token", "clock:", "clock:1", "Person:a", " clock", ":a", "robot:x"])
    func `nothing else is read`(written: String) {
        #expect(Actor(rawValue: written) == nil)
    }

    @Test func `a status and its word go together, and so does what a list asks for`() {
        #expect(Incident.Status.all.map(\.rawValue) == ["open", "acknowledged", "stood_down", "cancelled"])
        for status in Incident.Status.all { #expect(Incident.Status(rawValue: status.rawValue) == status) }
        #expect(Incident.Status(rawValue: "closed") == nil)
        #expect(Incident.Progress.paused(until: Timestamp(milliseconds: 1)).kind == .paused)
    }
}
