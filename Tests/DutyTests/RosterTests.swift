import Duty
import Escalation
import Testing

/// Rotations: who is on at a moment, by the clocks on the wall.
@Suite struct RosterTests {
    private func there(_ rotations: [Rotation], _ moment: String, in zone: String = "Asia/Shanghai") throws -> [String]
    {
        var town = try Town(zone)
        town.add(roster: "duty", rotations)
        return try town.there(moment)
    }

    @Test func `people take turns from the anchor on`() throws {
        let daily = [try Rotation("2026-01-05T08:30", "1d", ["lin", "he", "wu"])]
        #expect(try there(daily, "2026-01-05T08:29") == [])
        #expect(try there(daily, "2026-01-05T08:30") == ["lin"])
        #expect(try there(daily, "2026-01-06T08:29") == ["lin"])
        #expect(try there(daily, "2026-01-06T08:30") == ["he"])
        #expect(try there(daily, "2034-01-06T08:30") == ["he"])
    }

    @Test func `rotations stand side by side, and somebody in two of them is there once`() throws {
        let both = [
            try Rotation("2026-01-05T08:30", "1d", ["lin", "he"]),
            try Rotation("2026-01-05T09:00", "1w", ["wu", "lin"], hours: "Mon-Fri 09:00-18:00"),
        ]
        #expect(try there(both, "2026-01-05T10:00") == ["lin", "wu"])
        #expect(try there(both, "2026-01-05T18:00") == ["lin"])
        #expect(try there(both, "2026-01-10T10:00") == ["he"])
        #expect(try there(both, "2026-01-13T10:00") == ["lin"])
    }

    @Test func `a month later is the same day, or the last of the month`() throws {
        let monthly = [try Rotation("2026-01-31T08:00", "1mo", ["lin", "he", "wu"])]
        #expect(try there(monthly, "2026-02-28T07:59") == ["lin"])
        #expect(try there(monthly, "2026-02-28T08:00") == ["he"])
        #expect(try there(monthly, "2026-03-31T07:59") == ["he"])
        #expect(try there(monthly, "2026-03-31T08:00") == ["wu"])
        #expect(try there(monthly, "2028-02-29T08:00") == ["he"])
    }

    @Test func `hand-over is by the clocks on the wall, also where they change`() throws {
        let daily = [try Rotation("2026-03-27T08:30", "1d", ["lin", "he"])]
        #expect(try there(daily, "2026-03-29T08:29", in: "Europe/Berlin") == ["he"])
        #expect(try there(daily, "2026-03-29T08:30", in: "Europe/Berlin") == ["lin"])
    }

    @Test func `an hour that is repeated has two shifts, and none is missing`() throws {
        var town = try Town("Europe/Berlin")
        town.add(roster: "duty", [try Rotation("2026-10-24T00:00", "1h", (0..<24).map { "p\($0)" })])
        let two = try town.clock.moment("2026-10-25T02:00").milliseconds / 1_000
        let names = (0..<4).map { half in
            town.calendar.posts(of: "/town/duty", at: two + Int64(half) * 1_800).map(\.person)
        }
        // The shift from 01:00 ends when it is 02:00 for the last time, the one from 02:00 begins when it is so first.
        #expect(names == [["p1", "p2"], ["p1", "p2"], ["p2"], ["p2"]])
    }

    @Test func `an hour that is skipped has no shift of its own`() throws {
        let hourly = [try Rotation("2026-03-28T00:00", "1h", (0..<24).map { "p\($0)" })]
        #expect(try there(hourly, "2026-03-29T01:59", in: "Europe/Berlin") == ["p1"])
        #expect(try there(hourly, "2026-03-29T02:30", in: "Europe/Berlin") == ["p3"])
        #expect(try there(hourly, "2026-03-29T03:00", in: "Europe/Berlin") == ["p3"])
    }

    @Test func `standing members are there while no rotation names anybody`() throws {
        var town = try Town()
        town.add(
            roster: "duty",
            [try Rotation("2026-01-05T08:30", "1d", ["lin"], hours: "Mon-Fri 08:30-17:30")],
            members: ["guard", "porter"]
        )
        #expect(try town.there("2026-01-05T10:00") == ["lin"])
        #expect(try town.there("2026-01-05T17:30") == ["guard", "porter"])
        #expect(try town.there("2026-01-04T10:00") == ["guard", "porter"])
    }

    @Test(arguments: ["1m", "0d", "d", "1", "1y", "-1d", "999999d", "11mo1d", "4000d"])
    func `what is no turn is not read`(text: String) {
        #expect(Turn(written: text) == nil)
    }
}
