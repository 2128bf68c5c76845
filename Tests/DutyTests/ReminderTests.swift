import Duty
import Escalation
import Testing

/// Who is told before a shift, and when.
@Suite struct ReminderTests {
    private static func town(_ change: (inout Town) throws -> Void = { _ in }) throws -> Town {
        var town = try Town()
        let daily = [try Rotation("2026-01-05T08:30", "1d", ["lin", "he", "wu"])]
        town.add(roster: "duty", daily, remind: [86_400, 3_600])
        town.groups = ["/town/duty": .init(unit: "/town", roster: "/town/duty")]
        try change(&town)
        return town
    }

    /// `person start end for whom` of what is due within a time, seen at its end.
    private func due(_ town: Town, _ from: String, _ to: String) throws -> [String] {
        let span = Span(start: try seconds(town, from), end: try seconds(town, to))
        return town.calendar.reminders(due: span, now: span.end).map { one in
            let wall = { (moment: Int64) in "\((moment - span.start) / 60)" }
            return "\(one.person) \(wall(one.start)) \(one.end.map(wall) ?? "-") \(one.goingOff.joined(separator: ","))"
        }
    }

    private func seconds(_ town: Town, _ written: String) throws -> Int64 {
        try town.clock.moment(written).milliseconds / 1_000
    }

    @Test func `each lead is due once, its first second in one look and its last in the next`() throws {
        let town = try Self.town()
        #expect(try due(town, "2026-01-06T07:29", "2026-01-06T07:30") == [])
        #expect(try due(town, "2026-01-06T07:30", "2026-01-06T07:31") == ["he 60 1500 lin"])
        #expect(try due(town, "2026-01-06T07:31", "2026-01-06T08:30") == [])
        #expect(try due(town, "2026-01-06T08:30", "2026-01-06T08:31") == ["wu 1440 2880 he"])
    }

    @Test func `of two that are due for one shift one is told, and none once it has begun`() throws {
        let town = try Self.town()
        #expect(try due(town, "2026-01-05T08:00", "2026-01-06T08:00") == ["he 1470 2910 lin"])
        #expect(try due(town, "2026-01-05T08:00", "2026-01-06T08:31") == ["wu 2910 4350 he"])
        #expect(try due(town, "2026-01-06T07:00", "2026-01-06T08:29") == ["he 90 1530 lin"])
    }

    @Test func `who comes on by an override or stands in for an absent one is told, who goes off is not`() throws {
        let town = try Self.town { town in
            try town.override("swap", "2026-01-06T12:00", "2026-01-06T18:00", replace: ["he": "lin"])
            try town.absence(of: "wu", "2026-01-07", "2026-01-07", deputies: ["gu"])
        }
        #expect(try due(town, "2026-01-06T11:00", "2026-01-06T11:01") == ["lin 60 420 he"])
        #expect(try due(town, "2026-01-06T17:00", "2026-01-06T17:01") == ["he 60 930 lin"])
        #expect(try due(town, "2026-01-07T07:30", "2026-01-07T07:31") == ["gu 60 990 he"])
    }

    @Test func `whoever goes on through a change of shift is told nothing`() throws {
        let town = try Self.town { town in
            town.rosters[0].rotations = [try Rotation("2026-01-05T08:30", "1d", ["lin", "lin", "he"])]
        }
        #expect(try due(town, "2026-01-05T08:30", "2026-01-06T08:29") == [])
        #expect(try due(town, "2026-01-06T08:30", "2026-01-06T08:31") == ["he 1440 2880 lin"])
    }

    @Test func `a roster reminds while it is in force, and none that no group names`() throws {
        let town = try Self.town { town in
            town.add(roster: "plus", [try Rotation("2026-01-01T10:00", "1d", ["gu", "zou"])], remind: [7_200])
            let span = try town.clock.span("2026-01-08", "2026-01-09")
            town.periods = [
                SpecialPeriod(name: "festival", unit: "/town", span: span, rosters: ["/town/duty": "/town/plus"])
            ]
        }
        #expect(try due(town, "2026-01-07T08:00", "2026-01-07T08:01") == [], "plus is not in force")
        #expect(
            try due(town, "2026-01-07T22:00", "2026-01-07T22:01") == ["gu 120 720 wu"],
            "the period begins at midnight"
        )
        #expect(try due(town, "2026-01-09T08:00", "2026-01-09T08:01") == ["gu 120 960 zou"])
        #expect(try due(town, "2026-01-09T07:30", "2026-01-09T07:31") == [], "the lead is the other roster's")
        var unnamed = town
        unnamed.groups = [:]
        #expect(try due(unnamed, "2026-01-06T07:30", "2026-01-06T07:31") == [])
    }

    @Test func `without an end within forty days none is named`() throws {
        let town = try Self.town { town in
            town.rosters[0] = Roster(
                id: "/town/duty",
                clock: town.clock,
                rotations: [],
                members: ["lin"],
                remind: [3_600]
            )
            try town.absence(of: "lin", "2026-01-05", "2026-01-05")
        }
        #expect(try due(town, "2026-01-05T23:00", "2026-01-05T23:01") == ["lin 60 - "])
    }
}
