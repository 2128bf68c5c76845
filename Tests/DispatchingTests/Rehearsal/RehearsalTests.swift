import Dispatching
import Escalation
import TestSupport
import Testing

@Suite("Rehearsals")
struct RehearsalTests {
    private static let plan = Plan.asking(["a"], ["b"], repetition: .times(1, every: .minutes(2)))

    private func course(
        _ script: [ScriptedDeed] = [],
        plan: Plan = plan,
        groups: [String: Group] = [:],
        severity: Severity? = nil,
        for limit: TimeSpan = .days(2)
    ) throws -> Rehearsal.Course {
        let directory = Town.directory([plan], channel: "webhook", groups: groups)
        let report = Town.report(severity: severity)
        return try Rehearsal(directory: directory, report: report, script: script, start: Scene.start).run(for: limit)
    }

    private static func says(_ person: PersonID, _ word: Answer.Word, at minute: Int64) -> ScriptedDeed {
        ScriptedDeed(.answer(Answer(person: person, word: word)), after: .minutes(minute))
    }

    /// Each line in short: its minute, what happened, to whom, and by which minute an answer is wanted.
    private func told(_ course: Rehearsal.Course) -> [String] {
        course.lines.map { line in
            let minute = line.offset.milliseconds / 60_000
            let state = line.state.map { ":" + $0.rawValue } ?? ""
            let holder = line.holder.map { " for \($0)" } ?? ""
            let message = line.message.map { " " + $0.rawValue } ?? ""
            let by = line.deadline.map { " by \(($0 - Scene.start).milliseconds / 60_000)" } ?? ""
            return
                "\(minute) \(line.event.rawValue)\(state)\(line.person.map { " " + $0 } ?? "")\(holder)\(message)\(by)"
        }
    }

    @Test func `the unanswered course of a small plan`() throws {
        let course = try course()
        #expect(
            told(course) == [
                "0 asked a alert by 5", "5 asked b alert by 10", "10 run_ended", "12 reminded a reminder by 17",
                "17 reminded b reminder by 22", "22 run_ended", "22 exhausted", "22 told office unanswered",
                "24 told office unanswered",
            ]
        )
        #expect(course.isComplete)
        #expect(course.incident.progress == .exhausted && course.incident.status == .open)
        #expect(course.incident.unfinished.isEmpty)
    }

    @Test func `the course goes on while a run is still to come`() throws {
        var plan = Self.plan
        for rank in Severity.allCases {
            var late = Step(ask: [Reference("d")], start: .atOnce, within: .minutes(40))
            late.need = .any
            plan.responses[rank]?.steps.append(late)
        }
        let course = try course(plan: plan)
        #expect(told(course).contains("42 reminded d reminder by 82"))
        #expect(course.isComplete)
    }

    @Test func `it is the same every time`() throws {
        #expect(try course().scenes.map(\.entry.changes.count) == course().scenes.map(\.entry.changes.count))
        #expect(try course().lines == course().lines)
    }

    @Test func `an answer ends the course, and those reached are told`() throws {
        let course = try course([Self.says("b", .accept, at: 7)])
        #expect(
            Set(told(course)) == [
                "0 asked a alert by 5", "5 asked b alert by 10", "7 accepted b", "7 acknowledged b", "7 satisfied",
                "7 told a taken-over",
            ]
        )
        #expect(course.isComplete && course.incident.status == .acknowledged)
    }

    @Test func `answers are given in the order of their times`() throws {
        let course = try course([Self.says("b", .accept, at: 3), Self.says("a", .cannot, at: 1)])
        #expect(
            told(course).filter { $0.contains("a") }.prefix(3) == ["0 asked a alert by 5", "1 cannot a", "1 empty a"]
        )
        #expect(told(course).contains("3 accepted b"))
    }

    @Test func `at one instant answers count before times that are up`() throws {
        let course = try course([Self.says("a", .accept, at: 5)])
        #expect(!told(course).contains { $0.contains("asked b") })
        #expect(told(course).contains("5 satisfied"))
    }

    @Test func `a deputy has a time of their own, and the holder is named`() throws {
        var plan = Plan.asking(["desk"], ["d"])
        for rank in Severity.allCases { plan.responses[rank]?.steps[0].deputies = .afterTimeout }
        let groups = ["desk": Group(seats: [Seat(role: "chief", holder: "a", deputies: ["b"])])]
        let course = try course(plan: plan, groups: groups)
        #expect(
            told(course).prefix(3) == ["0 asked a alert by 5", "5 asked b for a alert by 10", "10 asked d alert by 15"]
        )
        #expect(course.lines[0].seat == "chief" && course.lines[1].seat == "chief" && course.lines[2].seat == nil)
    }

    @Test func `several addresses of one person are one line at each instant`() throws {
        var directory = Town.directory([Self.plan])
        directory.people["a"]?.addresses = ["mail", "phone", "hook"].map { Town.address($0, of: "a") }
        func asked(_ severity: Severity) throws -> [TimeSpan] {
            try Rehearsal(directory: directory, report: Town.report(severity: severity), start: Scene.start)
                .run(for: .minutes(4)).lines.filter { $0.person == "a" && $0.event == .asked }.map(\.offset)
        }
        #expect(try asked(.two) == [.zero])
        #expect(try asked(.four) == [.zero, .minutes(2), .minutes(4)])
    }

    @Test func `the limit cuts it off, and it says so`() throws {
        let course = try course(for: .minutes(6))
        #expect(told(course) == ["0 asked a alert by 5", "5 asked b alert by 10"])
        #expect(!course.isComplete)
    }

    @Test func `what is left of the script is played though the fallback was told twice`() throws {
        let course = try course([Self.says("office", .accept, at: 60)])
        #expect(told(course).contains("60 accepted office"))
        #expect(told(course).count { $0.hasSuffix("told office unanswered") } > 2)
        #expect(course.incident.status == .acknowledged && course.isComplete)
    }

    @Test func `another report, a raised rank, a pause and an end are played`() throws {
        let deeds: [ScriptedDeed] = [
            ScriptedDeed(.report(facts: ["hurt": .number(3)]), after: .minutes(1)),
            ScriptedDeed(.grade(.two), after: .minutes(2)), ScriptedDeed(.pause(.minutes(30)), after: .minutes(3)),
            ScriptedDeed(.close(.stoodDown, by: "boss"), after: .minutes(4)),
        ]
        let course = try course(deeds, severity: .four)
        let lines = told(course)
        for line in ["1 report:arrived", "2 raised", "3 paused by 33", "4 ended boss"] {
            #expect(lines.contains(line), "\(line): \(lines)")
        }
        #expect(course.incident.isClosed && course.incident.report.facts["hurt"] == .number(3))
    }

    @Test func `a report after the end is another incident, and its lines say so`() throws {
        var plan = Self.plan
        plan.reopenWithin = .zero
        let deeds = [
            ScriptedDeed(.close(.cancelled, by: nil), after: .minutes(1)),
            ScriptedDeed(.report(facts: [:]), after: .minutes(3)), Self.says("a", .accept, at: 4),
        ]
        let course = try course(deeds, plan: plan)
        #expect(course.lines.filter { $0.incident == 2 }.prefix(2).map(\.event) == [.asked, .accepted])
        #expect(Set(course.lines.map(\.incident)) == [1, 2])
    }

    @Test func `what is refused when its time comes names itself`() throws {
        let deeds = [
            ScriptedDeed(.close(.stoodDown, by: nil), after: .minutes(1)),
            ScriptedDeed(.grade(.two), after: .minutes(2)),
        ]
        let refused = #expect(throws: Rehearsal.Refused.self) { try course(deeds, severity: .four) }
        #expect(refused?.deed == deeds[1])
    }

    @Test func `an answer after the end is told as one, and a second end is refused`() throws {
        let end = ScriptedDeed(.close(.stoodDown, by: "a"), after: .minutes(2))
        let late = try course([
            Self.says("a", .accept, at: 1), end, Self.says("b", .accept, at: 3), Self.says("a", .cannot, at: 4),
        ])
        let lines = late.lines.filter { $0.state == .late }
        #expect(lines.map(\.event) == [.accepted, .cannot] && lines.map(\.person) == ["b", "a"])
        let again = ScriptedDeed(.close(.cancelled, by: nil), after: .minutes(4))
        let refused = #expect(throws: Rehearsal.Refused.self) {
            try course([Self.says("a", .accept, at: 1), end, again])
        }
        #expect(refused?.deed == again && refused?.error != nil)
    }

    @Test func `where nobody was asked it is not said that everybody was`() throws {
        var plan = Plan.asking(["a"])
        for rank in Severity.allCases {
            plan.responses[rank]?.steps[0].conditions = [
                Grading.Condition(field: "metres", comparison: .over, value: .number(1))
            ]
        }
        let reasons = try course(plan: plan).lines.filter { $0.event == .exhausted }.compactMap(\.why)
        #expect(reasons == [.nobodyAsked(.chain)])
        #expect(try course().lines.filter { $0.event == .exhausted }.compactMap(\.why) == [.part(.chain)])
    }

    @Test func `only whoever leads goes on without somebody, also at the instant of their yes`() throws {
        let without = ScriptedDeed(.goOnWithout("b", by: "a"), after: .minutes(1))
        let refused = #expect(throws: Rehearsal.Refused.self) { try course([without]) }
        #expect(refused?.deed == without)
        if case .refused(.notLeading)? = refused?.error {} else { Issue.record("it is refused for another reason") }
        var plan = Plan.asking(["a", "b"])
        for rank in Severity.allCases { plan.responses[rank]?.steps[0].need = .all }
        plan.commander = Reference("a")
        let led = try course([Self.says("a", .accept, at: 1), without], plan: plan)
        #expect(told(led).contains("1 satisfied"))
    }

    @Test func `only whoever leads ends it by their own answer, and is not told of it`() throws {
        let end = ScriptedDeed(.end(.stoodDown, by: "a"), after: .minutes(1))
        #expect(throws: Rehearsal.Refused.self) { try course([end]) }
        var plan = Plan.asking(["a", "b"])
        plan.commander = Reference("a")
        let led = try course([Self.says("a", .accept, at: 1), end], plan: plan)
        #expect(told(led).contains("1 ended a") && told(led).contains("1 told b all-clear"), "\(told(led))")
        #expect(!told(led).contains("1 told a all-clear"))
        let operated = ScriptedDeed(.close(.stoodDown, by: "a"), after: .minutes(1))
        #expect(try told(course([operated])).contains("1 ended a"))
    }

    @Test func `a yes names the seat for which somebody was asked, and another address after their time names no time`()
        throws
    {
        var plan = Plan.asking(["desk"], ["bosses"])
        for rank in Severity.allCases { plan.responses[rank]?.steps[0].deputies = .afterTimeout }
        let groups = [
            "desk": Group(seats: [Seat(role: "officer", holder: "a", deputies: ["b"])]),
            "bosses": Group(seats: [Seat(role: "deputy", holder: "b")]),
        ]
        let course = try course([Self.says("b", .accept, at: 7)], plan: plan, groups: groups)
        #expect(course.lines.first { $0.event == .accepted }?.seat == "officer")
        var directory = Town.directory([Plan.asking(["c"], ["a"])])
        directory.people["c"]?.addresses = ["mail", "phone", "hook", "log"].map { Town.address($0, of: "c") }
        let report = Town.report(severity: .four)
        let late = try Rehearsal(directory: directory, report: report, start: Scene.start).run(for: .minutes(7))
        let asked = late.lines.filter { $0.person == "c" && $0.event == .asked }
        #expect(asked.map { $0.deadline == nil } == [false, false, false, true], "\(told(late))")
    }

    @Test func `a report that is refused ends it`() throws {
        let rehearsal = Rehearsal(
            directory: Town.directory([Self.plan]),
            report: Town.report(plan: "flood"),
            start: Scene.start
        )
        #expect(throws: LedgerError.self) { try rehearsal.run(for: .days(1)) }
    }

    @Test func `a day of repeats comes to its end, and is folded into one line`() throws {
        let plan = Plan.asking(["a"], ["b"], repetition: .untilMet(atMost: .hours(24), every: .minutes(10)))
        let course = try course(plan: plan)
        #expect(course.isComplete)
        #expect(course.lines.count { $0.event == .exhausted } == 1)
        let runs = course.lines.compactMap(\.turn?.run).max() ?? 0
        #expect(runs > 70)
        let same = CourseItem.folding(course.lines).compactMap { item in
            if case .same(let same) = item { "\(same.runs) like \(same.like.lowerBound)" } else { nil }
        }
        #expect(same == ["3...\(runs) like 2"])
    }

    @Test func `it is what the server does when nobody answers`() throws {
        let scene = try Scene(Town.directory([Self.plan], channel: "webhook"))
        try scene.file()
        try scene.run(until: 24)
        let rehearsed = try course().scenes.flatMap(\.entry.changes).compactMap(Self.unmarked)
        #expect(scene.changes(1).compactMap(Self.unmarked) == rehearsed)
    }

    /// Without what differs by the random numbers of report and messages and the words of the channel.
    private static func unmarked(_ change: Change) -> Change? {
        switch change {
        case .reported, .notificationAccepted: return nil
        case .notificationPlanned(var notification):
            notification.mark = 0
            return .notificationPlanned(notification)
        default: return change
        }
    }
}
