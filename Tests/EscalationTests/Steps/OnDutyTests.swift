import Escalation
import Testing

@Suite("One time for those on duty, another for the others")
struct OnDutyTests {
    private func scene(_ step: Step, _ duty: FakeDuty, groups: [String: [String]]) throws -> Rehearsal {
        var directory = Town.directory(groups: groups)
        directory.duty = duty
        var step = step
        step.withinOffDuty = .minutes(30)
        return try Rehearsal(.running(step), directory: directory)
    }

    @Test func `each has the time of their own group's hours, and the link ends with the last`() throws {
        let duty = FakeDuty(groups: ["/town/order": true, "/town/works": false])
        let scene = try scene(.ask("order", "works", need: .all), duty, groups: ["order": ["a"], "works": ["b"]])
        #expect(scene.answerBy("a") == "5:00")
        #expect(scene.answerBy("b") == "30:00")
        try scene.run(until: "31:00")
        #expect(scene.news() == ["0:00 alert a", "0:00 alert b", "30:00 unanswered office"])
    }

    @Test func `a roster says more than the hours of its group`() throws {
        let duty = FakeDuty(rosters: ["/town/desk": ["a"]], groups: ["/town/desk": false], unit: false)
        let scene = try scene(.ask("desk"), duty, groups: ["desk": ["a", "b"]])
        #expect(scene.answerBy("a") == "5:00")
        #expect(scene.answerBy("b") == "30:00")
    }

    @Test func `somebody asked through two groups is on duty if either says so`() throws {
        let duty = FakeDuty(groups: ["/town/works": false, "/town/order": true])
        let groups = ["works": ["a"], "order": ["a"]]
        let scene = try scene(.ask("works", "order", need: .all), duty, groups: groups)
        #expect(scene.answerBy("a") == "5:00")
        #expect(scene.news() == ["0:00 alert a"])
    }

    @Test func `somebody whom the plan names goes by the hours of their unit`() throws {
        #expect(try scene(.ask("a"), FakeDuty(unit: false), groups: [:]).answerBy("a") == "30:00")
        #expect(try scene(.ask("a"), FakeDuty(unit: true), groups: [:]).answerBy("a") == "5:00")
    }

    @Test func `a silent one's deputy is judged by the hours of the group`() throws {
        let duty = FakeDuty(rosters: ["/town/desk": ["a"]], groups: ["/town/desk": false])
        let scene = try scene(.ask("desk", deputies: .afterTimeout), duty, groups: ["desk": ["a>b"]])
        try scene.run(until: "6:00")
        #expect(scene.answerBy("a") == nil)
        #expect(scene.answerBy("b") == "35:00")
    }

    @Test func `deputies of one moment have each their own time`() throws {
        let duty = FakeDuty(groups: ["/town/works": false, "/town/order": true])
        let groups = ["works": ["a>c"], "order": ["b>d"]]
        let scene = try scene(.ask("works", "order", need: .all), duty, groups: groups)
        try scene.says("a", .cannot)
        try scene.says("b", .cannot)
        #expect(scene.answerBy("c") == "30:00")
        #expect(scene.answerBy("d") == "5:00")
    }

    @Test func `where nothing says anything, the shorter time holds`() throws {
        #expect(try scene(.ask("a"), FakeDuty(), groups: [:]).answerBy("a") == "5:00")
    }

    @Test func `what says so goes on record`() throws {
        let duty = FakeDuty(groups: ["/town/works": false])
        let scene = try scene(.ask("works", deputies: .afterTimeout), duty, groups: ["works": ["a>b"]])
        try scene.run(until: "31:00")
        let offDuty = Attendance(isOnDuty: false, source: .hoursOfGroup("/town/works"))
        let said = scene.entries.flatMap(\.changes).flatMap { change -> [Attendance?] in
            switch change {
            case .stepStarted(_, _, let seats, _): seats.map(\.attendance)
            case .deputiesAsked(_, let asked, _, _): asked.map(\.attendance)
            default: []
            }
        }
        #expect(said == [offDuty, offDuty])
    }
}
