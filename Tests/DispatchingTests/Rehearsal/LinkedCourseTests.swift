import Dispatching
import Escalation
import TestSupport
import Testing

@Suite("Linked incidents in a rehearsal")
struct LinkedCourseTests {
    private func course(_ script: [ScriptedDeed] = [], isDrill: Bool = false) throws -> Rehearsal.Course {
        var crowd = Plan.asking(["a"], ["b"], name: "crowd", version: "crowd-1")
        crowd.opens = [Opening(plan: "fire")]
        let directory = Town.directory([crowd, .asking(["c"], name: "fire")], channel: "webhook")
        var report = Town.report(plan: "crowd")
        report.isDrill = isDrill
        return try Rehearsal(directory: directory, report: report, script: script, start: Scene.start).run(
            for: .days(1)
        )
    }

    private static func says(_ person: PersonID, _ word: Answer.Word, at minute: Int64) -> ScriptedDeed {
        ScriptedDeed(.answer(Answer(person: person, word: word)), after: .minutes(minute))
    }

    private func told(_ course: Rehearsal.Course) -> [String] {
        course.lines.map { line in
            let minute = line.offset.milliseconds / 60_000
            return "\(minute) \(line.incident) \(line.event.rawValue)\(line.person.map { " " + $0 } ?? "")"
        }
    }

    @Test func `the second incident is opened at once and has its own course`() throws {
        let course = try course()
        let lines = told(course)
        #expect(lines.prefix(3).sorted() == ["0 1 asked a", "0 2 asked c", "0 2 opened"])
        let opened = course.lines.first { $0.event == .opened }
        #expect(opened?.why == .openedBy(1, plan: "fire"))
        #expect(lines.contains("5 2 exhausted") && lines.contains("10 1 exhausted"))
        #expect(course.incident.report.plan == "crowd" && course.isComplete)
        #expect(lines.count { $0.contains(" 1 told office") } >= 2)
    }

    @Test func `whoever is asked in one of them answers that one`() throws {
        let course = try course([Self.says("c", .accept, at: 1), Self.says("a", .accept, at: 2)])
        let lines = told(course)
        #expect(lines.contains("1 2 accepted c") && lines.contains("2 1 accepted a"))
        #expect(!lines.contains("1 1 accepted c") && !lines.contains("2 2 accepted a"))
        #expect(course.incident.responders.map(\.person) == ["a"])
    }

    @Test func `whoever leads the second ends the second`() throws {
        let course = try course([
            Self.says("c", .accept, at: 1), ScriptedDeed(.close(.stoodDown, by: "c"), after: .minutes(2)),
        ])
        #expect(told(course).contains("2 2 ended c"))
        #expect(!course.incident.isClosed)
    }
}
