import Escalation
import Testing

@Suite("Cannot")
struct CannotTests {
    @Test func `the deputy of somebody who cannot is asked now`() throws {
        let scene = try Rehearsal.running(.running(.ask("head"), .ask("b")), groups: ["head": ["a>c,d"]])
        try scene.says("a", .cannot, note: "abroad")
        #expect(scene.news() == ["1:00 alert c"])
        #expect(scene.incident.contacts["a"]?.state == .out(.cannot))
        #expect(scene.answerBy("c") == "6:00")
    }

    @Test func `the next deputy is asked when the first cannot either`() throws {
        let scene = try Rehearsal.running(.running(.ask("head"), .ask("b")), groups: ["head": ["a>c,d"]])
        try scene.says("a", .cannot)
        try scene.says("c", .cannot)
        #expect(scene.news() == ["1:00 alert c", "1:00 alert d"])
        try scene.says("d", .accept)
        #expect(scene.incident.responders.first?.standsFor == "a")
    }

    @Test func `without a deputy the next step begins now`() throws {
        let scene = try Rehearsal.running()
        try scene.says("a", .cannot)
        #expect(scene.news() == ["1:00 alert b"])
    }

    @Test func `the next step waits while somebody else of the step may still answer`() throws {
        let scene = try Rehearsal.running(.running(.ask("a", "c"), .ask("b")))
        try scene.says("a", .cannot)
        #expect(scene.news() == [])
        try scene.says("c", .cannot)
        #expect(scene.news() == ["1:00 alert b"])
    }

    @Test func `those asked again by a later step count as candidates of that step`() throws {
        let scene = try Rehearsal.running(.running(.ask("a", "c"), .ask("a", "c"), .ask("b")))
        try scene.run(until: "6:00")
        #expect(scene.news() == ["5:00 reminder a", "5:00 reminder c"])
        try scene.says("a", .cannot)
        #expect(scene.news() == [])
        try scene.says("c", .cannot)
        #expect(scene.news() == ["6:00 alert b"])
    }

    @Test func `somebody who cannot is not tried at further addresses`() throws {
        let scene = try Rehearsal(
            .running(.ask("a", "b"), .ask("c")),
            directory: Town.directory(addresses: ["a": ["mail", "hook"]])
        )
        try scene.run(until: "1:00")
        try scene.says("a", .cannot)
        try scene.run(until: "4:59")
        #expect(scene.news() == ["0:00 alert a", "0:00 alert b"])
    }

    @Test func `an exhausted incident keeps cannot as a note`() throws {
        let scene = try Rehearsal.exhausted(groups: ["a": ["a>c"]])
        try scene.says("a", .cannot)
        #expect(scene.newChanges() == [.declined(person: "a", note: nil)])
        #expect(scene.incident.progress == .exhausted)
        #expect(scene.due(.fallback) == "20:00")
    }

    @Test func `when the only responder cannot the incident is open again and the next step begins now`() throws {
        let scene = try Rehearsal.acknowledged()
        try scene.run(until: "2:00")
        try scene.says("a", .cannot)
        #expect(scene.incident.status == .open)
        #expect(scene.incident.progress == .running)
        #expect(scene.news() == ["2:00 alert b"])
        #expect(scene.newChanges().contains(.openAgain(because: .responderCannot)))
        #expect(scene.due(.acknowledgement) == nil)
        try scene.says("b", .accept)
        #expect(scene.incident.progress == .satisfied)
    }

    @Test func `when the only responder cannot their deputy is asked and then the next step`() throws {
        let scene = try Rehearsal.acknowledged(.running(.ask("head"), .ask("b")), groups: ["head": ["a>c"]])
        try scene.says("a", .cannot)
        #expect(scene.news() == ["1:00 alert c"])
        try scene.run(until: "6:00")
        #expect(scene.news() == ["6:00 alert b"])
    }

    @Test func `when the only responder of the last step cannot the run ends and the next begins in its time`() throws {
        let plan = Plan.running(.ask("a", "b"), repetition: .times(1, every: .minutes(10)))
        let scene = try Rehearsal.acknowledged(plan)
        try scene.says("a", .cannot)
        try scene.run(until: "11:00")
        #expect(scene.news() == ["3:00 reminder b", "11:00 reminder b"])
    }

    @Test func `when everybody has left, those who were told that somebody answers are asked once more`() throws {
        let plan = Plan.running(.ask("a", "b", "c"), .ask("d"), .ask("e", start: .atOnce))
        let scene = try Rehearsal.running(plan)
        try scene.says("c", .cannot)
        try scene.says("a", .accept)
        #expect(scene.news() == ["1:00 taken-over b"])
        try scene.run(until: "2:00")
        try scene.says("a", .cannot)
        try scene.run(until: "6:00")
        // `e` was never told so, and `c` cannot.
        #expect(scene.news() == ["2:00 alert d", "3:00 reminder b"])
        #expect(scene.answerBy("b") == nil && scene.answerBy("d") == "7:00")
        try scene.says("b", .accept)
        #expect(scene.incident.round[.chain]?.isMet == true)
    }

    @Test func `whom the first yes kept from being asked is asked when everybody has left`() throws {
        let scene = try Rehearsal(.running(.ask("a", "b")), channel: ["b": [.failsForNow, .accepts]])
        try scene.run(until: "0:05")
        try scene.says("a", .accept)
        _ = scene.looked()
        try scene.run(until: "2:00")
        try scene.says("a", .cannot)
        #expect(scene.news().contains("2:00 alert b"))
    }

    @Test func `a seat that becomes empty may be all that its part lacked, and nobody is asked for another`() throws {
        let groups = ["desk": ["a"], "post": ["a>c", "b"]]
        let plan = Plan.running(.ask("desk", "b", need: .all), .ask("post", need: .all))
        let scene = try Rehearsal.running(plan, groups: groups)
        try scene.says("b", .accept)
        _ = scene.looked()
        try scene.says("a", .cannot)
        #expect(scene.incident.isSatisfied)
        #expect(scene.news() == ["1:00 incomplete boss"])
        #expect(scene.incident.contacts["c"] == nil)
    }

    @Test func `a responder who cannot leaves their seats open whoever else is there`() throws {
        let plan = Plan.running(.ask("head", "b", need: .all), .ask("e"))
        let scene = try Rehearsal.acknowledged(plan, groups: ["head": ["a>c"]])
        try scene.says("b", .accept)
        _ = scene.looked()
        try scene.says("a", .cannot)
        #expect(scene.incident.status == .acknowledged)
        #expect(scene.news() == ["1:00 alert c"])
        #expect(scene.newChanges().contains(.partOpen(part: .chain)))
        try scene.run(until: "6:00")
        #expect(scene.news() == ["6:00 alert e"])
    }

    @Test func `a responder whose seat nobody needs can leave it`() throws {
        let scene = try Rehearsal.acknowledged(.running(.ask("head", "b")), groups: ["head": ["a>c"]])
        try scene.says("b", .accept)
        _ = scene.looked()
        try scene.says("a", .cannot)
        #expect(scene.news() == [])
        #expect(scene.incident.progress == .satisfied)
    }

    @Test func `an exhausted incident that somebody answers asks the deputy of whoever cannot`() throws {
        let plan = Plan.running(.ask("head", "b", need: .all))
        let scene = try Rehearsal.exhausted(plan, groups: ["head": ["a>c"]])
        try scene.says("b", .accept)
        _ = scene.looked()
        try scene.says("a", .cannot)
        #expect(scene.news() == ["11:00 alert c"])
        #expect(scene.incident.progress == .running)
        try scene.says("c", .accept)
        #expect(scene.incident.progress == .satisfied)
    }

    @Test func `somebody who said cannot is not told who answers instead`() throws {
        let scene = try Rehearsal.running(.running(.ask("a", "b", "c")))
        try scene.says("a", .cannot)
        try scene.says("b", .accept)
        #expect(scene.news() == ["1:00 taken-over c"])
    }

    @Test func `when the only responder cannot and no step is left the fallback is told at once`() throws {
        let scene = try Rehearsal.acknowledged(.running(.ask("a")))
        try scene.says("a", .cannot)
        #expect(scene.incident.status == .open)
        #expect(scene.incident.progress == .exhausted)
        #expect(scene.news() == ["1:00 unanswered office"])
    }

    @Test func `when one of two responders cannot the other still answers for it`() throws {
        let scene = try Rehearsal.acknowledged()
        try scene.says("b", .accept)
        try scene.says("a", .cannot)
        #expect(scene.incident.status == .acknowledged)
        #expect(scene.responders == ["b"])
        #expect(scene.news() == [])
    }

    @Test func `cannot by somebody who does not answer for it leaves an acknowledged incident alone`() throws {
        let scene = try Rehearsal.acknowledged()
        try scene.says("b", .cannot)
        #expect(scene.incident.status == .acknowledged)
        #expect(scene.newChanges() == [.declined(person: "b", note: nil)])
        #expect(scene.news() == [])
    }

    @Test func `cannot on a closed incident is kept as a note`() throws {
        let scene = try Rehearsal.closed()
        try scene.says("a", .cannot)
        #expect(scene.newChanges() == [.answeredLate(person: "a", word: .cannot, note: nil)])
        #expect(scene.incident.isClosed)
    }

    @Test func `somebody who said cannot may accept after all`() throws {
        let scene = try Rehearsal.running(.running(.ask("a", "b")))
        try scene.says("a", .cannot)
        try scene.says("a", .accept)
        #expect(scene.responders == ["a"])
        #expect(scene.incident.progress == .satisfied)
    }

    @Test func `an acceptance of an earlier round that is taken back does not weigh on the new one`() throws {
        let plan = Plan.graded([
            .four: Response(steps: [.ask("a")]),
            .one: Response(steps: [.ask("c"), .ask("d")], askAgain: true),
        ])
        let scene = try Rehearsal.acknowledged(plan)
        try scene.says("b", .accept)
        try scene.raise(to: .one)
        try scene.says("a", .cannot)
        try scene.says("c", .accept)
        #expect(scene.incident.progress == .satisfied)
    }
}
