import Escalation
import Testing

@Suite("An acknowledgement lapses")
struct LapseTests {
    private func scene() throws -> Rehearsal { try Rehearsal.acknowledged() }

    @Test func `the responder is asked whether they are still on it`() throws {
        let scene = try scene()
        try scene.run(until: "61:00")
        #expect(scene.news() == ["61:00 still-on-it a"])
        #expect(scene.incident.status == .acknowledged)
        #expect(scene.due(.grace) == "71:00")
    }

    @Test func `without an answer the incident is open again from the step after theirs`() throws {
        let scene = try scene()
        try scene.run(until: "71:00")
        #expect(scene.incident.status == .open)
        #expect(scene.responders == [])
        #expect(scene.incident.round.number == 2)
        #expect(scene.news() == ["61:00 still-on-it a", "71:00 alert b"])
        #expect(scene.newChanges().contains(.openAgain(because: .lapsed)))
        try scene.run(until: "76:00")
        #expect(scene.news() == ["76:00 unanswered office"])
    }

    @Test func `an acknowledgement lapses once`() throws {
        let scene = try scene()
        try scene.run(until: "300:00")
        #expect(scene.changes.count { $0 == .acknowledgementLapsed } == 1)
        #expect(scene.due(.acknowledgement) == nil)
    }

    @Test(arguments: [Answer.Word.extend, .note, .accept])
    func `an answer within the grace renews it`(word: Answer.Word) throws {
        let scene = try scene()
        try scene.run(until: "65:00")
        try scene.says("a", word, note: "still here")
        #expect(scene.due(.grace) == nil)
        #expect(scene.due(.acknowledgement) == "125:00")
        try scene.run(until: "124:59")
        #expect(scene.news() == ["61:00 still-on-it a"])
    }

    @Test func `a follow-up report by a responder within the grace renews it, and by nobody else`() throws {
        let scene = try scene()
        try scene.run(until: "65:00")
        try scene.followUp()
        #expect(scene.due(.grace) == "71:00")
        try scene.followUp(by: .person("b"))
        #expect(scene.due(.grace) == "71:00")
        try scene.followUp(by: .person("a"))
        #expect(scene.due(.grace) == nil)
        #expect(scene.due(.acknowledgement) == "125:00")
    }

    @Test func `seen within the grace does not renew it`() throws {
        let scene = try scene()
        try scene.run(until: "65:00")
        try scene.says("a", .seen)
        #expect(scene.due(.grace) == "71:00")
    }

    @Test func `a note by somebody who does not answer for it does not renew it`() throws {
        let scene = try scene()
        try scene.run(until: "65:00")
        try scene.says("b", .note, note: "who is there?")
        try scene.says("b", .extend)
        #expect(scene.due(.grace) == "71:00")
    }

    @Test func `every responder is asked and one of them is enough`() throws {
        let scene = try scene()
        try scene.says("b", .accept)
        try scene.run(until: "65:00")
        #expect(scene.news() == ["61:00 still-on-it a", "61:00 still-on-it b"])
        try scene.says("b", .extend)
        try scene.run(until: "80:00")
        #expect(scene.incident.status == .acknowledged)
    }

    @Test func `after the last step the new round begins with the first`() throws {
        let scene = try Rehearsal.running()
        try scene.run(until: "6:00")
        try scene.says("b", .accept)
        _ = scene.looked()
        try scene.run(until: "76:00")
        #expect(scene.news() == ["66:00 still-on-it b", "76:00 alert a"])
    }

    @Test func `a lapse after somebody of the fallback accepted begins with the first step`() throws {
        let scene = try Rehearsal.exhausted()
        try scene.says("office", .accept)
        _ = scene.looked()
        try scene.run(until: "81:00")
        #expect(scene.news() == ["71:00 still-on-it office", "81:00 alert a"])
    }

    @Test func `a lapse after the severity was raised begins with the first step of the new response`() throws {
        let rule = AcknowledgementRule(lasts: .hours(1), grace: .minutes(10))
        let scene = try Rehearsal.acknowledged(
            .graded([
                .four: Response(steps: [.ask("a"), .ask("b")], acknowledgement: rule),
                .two: Response(steps: [.ask("c"), .ask("d")], acknowledgement: rule),
            ])
        )
        try scene.raise(to: .two)
        _ = scene.looked()
        try scene.run(until: "71:00")
        let late = scene.news().filter { !$0.contains("incomplete") }
        #expect(late == ["6:00 alert d", "61:00 still-on-it a", "71:00 alert c"])
        #expect(scene.incident.round.grade == .two)
    }

    @Test func `after a lapse all seats are open again and bodies that begin at once begin anew`() throws {
        let rule = AcknowledgementRule(lasts: .hours(1), grace: .minutes(10))
        let plan = Plan.running(
            .ask("a"),
            .ask("b"),
            .ask("c", start: .atOnce, cc: ["e"]),
            .ask("d", start: .accepted),
            acknowledgement: rule
        )
        let scene = try Rehearsal.acknowledged(plan)
        for person in ["c", "d"] { try scene.says(person, .accept) }
        #expect(scene.incident.progress == .satisfied)
        _ = scene.looked()
        try scene.run(until: "71:00")
        let asked = scene.news().filter { $0.hasPrefix("71:00") }
        #expect(asked == ["71:00 alert b", "71:00 alert c", "71:00 copy e"])
        #expect(scene.incident.round.seats.allSatisfy { $0.filledBy == nil })
        #expect(scene.responders == [])
    }

    @Test func `the chain begins at the link after the last one of which a seat was filled, whatever was asked`() throws
    {
        let rule = AcknowledgementRule(lasts: .hours(1), grace: .minutes(10))
        let plan = Plan.running(.ask("a"), .ask("b"), .ask("c", "d"), .ask("e"), acknowledgement: rule)
        let scene = try Rehearsal.running(plan)
        try scene.run(until: "6:00")
        try scene.says("a", .accept)
        #expect(scene.incident.progress == .satisfied)
        _ = scene.looked()
        try scene.run(until: "76:00")
        #expect(scene.news() == ["66:00 still-on-it a", "76:00 alert b"])
    }

    @Test func `nobody leads after a lapse until the first yes`() throws {
        let scene = try scene()
        try scene.says("boss", .accept)
        #expect(scene.incident.command?.person == "boss")
        try scene.run(until: "71:00")
        #expect(scene.incident.command == nil)
        #expect(scene.changes.contains(.commandEnded))
        try scene.says("boss", .accept)
        #expect(scene.incident.command?.person == "boss")
    }

    @Test func `a lapse ends a pause and lets no earlier timer of the round live on`() throws {
        let scene = try scene()
        try scene.run(until: "71:00")
        #expect(scene.incident.timers.count == 1 && scene.answersDue == "76:00")
    }
}
