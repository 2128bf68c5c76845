import Duty
import Escalation
import Testing

/// Overrides, special periods and absences: which counts over which, and who stands in.
@Suite struct ChangeTests {
    private func town() throws -> Town {
        var town = try Town()
        town.add(roster: "duty", [try Rotation("2026-01-05T08:30", "1d", ["lin", "he"])])
        town.add(roster: "duty-plus", [try Rotation("2026-01-05T20:00", "1d", ["geng", "cui"])], members: ["zhao"])
        return town
    }

    /// Written by hand from the rules, SEMANTICS §7.
    @Test(arguments: [
        ("2027-03-02T23:59", "he"),  // the day before: the rotation, since 08:30
        ("2027-03-03T00:00", "cui"),  // the period begins with its first day
        ("2027-03-03T19:59", "cui"),
        ("2027-03-03T20:00", "geng"),
        ("2027-03-05T00:00", "wu"),  // an override of the roster in force
        ("2027-03-05T20:00", "geng"),
        ("2027-03-06T00:00", "geng"),  // its end is exclusive
        ("2027-03-07T12:00", "nobody for cui"),  // absence is applied last
        ("2027-03-08T12:00", "geng"),
        ("2027-03-10T12:00", "geng"),
        ("2027-03-11T12:00", "fan for cui"),
        ("2027-03-15T23:59", "geng"),  // its last day belongs to it
        ("2027-03-16T00:00", "lin"),
        ("2027-03-16T08:30", "he"),
    ])
    func `a special period has its own roster, its own overrides and the same absences`(at: String, who: String) throws
    {
        var town = try town()
        town.periods = [
            SpecialPeriod(
                name: "two-sessions",
                unit: "/town",
                span: try town.clock.span("2027-03-03", "2027-03-15"),
                rosters: ["/town/duty": "/town/duty-plus"]
            )
        ]
        try town.override("swap", of: "duty-plus", "2027-03-05T00:00", "2027-03-06T00:00", replace: ["cui": "wu"])
        try town.override("of-the-replaced", "2027-03-03", "2027-03-15", add: ["nobody-else"])
        try town.absence(of: "cui", "2027-03-07", "2027-03-07")
        try town.absence(of: "cui", "2027-03-11", "2027-03-11", deputies: ["geng-gone", "fan"])
        try town.absence(of: "geng-gone", "2027-03-11", "2027-03-11")
        #expect(try town.there(at) == [who])
    }

    @Test func `an override adds, removes and replaces, and ends`() throws {
        var town = try town()
        try town.override("more", "2026-01-05T10:00", "2026-01-05T12:00", add: ["wu", "lin"])
        try town.override("less", "2026-01-06T10:00", "2026-01-06T12:00", remove: ["he", "lin"])
        try town.override("other", "2026-01-07T10:00", "2026-01-07T12:00", replace: ["lin": "wu", "he": "zhao"])
        #expect(try town.there("2026-01-05T10:00") == ["lin", "wu"])
        #expect(try town.there("2026-01-05T12:00") == ["lin"])
        #expect(try town.there("2026-01-06T10:00") == [])
        #expect(try town.there("2026-01-07T10:00") == ["wu"])
        let sources = town.calendar.shifts(of: "/town/duty", at: try town.clock.moment("2026-01-07T10:00")).map(
            \.source
        )
        #expect(sources == [.replacing("lin", by: "other")])
    }

    @Test func `an absence's deputies stand in, but not who is there anyway`() throws {
        var town = try Town()
        town.add(roster: "duty", [], members: ["lin", "he", "wu"])
        try town.absence(of: "lin", "2026-12-01", "2026-12-07", deputies: ["he", "zhao"])
        try town.absence(of: "wu", "2026-12-05", "2026-12-09", deputies: ["zhao", "fan"])
        #expect(try town.there("2026-11-30T23:59") == ["lin", "he", "wu"])
        #expect(try town.there("2026-12-01T00:00") == ["zhao for lin", "he", "wu"])
        #expect(try town.there("2026-12-06T00:00") == ["zhao for lin", "he", "fan for wu"])
        #expect(try town.there("2026-12-08T00:00") == ["lin", "he", "zhao for wu"])
    }

    @Test func `absences that follow one another are one, the first one's deputies come first`() throws {
        var town = try town()
        try town.absence(of: "lin", "2026-12-01", "2026-12-07", deputies: ["he"])
        try town.absence(of: "lin", "2026-12-05", "2026-12-09", deputies: ["wu", "he"])
        try town.absence(of: "lin", "2026-12-10T00:00", "2026-12-10T12:00")
        let absence = town.calendar.absence(of: "lin", at: try town.clock.moment("2026-12-06T09:00"))
        #expect(absence == Absence(until: try town.clock.moment("2026-12-10T12:00"), deputies: ["he", "wu"]))
        #expect(town.calendar.absence(of: "lin", at: try town.clock.moment("2026-12-10T12:00")) == nil)
    }

    @Test func `overrides contradict where their order would matter`() throws {
        let clock = try WallClock("Asia/Shanghai")
        func override(
            _ days: (String, String),
            add: [PersonID] = [],
            remove: [PersonID] = [],
            replace: [PersonID: PersonID] = [:]
        )
            throws -> Override
        {
            let span = try clock.span(days.0, days.1)
            return Override(name: "o", roster: "/r", span: span, added: add, removed: remove, replaced: replace)
        }
        let (first, second) = (("2026-12-01", "2026-12-05"), ("2026-12-05", "2026-12-09"))
        let swap = try override(first, replace: ["lin": "he"])
        #expect(swap.contradiction(to: try override(second, replace: ["lin": "wu"])) == "lin")
        #expect(swap.contradiction(to: try override(second, remove: ["lin"])) == "lin")
        #expect(swap.contradiction(to: try override(second, remove: ["he"])) == "he")
        #expect(swap.contradiction(to: try override(second, add: ["lin"])) == "lin")
        #expect(swap.contradiction(to: try override(second, replace: ["he": "wu"])) == "he")
        #expect(swap.contradiction(to: try override(second, replace: ["lin": "he"])) == nil)
        #expect(swap.contradiction(to: try override(second, add: ["he", "wu"], remove: ["zhao"])) == nil)
        #expect(swap.contradiction(to: try override(("2026-12-06", "2026-12-09"), remove: ["lin"])) == nil)
    }
}
