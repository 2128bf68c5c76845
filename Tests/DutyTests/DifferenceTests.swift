import Duty
import Escalation
import Testing

/// Whose duty a change makes another.
@Suite struct DifferenceTests {
    private func differences(
        _ from: String,
        _ to: String,
        now: String = "2026-01-05T08:00",
        before prepare: (inout Town) throws -> Void = { _ in },
        _ change: (inout Town) throws -> Void
    ) throws -> [String] {
        var town = try Town()
        town.add(roster: "duty", [try Rotation("2026-01-05T08:30", "1d", ["lin", "he", "wu"])])
        town.groups = ["/town/duty": .init(unit: "/town", roster: "/town/duty")]
        try prepare(&town)
        let was = town.calendar
        try change(&town)
        let moment = try town.clock.moment(now).milliseconds / 1_000
        let span = try town.clock.span(from, to)
        return town.calendar.differences(from: was, within: span, now: moment).map { one in
            let times = one.times.map { "\(($0.start - span.start) / 60)-\(($0.end - span.start) / 60)" }
            return
                "\(one.person) \(one.isOn ? "on" : "off") \(times.joined(separator: ",")) \(one.others.joined(separator: ","))"
        }
    }

    @Test func `a swap puts one on and takes the other off, and taking it back does the opposite`() throws {
        let swap: (inout Town) throws -> Void = { town in
            try town.override("swap", "2026-01-06T12:00", "2026-01-06T18:00", replace: ["he": "lin"])
        }
        #expect(
            try differences("2026-01-06T12:00", "2026-01-06T18:00", swap) == ["he off 0-360 lin", "lin on 0-360 he"]
        )
        let back = try differences("2026-01-06T12:00", "2026-01-06T18:00", before: swap) { $0.overrides = [] }
        #expect(back == ["he on 0-360 lin", "lin off 0-360 he"])
    }

    @Test func `whose duty is as it was is in no difference`() throws {
        let nobody = try differences("2026-01-06T12:00", "2026-01-06T18:00") { town in
            try town.override("typo", "2026-01-06T12:00", "2026-01-06T18:00", add: ["he"], replace: ["gu": "he"])
        }
        #expect(nobody == [])
        let away = try differences(
            "2026-01-06T12:00",
            "2026-01-06T18:00",
            before: { try $0.absence(of: "lin", "2026-01-06", "2026-01-06") },
            { try $0.override("swap", "2026-01-06T12:00", "2026-01-06T18:00", replace: ["he": "lin"]) }
        )
        #expect(away == ["he off 0-360 "], "whoever is absent does not come on")
    }

    @Test func `an absence puts its deputy on for each of the shifts, and what is over is nobody's news`() throws {
        let absence: (inout Town) throws -> Void = {
            try $0.absence(of: "he", "2026-01-06", "2026-01-09", deputies: ["gu"])
        }
        let all = try differences("2026-01-06", "2026-01-09", absence)
        #expect(all == ["gu on 510-1950,4830-5760 he", "he off 510-1950,4830-5760 gu"])
        let rest = try differences("2026-01-06", "2026-01-09", now: "2026-01-07T06:00", absence)
        #expect(rest == ["gu on 1800-1950,4830-5760 he", "he off 1800-1950,4830-5760 gu"])
        #expect(try differences("2026-01-06", "2026-01-09", now: "2026-01-10T00:00", absence) == [])
    }
}
