import Dispatching
import Escalation
import TestSupport
import Testing

@Suite("Rehearsals")
struct RehearsalTests {
    private static let plan = Plan.asking(["a"], ["b"], repetition: .times(1, every: .minutes(2)))

    private func course(
        _ answers: [(PersonID, Answer.Word, Int64)] = [],
        plan: Plan = plan,
        for limit: TimeSpan = .days(2)
    ) throws -> Rehearsal.Course {
        let scripted = answers.map { person, word, minute in
            Rehearsal.ScriptedAnswer(answer: Answer(person: person, word: word), after: .minutes(minute))
        }
        let directory = Town.directory([plan], channel: "webhook")
        return try Rehearsal(directory: directory, report: Town.report(), answers: scripted, start: Scene.start)
            .run(for: limit)
    }

    /// Who is sent what and when, and the marks of the course.
    private func told(_ course: Rehearsal.Course) -> [String] {
        course.scenes.flatMap { scene in
            scene.entry.changes.compactMap { change -> String? in
                let text: String? =
                    switch change {
                    case .notificationPlanned(let one): "\(one.kind.rawValue) \(one.person)"
                    case .runStarted(let run): "run \(run)"
                    case .exhausted: "exhausted"
                    case .accepted(let person, _, _, _): "accepted \(person)"
                    case .notificationMerged: "merged"
                    default: nil
                    }
                return text.map { "\(scene.after) \($0)" }
            }
        }
    }

    @Test func `the unanswered course of a small plan`() throws {
        let course = try course()
        #expect(
            told(course) == [
                "0s alert a", "5m alert b", "12m run 2", "12m reminder a", "17m reminder b", "22m exhausted",
                "22m unanswered office", "24m unanswered office",
            ]
        )
        #expect(course.isComplete)
        #expect(course.incident.progress == .exhausted && course.incident.status == .open)
        #expect(course.incident.unfinished.isEmpty)
    }

    @Test func `it is the same every time`() throws {
        #expect(try course().scenes.map(\.entry.changes.count) == course().scenes.map(\.entry.changes.count))
        #expect(try told(course()) == told(course()))
    }

    @Test func `an answer ends the course, and those reached are told`() throws {
        let course = try course([("b", .accept, 7)])
        #expect(told(course) == ["0s alert a", "5m alert b", "7m accepted b", "7m taken-over a"])
        #expect(course.isComplete && course.incident.status == .acknowledged)
    }

    @Test func `answers are given in the order of their times`() throws {
        let course = try course([("b", .accept, 3), ("a", .cannot, 1)])
        #expect(told(course) == ["0s alert a", "1m alert b", "3m accepted b", "3m taken-over a"])
    }

    @Test func `the limit cuts it off, and it says so`() throws {
        let course = try course(for: .minutes(6))
        #expect(told(course) == ["0s alert a", "5m alert b"])
        #expect(!course.isComplete)
    }

    @Test func `an answer by somebody unknown is refused`() throws {
        #expect(throws: LedgerError.self) { try course([("nobody", .accept, 1)]) }
    }

    @Test func `a report that is refused ends it`() throws {
        let rehearsal = Rehearsal(
            directory: Town.directory([Self.plan]),
            report: Town.report(plan: "flood"),
            start: Scene.start
        )
        #expect(throws: LedgerError.self) { try rehearsal.run(for: .days(1)) }
    }

    @Test func `a day of repeats comes to its end`() throws {
        let plan = Plan.asking(["a"], ["b"], repetition: .untilAcknowledged(atMost: .hours(24), every: .minutes(10)))
        let course = try course(plan: plan)
        #expect(course.isComplete)
        #expect(told(course).count { $0.hasSuffix("exhausted") } == 1)
        #expect(told(course).count { $0.contains(" run ") } == 72)
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
