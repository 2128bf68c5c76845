import Escalation
import Testing

@Suite("Accept, seen and late answers")
struct AcceptTests {
    @Test func `whoever accepts a running incident answers for it and the others are told`() throws {
        let scene = try Rehearsal.running(.running(.ask("a", "b"), .ask("c")))
        try scene.says("a", .accept, note: "on my way")
        #expect(scene.incident.status == .acknowledged)
        #expect(scene.incident.progress == .satisfied)
        #expect(scene.responders == ["a"])
        #expect(scene.news() == ["1:00 taken-over b"])
        let fills = [SeatID.named("a")]
        #expect(
            scene.newChanges().first == .accepted(person: "a", standsFor: nil, note: "on my way", fills: fills)
        )
    }

    @Test func `a second yes renews the first, which stays before those that came after it`() throws {
        let scene = try Rehearsal.running(.running(.ask("a", "b"), .ask("c")))
        try scene.says("a", .accept)
        try scene.says("b", .accept)
        let before = scene.incident.responders
        _ = scene.newChanges()
        try scene.says("a", .accept, note: "there in 5")
        #expect(scene.incident.responders == before)
        #expect(scene.newChanges().first == .extended(person: "a", note: "there in 5"))
    }

    @Test func `planned notifications are cancelled when the need is met`() throws {
        let scene = try Rehearsal(
            .running(.ask("a"), .ask("b")),
            channel: ["b": [.failsForNow]]
        )
        try scene.run(until: "5:00")
        let waiting = try #require(scene.incident.unfinished.keys.first)
        _ = scene.looked()
        try scene.says("a", .accept)
        #expect(scene.newChanges().contains(.notificationCancelled(number: waiting, because: .answered)))
        try scene.run(until: "60:00")
        #expect(scene.news() == [])
    }

    @Test
    func `accepting an exhausted incident acknowledges it and whoever was told that nobody answers is told who does`()
        throws
    {
        let scene = try Rehearsal.exhausted()
        try scene.says("b", .accept)
        #expect(scene.incident.status == .acknowledged)
        #expect(scene.incident.progress == .satisfied)
        #expect(scene.news() == ["11:00 taken-over a", "11:00 taken-over office"])
        #expect(scene.due(.fallback) == nil)
        try scene.run(until: "60:00")
        #expect(!scene.news().contains { $0.contains("unanswered") })
    }

    @Test func `an exhausted incident that too few accept is acknowledged and no longer called unanswered`() throws {
        let scene = try Rehearsal.exhausted(.running(.ask("a", "c", need: .count(2)), .ask("b")))
        try scene.says("b", .accept)
        #expect(scene.incident.status == .acknowledged)
        #expect(scene.incident.progress == .exhausted)
        try scene.run(until: "30:00")
        #expect(
            scene.news() == [
                "11:00 incomplete boss", "11:00 incomplete office", "21:00 incomplete boss", "21:00 incomplete office",
            ]
        )
        try scene.says("a", .accept)
        #expect(scene.incident.progress == .satisfied)
    }

    @Test func `the fallback can accept what nobody else was there to accept`() throws {
        let scene = try Rehearsal(.running(.ask("nobody")))
        try scene.says("office", .accept)
        #expect(scene.incident.status == .acknowledged)
        #expect(scene.incident.progress == .satisfied)
    }

    @Test func `accepting an acknowledged incident adds a responder and renews the time`() throws {
        let scene = try Rehearsal.acknowledged()
        #expect(scene.due(.acknowledgement) == "61:00")
        try scene.run(until: "30:00")
        try scene.says("b", .accept)
        #expect(scene.responders == ["a", "b"])
        #expect(scene.due(.acknowledgement) == "90:00")
        #expect(scene.news() == [])
    }

    @Test func `accepting a closed incident is kept as a note and closes nothing anew`() throws {
        let scene = try Rehearsal.closed()
        try scene.run(until: "2:00")
        try scene.says("a", .accept, note: "coming")
        #expect(scene.newChanges() == [.answeredLate(person: "a", word: .accept, note: "coming")])
        #expect(scene.incident.status == .closed(.stoodDown))
        #expect(scene.incident.closing?.by == .person("boss"))
        #expect(scene.incident.closing.map { Rehearsal.written($0.at) } == "1:00")
        #expect(scene.incident.responders == [])
        #expect(scene.news() == [])
    }

    @Test func `somebody whom no step asked answers for it and stands nobody down`() throws {
        let scene = try Rehearsal.running()
        try scene.says("boss", .accept)
        #expect(scene.responders == ["boss"])
        #expect(scene.incident.status == .acknowledged)
        #expect(scene.incident.progress == .running)
        #expect(scene.news() == [])
        try scene.run(until: "5:00")
        #expect(scene.news() == ["5:00 alert b"])
    }

    @Test func `one person who accepts twice is counted once`() throws {
        let scene = try Rehearsal.running(.running(.ask("a", "b", need: .count(2))))
        try scene.says("a", .accept)
        try scene.says("a", .accept)
        #expect(scene.incident.progress == .running)
        #expect(scene.responders == ["a"])
    }

    @Test func `an answer by somebody who is not in the contact tree is refused`() throws {
        let scene = try Rehearsal.running()
        #expect(scene.refuses(.nobodyByThatName("stranger")) { try $0.says("stranger", .accept) })
    }

    @Test func `somebody who was asked and has since left the contact tree can still answer`() throws {
        let scene = try Rehearsal.running()
        scene.directory.people["a"] = nil
        try scene.says("a", .accept)
        #expect(scene.responders == ["a"])
    }

    // MARK: Seen

    @Test func `seen is recorded and stops nothing`() throws {
        let scene = try Rehearsal.running()
        try scene.says("a", .seen)
        #expect(scene.newChanges() == [.seen(person: "a")])
        #expect(scene.incident.status == .open)
        try scene.run(until: "5:00")
        #expect(scene.news() == ["5:00 alert b"])
    }

    @Test func `seen is only recorded in every other state`() throws {
        for scene in [try Rehearsal.exhausted(), try Rehearsal.acknowledged(), try Rehearsal.closed()] {
            let before = scene.incident
            try scene.says("a", .seen)
            #expect(scene.newChanges() == [.seen(person: "a")])
            #expect(scene.incident.status == before.status)
            #expect(scene.incident.progress == before.progress)
            #expect(scene.incident.timers == before.timers)
            #expect(scene.incident.contacts["a"]?.seenAt == scene.now)
        }
    }

    @Test func `seeing a message does not take back an acceptance`() throws {
        let scene = try Rehearsal.acknowledged()
        try scene.says("a", .seen)
        #expect(scene.incident.contacts["a"]?.state == .accepted)
    }

    // MARK: Notes

    @Test func `a note by somebody who does not answer for it changes nothing else`() throws {
        for scene in [try Rehearsal.running(), try Rehearsal.exhausted(), try Rehearsal.acknowledged()] {
            let before = scene.incident
            try scene.says("b", .note, note: "the key is at the gate")
            #expect(scene.newChanges() == [.noted(person: "b", text: "the key is at the gate")])
            #expect(scene.incident.timers == before.timers)
            #expect(scene.incident.status == before.status)
        }
    }

    @Test func `a late answer of any kind is kept as a note and is never an error`() throws {
        for word in Answer.Word.allCases where word != .seen {
            let scene = try Rehearsal.closed()
            try scene.says("a", word, note: "late")
            let kept =
                word == .note
                ? Change.noted(person: "a", text: "late") : .answeredLate(person: "a", word: word, note: "late")
            #expect(scene.newChanges() == [kept])
        }
    }

    @Test func `extend by somebody who does not answer for it renews nothing`() throws {
        let scene = try Rehearsal.acknowledged()
        try scene.run(until: "30:00")
        try scene.says("b", .extend)
        #expect(scene.newChanges() == [.extended(person: "b", note: nil)])
        #expect(scene.due(.acknowledgement) == "61:00")
    }
}
