import Escalation
import Testing
import Text

@testable import Duty

/// Shifts as people read them in lists and calendars: one entry for as long as nothing changes about it.
@Suite struct ShiftTests {
    private static let duty = "/town/duty"

    /// `2026-12-01T08:30…2026-12-02T08:30 lin`, by the clocks of the town.
    private func written(_ shifts: [PersonShift], _ town: Town) -> [String] {
        shifts.map { shift in
            let ends = [shift.span.start, shift.span.end].map { seconds in
                let wall = seconds + town.clock.rules.secondsFromUTC(at: seconds)
                return RFC3339.text(milliseconds: wall * 1_000).prefix(16)
            }
            let who = shift.post.present ?? "nobody"
            return "\(ends[0])…\(ends[1]) \(who)" + (shift.post.isAbsent ? " for \(shift.post.person)" : "")
        }
    }

    @Test func `a shift is one entry, whoever comes and goes beside it, and in two parts around what replaces it`()
        throws
    {
        var town = try Town()
        town.add(roster: "duty", [try Rotation("2026-11-30T08:30", "1w", ["lin", "he"])])
        try town.override("help", "2026-12-01T10:00", "2026-12-01T12:00", add: ["wu"])
        try town.override("swap", "2026-12-02T08:00", "2026-12-03T08:00", replace: ["lin": "fan"])
        try town.absence(of: "lin", "2026-12-04T00:00", "2026-12-05T00:00", deputies: ["he"])
        let span = try town.clock.span("2026-11-30T08:30", "2026-12-07T08:30")
        #expect(
            written(town.calendar.shifts(of: Self.duty, through: span), town) == [
                "2026-11-30T08:30…2026-12-02T08:00 lin", "2026-12-01T10:00…2026-12-01T12:00 wu",
                "2026-12-02T08:00…2026-12-03T08:00 fan", "2026-12-03T08:00…2026-12-04T00:00 lin",
                "2026-12-04T00:00…2026-12-05T00:00 he for lin", "2026-12-05T00:00…2026-12-07T08:30 lin",
            ]
        )
    }

    @Test func `what is running when the time begins has its own beginning, whatever the time`() throws {
        var town = try Town()
        town.add(roster: "duty", [try Rotation("2026-11-30T08:30", "1mo", ["lin", "he"])], members: ["guard"])
        try town.override("swap", "2026-12-10T08:00", "2026-12-20T08:00", replace: ["lin": "fan"])
        let calendar = town.calendar
        for (day, first) in [
            ("2026-12-01", "2026-11-30T08:30…2026-12-10T08:00 lin"),
            ("2026-12-09", "2026-11-30T08:30…2026-12-10T08:00 lin"),
            ("2026-12-19", "2026-12-10T08:00…2026-12-20T08:00 fan"),
            ("2026-12-29", "2026-12-20T08:00…2026-12-30T08:30 lin"),
        ] {
            let span = Span(
                start: try town.clock.moment(day + "T12:00").milliseconds / 1_000,
                end: try town.clock.moment("2026-12-30T08:30").milliseconds / 1_000
            )
            let shifts = calendar.wholeShifts(of: Self.duty, through: span)
            #expect(written(shifts, town).first == first)
            #expect(shifts.allSatisfy { !calendar.isCut($0) })
        }
    }

    @Test func `who has always been there has no beginning`() throws {
        var town = try Town()
        town.add(roster: "duty", [], members: ["guard"])
        let span = try town.clock.span("2026-12-01", "2026-12-02")
        let shifts = town.calendar.wholeShifts(of: Self.duty, through: span)
        #expect(shifts.count == 1 && shifts.allSatisfy(town.calendar.isCut))
    }

    @Test func `gaps are found whole, also where whoever is named is absent and nobody stands in`() throws {
        var town = try Town()
        town.add(roster: "duty", [try Rotation("2026-11-30T00:00", "1d", ["lin"], hours: "Mon-Sun 08:00-20:00")])
        try town.absence(of: "lin", "2026-12-02", "2026-12-02")
        let calendar = town.calendar
        let gaps = calendar.gaps(of: Self.duty, through: try town.clock.span("2026-12-01T12:00", "2026-12-03T12:00"))
        #expect(gaps == [try town.clock.span("2026-12-01T20:00", "2026-12-03T08:00")])
        let night = try town.clock.moment("2026-12-01T23:00").milliseconds / 1_000
        #expect(calendar.endOfGap(of: Self.duty, after: night) == gaps.first?.end)
        #expect(calendar.posts(of: Self.duty, at: night) == [])
    }

    @Test func `a post ends with its shift, or with whatever changes about it first`() throws {
        var town = try Town()
        town.add(roster: "duty", [try Rotation("2026-11-30T08:30", "1d", ["lin", "he"])])
        try town.absence(of: "lin", "2026-12-02T20:00", "2026-12-05T00:00", deputies: ["wu"])
        let calendar = town.calendar
        func end(_ written: String) throws -> Int64? {
            let seconds = try town.clock.moment(written).milliseconds / 1_000
            return calendar.posts(of: Self.duty, at: seconds).first.flatMap {
                calendar.end(of: $0, in: Self.duty, after: seconds)
            }
        }
        #expect(try end("2026-12-01T12:00") == town.clock.moment("2026-12-02T08:30").milliseconds / 1_000)
        #expect(try end("2026-12-02T12:00") == town.clock.moment("2026-12-02T20:00").milliseconds / 1_000)
        #expect(try end("2026-12-02T21:00") == town.clock.moment("2026-12-03T08:30").milliseconds / 1_000)
    }

    @Test func `a roster that only stands for another one in a special period has no duty of its own`() throws {
        var town = try Town()
        town.add(roster: "duty", [], members: ["lin"])
        town.add(roster: "plus", [], members: ["he"])
        town.add(roster: "night", [], members: ["wu"])
        let span = try town.clock.span("2026-12-01", "2026-12-02")
        town.periods = [
            SpecialPeriod(
                name: "feast",
                unit: "/town",
                span: span,
                rosters: ["/town/duty": "/town/plus", "/town/night": "/town/plus"]
            )
        ]
        town.groups = ["/town/desk": DutyCalendar.GroupDuty(unit: "/town", roster: "/town/duty")]
        #expect(town.calendar.ownRosters == ["/town/duty", "/town/night"])
        town.groups["/town/more"] = DutyCalendar.GroupDuty(unit: "/town", roster: "/town/plus")
        #expect(town.calendar.ownRosters == ["/town/duty", "/town/night", "/town/plus"])
    }
}
