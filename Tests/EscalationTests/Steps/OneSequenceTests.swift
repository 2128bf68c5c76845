import Escalation
import Testing

@Suite("One sequence per person, and people copied in")
struct OneSequenceTests {
    private let two = Town.directory(addresses: ["a": ["mail", "hook"]], groups: ["crew": ["a", "b"]])

    @Test func `somebody wanted by a later step too is reminded and has its time`() throws {
        let scene = try Rehearsal(.running(.ask("a"), .ask("a", "b"), .ask("c")))
        try scene.run(until: "9:59")
        #expect(scene.news() == ["0:00 alert a", "5:00 reminder a", "5:00 alert b"])
        #expect(scene.answerBy("a") == "10:00")
    }

    @Test func `somebody wanted by two parts at one instant gets one message`() throws {
        let scene = try Rehearsal(.running(.ask("a"), .ask("a", "b", start: .atOnce)))
        #expect(scene.news() == ["0:00 alert a", "0:00 alert b"])
    }

    @Test func `somebody asked by a body in the run that the chain began gets a reminder from the chain`() throws {
        let scene = try Rehearsal(.running(.ask("a"), .ask("crew"), .ask("b", start: .atOnce)), directory: two)
        try scene.run(until: "5:00")
        let late = scene.news().filter { $0.hasPrefix("5:00") }
        #expect(late == ["5:00 reminder a.hook", "5:00 reminder b"])
    }

    @Test func `what a run of the chain asks, a body that has run on by itself asks anew`() throws {
        let plan = Plan.running(
            .ask("a", within: 60),
            .ask("a", start: .atOnce, within: 5),
            repetition: .times(1, every: .minutes(10))
        )
        let scene = try Rehearsal(plan, directory: two)
        try scene.run(until: "20:00")
        #expect(
            scene.news() == ["0:00 alert a", "2:00 alert a.hook", "15:00 reminder a", "17:00 reminder a.hook"]
        )
    }

    @Test func `reminded by a link and asked anew by a run of a body, somebody is asked anew, and once`() throws {
        let plan = Plan.running(
            .ask("desk", within: 10, deputies: .afterTimeout),
            .ask("desk", within: 60),
            .ask("desk", start: .atOnce, within: 30),
            repetition: .times(1, every: .minutes(10))
        )
        let desk = Town.directory(addresses: ["b": ["mail", "hook"]], groups: ["desk": ["a>b"]])
        let scene = try Rehearsal(plan, directory: desk)
        try scene.run(until: "45:00")
        _ = scene.looked()
        try scene.says("a", .cannot)
        try scene.run(until: "49:00")
        #expect(scene.news() == ["45:00 reminder b", "47:00 reminder b.hook"])
    }

    @Test func `whoever is asked anew is not reminded of what went before`() throws {
        let scene = try Rehearsal(
            .running(.ask("a", within: 3), .ask("a", within: 10)),
            channel: ["a": [.accepts, .failsForNow, .accepts]]
        )
        try scene.run(until: "3:10")
        #expect(scene.news() == ["0:00 alert a", "3:00 reminder a failed for now"])
        try scene.raise(to: .one)
        try scene.run(until: "4:00")
        #expect(scene.news() == ["3:10 alert a"])
    }

    @Test func `somebody wanted in two roles is asked once`() throws {
        let scene = try Rehearsal(.running(.ask("crew", "a")), directory: Town.directory(groups: ["crew": ["a", "b"]]))
        #expect(scene.news() == ["0:00 alert a", "0:00 alert b"])
    }

    @Test func `a later step brings forward the next address`() throws {
        let plan = Plan.running(.ask("a", within: 1), .ask("a", "b"), reach: Reach(every: .minutes(10)))
        let scene = try Rehearsal(plan, directory: two)
        try scene.run(until: "5:00")
        #expect(scene.news() == ["0:00 alert a", "1:00 alert a.hook", "1:00 alert b"])
    }

    @Test func `a later step does not delay the next address`() throws {
        let scene = try Rehearsal(.running(.ask("a", within: 1), .ask("b")), directory: two)
        try scene.run(until: "2:00")
        #expect(scene.news() == ["0:00 alert a", "1:00 alert b", "2:00 alert a.hook"])
    }

    @Test func `the end of the last step does not take away the addresses that are left`() throws {
        let scene = try Rehearsal(.running(.ask("a", within: 1)), directory: two)
        try scene.run(until: "2:00")
        #expect(scene.news() == ["0:00 alert a", "1:00 unanswered office", "2:00 alert a.hook"])
    }

    @Test func `when everybody in a step was asked already they get one reminder`() throws {
        let scene = try Rehearsal(.running(.ask("a", "b"), .ask("a", "b"), .ask("c")))
        try scene.run(until: "9:59")
        #expect(scene.news() == ["0:00 alert a", "0:00 alert b", "5:00 reminder a", "5:00 reminder b"])
    }

    @Test func `a reminder comes at least two minutes after the last message`() throws {
        let scene = try Rehearsal(.running(.ask("a", within: 1), .ask("a", within: 10)))
        try scene.run(until: "1:59")
        #expect(scene.news() == ["0:00 alert a"])
        try scene.run(until: "2:00")
        #expect(scene.news() == ["2:00 reminder a"])
    }

    @Test func `short steps for the same person do not push the reminder away or heap reminders up`() throws {
        let steps = (1...8).map { _ in Step.ask("a", within: 1) }
        let scene = try Rehearsal(.graded([.four: Response(steps: steps)]))
        try scene.run(until: "7:59")
        #expect(scene.news() == ["0:00 alert a", "2:00 reminder a", "4:00 reminder a", "6:00 reminder a"])
        #expect(scene.incident.unfinished.count <= 1)
    }

    @Test func `one of a step gets the next address and the other a reminder`() throws {
        let plan = Plan.running(.ask("a", "b"), .ask("a", "b"), reach: Reach(every: .minutes(10)))
        let scene = try Rehearsal(plan, directory: two)
        try scene.run(until: "5:00")
        #expect(scene.news() == ["0:00 alert a", "0:00 alert b", "5:00 alert a.hook", "5:00 reminder b"])
    }

    @Test func `a reminder goes to an address that reached the person and still exists`() throws {
        let scene = try Rehearsal(.running(.ask("a"), .ask("a")), directory: two, severity: .one)
        scene.directory = Town.directory(addresses: ["a": ["mail"]])
        try scene.run(until: "5:00")
        #expect(scene.news() == ["0:00 alert a", "0:00 alert a.hook", "5:00 reminder a"])
    }

    @Test func `a planned reminder is not sent to somebody who has answered`() throws {
        let scene = try Rehearsal(
            .running(.ask("a", "b", need: .all, within: 1), .ask("a", "b", need: .all, within: 10))
        )
        try scene.run(until: "1:30")
        try scene.says("a", .accept)
        try scene.run(until: "2:00")
        #expect(scene.news() == ["0:00 alert a", "0:00 alert b", "2:00 reminder b"])
    }

    // MARK: Copied in

    @Test func `people copied in are told and owe no answer`() throws {
        let scene = try Rehearsal(.running(.ask("a", cc: ["c"]), .ask("b")))
        #expect(scene.news() == ["0:00 alert a", "0:00 copy c"])
        #expect(scene.incident.contacts["c"]?.state == .told)
        try scene.says("a", .cannot)
        #expect(scene.news() == ["0:00 alert b"])
    }

    @Test func `people copied in are told once in a round`() throws {
        let twice = Repetition.times(1, every: .minutes(5))
        let scene = try Rehearsal(.running(.ask("a", cc: ["c"]), .ask("b", cc: ["c", "a"]), repetition: twice))
        try scene.run(until: "25:00")
        #expect(scene.news().filter { $0.contains("copy") } == ["0:00 copy c"])
    }

    @Test func `somebody asked and copied in by the same step is only asked`() throws {
        let scene = try Rehearsal(.running(.ask("a", cc: ["a"])))
        #expect(scene.news() == ["0:00 alert a"])
    }

    @Test func `somebody who was copied in is asked by a later step`() throws {
        let scene = try Rehearsal(.running(.ask("a", within: 1, cc: ["b"]), .ask("b")))
        try scene.run(until: "1:00")
        #expect(scene.news() == ["0:00 alert a", "0:00 copy b", "1:00 alert b"])
    }

    @Test func `a copy that has not left is taken back when its reader is asked`() throws {
        let scene = try Rehearsal(
            .running(.ask("a", within: 1, cc: ["c"]), .ask("c")),
            channel: ["c": [.failsForNow, .failsForNow, .accepts]]
        )
        try scene.run(until: "3:00")
        let news = scene.news()
        #expect(news.dropFirst(2) == ["0:15 copy c failed for now", "1:00 alert c"])
    }

    @Test func `a link of which every seat was given up copies nobody in when nobody answers`() throws {
        let scene = try Rehearsal(
            .running(.ask("a", "b"), .ask("c", cc: ["d"]), .ask("c", "e", start: .atOnce, within: 60))
        )
        try scene.says("a", .accept)
        try scene.goOnWithout("c")
        _ = scene.looked()
        try scene.says("a", .cannot)
        #expect(scene.news() == ["0:00 unanswered office"])
    }

    @Test func `a reporter who is copied in is told too`() throws {
        let scene = try Rehearsal(.running(.ask("a", cc: ["gate"])), reporter: "gate")
        #expect(scene.news() == ["0:00 alert a", "0:00 copy gate"])
    }

    @Test func `a copy that arrived does not make a person count as reached when every alert fails`() throws {
        let scene = try Rehearsal(
            .running(.ask("a", cc: ["b"]), .ask("b"), .ask("c")),
            channel: ["b": [.accepts, .refuses]]
        )
        try scene.run(until: "5:00")
        #expect(scene.news() == ["0:00 alert a", "0:00 copy b", "5:00 alert b refused", "5:00 alert c"])
    }
}
