import Escalation
import Testing

@testable import Duty

/// What goes with an answer: its source, until when it holds, and what it says of duty and ranks.
@Suite struct AnswerTests {
    private func town() throws -> Town {
        var town = try Town()
        town.add(roster: "duty", [try Rotation("2026-01-05T08:30", "1d", ["lin", "he"])])
        town.hours = try WeekHours(written: "Mon-Fri 08:30-17:30")
        town.groups = [
            "/town/duty": DutyCalendar.GroupDuty(unit: "/town", roster: "/town/duty"),
            "/town/order": DutyCalendar.GroupDuty(unit: "/town", hours: .always),
            "/town/works": DutyCalendar.GroupDuty(unit: "/town"),
        ]
        return town
    }

    @Test func `a shift says its source and its end, or what ends it earlier`() throws {
        var town = try town()
        let (noon, next) = (try town.clock.moment("2026-01-05T12:00"), try town.clock.moment("2026-01-06T08:30"))
        let shift = Shift(person: "lin", roster: "/town/duty", source: .rotation(1, shift: 0), until: next)
        #expect(town.calendar.shifts(of: "/town/duty", at: noon) == [shift])
        try town.override("swap", "2026-01-05T20:00", "2026-01-05T22:00", replace: ["lin": "wu"])
        let evening = try town.clock.moment("2026-01-05T20:00")
        #expect(town.calendar.shifts(of: "/town/duty", at: noon).map(\.until) == [evening])
        #expect(town.calendar.shifts(of: "/town/duty", at: evening).map(\.until) == [evening + .hours(2)])
    }

    @Test func `who is always there has no end`() throws {
        var town = try Town()
        town.add(roster: "duty", [], members: ["guard"])
        let now = try town.clock.moment("2026-01-05T12:00")
        #expect(town.calendar.shifts(of: "/town/duty", at: now).map(\.until) == [nil])
        #expect(town.calendar.shifts(of: "/town/other", at: now) == [])
    }

    /// G5 of GOLDEN.md, and what a special period makes of it.
    @Test func `a roster comes before the group's hours, those before the unit's`() throws {
        var town = try town()
        let night = try town.clock.moment("2026-11-20T23:00")
        func onDuty(_ person: PersonID, _ group: String) -> Bool? {
            town.calendar.attendance(of: person, through: "/town/\(group)", at: night)?.isOnDuty
        }
        #expect(onDuty("gu", "order") == true && onDuty("ji", "works") == false)
        #expect(onDuty("he", "duty") == true && onDuty("lin", "duty") == false && onDuty("wu", "duty") == false)
        try town.absence(of: "he", "2026-11-20", "2026-11-21", deputies: ["wu"])
        #expect(onDuty("wu", "duty") == true)
        let period = try town.clock.span("2026-11-20", "2026-11-20")
        town.periods = [SpecialPeriod(name: "fair", unit: "/town", span: period, hours: ["/town/works": .always])]
        let works = town.calendar.attendance(of: "ji", through: "/town/works", at: night)
        let source = Attendance.Source.hoursOfPeriod("fair", group: "/town/works")
        #expect(works == Attendance(isOnDuty: true, source: source, until: night + .hours(1)))
    }

    @Test func `where nothing says anything there is no answer`() throws {
        var town = try town()
        town.hours = nil
        let now = try town.clock.moment("2026-11-20T23:00")
        #expect(town.calendar.attendance(of: "ji", through: "/town/works", at: now) == nil)
        #expect(town.calendar.attendance(byHoursOfUnit: "/town", at: now) == nil)
        #expect(town.calendar.attendance(byHoursOf: "/town/unknown", at: now) == nil)
    }

    @Test func `a rank is handled as a graver one in the unit and below, while the period lasts`() throws {
        var town = try town()
        let period = try town.clock.span("2027-03-03", "2027-03-15")
        town.periods = [SpecialPeriod(name: "sessions", unit: "/town", span: period, handle: [.four: .three])]
        func handling(_ severity: Severity, _ unit: UnitPath, _ moment: String) throws -> Handling? {
            town.calendar.handling(of: severity, in: unit, at: try town.clock.moment(moment))
        }
        let graver = Handling(severity: .three, period: "sessions")
        #expect(try handling(.four, "/town/works", "2027-03-03T00:00") == graver)
        #expect(try handling(.four, "/town", "2027-03-15T23:59") == graver)
        #expect(try handling(.two, "/town", "2027-03-04T00:00") == nil)
        #expect(try handling(.four, "/county", "2027-03-04T00:00") == nil)
        #expect(try handling(.four, "/town", "2027-03-16T00:00") == nil)
    }

    @Test func `load counts time once and every coming on`() throws {
        var town = try town()
        town.add(roster: "second", [], members: ["lin"])
        try town.absence(of: "he", "2026-01-06T12:00", "2026-01-06T18:00", deputies: ["wu"])
        let span = try town.clock.span("2026-01-05T08:30", "2026-01-07T08:30")
        #expect(
            town.calendar.load(of: ["/town/duty"], through: span) == [
                "lin": DutyLoad(seconds: 86_400, shifts: 1), "he": DutyLoad(seconds: 64_800, shifts: 2),
                "wu": DutyLoad(seconds: 21_600, shifts: 1),
            ]
        )
        let both = town.calendar.load(of: ["/town/duty", "/town/second"], through: span)
        #expect(both["lin"] == DutyLoad(seconds: 172_800, shifts: 1))
        let shifts = town.calendar.shifts(of: "wu", in: ["/town/duty", "/town/second"], through: span)
        #expect(shifts.map(\.span) == [try town.clock.span("2026-01-06T12:00", "2026-01-06T18:00")])
        #expect(shifts.first?.post.person == "he")
    }

    @Test func `of somebody whose shifts follow one another every hour no end is looked for through a year`() throws {
        var town = try Town()
        town.add(roster: "duty", [try Rotation("2026-01-05T08:00", "1h", ["lin"])])
        town.groups = ["/town/duty": .init(unit: "/town", roster: "/town/duty")]
        let moment = try town.clock.moment("2026-02-01T08:30")
        let attendance = town.calendar.attendance(of: "lin", through: "/town/duty", at: moment)
        #expect(attendance?.isOnDuty == true && attendance?.until == nil)
        town.rosters[0].rotations[0].people = ["lin", "lin", "he"]
        let shift = town.calendar.attendance(of: "lin", through: "/town/duty", at: moment)
        #expect(shift?.until.map { $0 - moment <= .hours(2) } == true)
    }
}
