import Duty
import Testing

/// When clocks show a time, and what counts when they are put forward or back.
@Suite struct WallClockTests {
    private static let hour: Int64 = 3_600

    @Test func `a repeated time is shown from its first occurrence to its last`() throws {
        let berlin = try WallClock("Europe/Berlin")
        let wall = try #require(Wall("2026-10-25T02:30")).seconds
        #expect(berlin.last(showing: wall) - berlin.first(showing: wall) == Self.hour)
        #expect(berlin.first(showing: wall) == wall - 2 * Self.hour)
    }

    @Test func `a time that does not exist means the first moment after it`() throws {
        let berlin = try WallClock("Europe/Berlin")
        let wall = try #require(Wall("2026-03-29T02:30")).seconds
        let three = try #require(Wall("2026-03-29T03:00")).seconds - 2 * Self.hour
        #expect(berlin.first(showing: wall) == three)
        #expect(berlin.last(showing: wall) == three)
    }

    @Test func `clocks may be put back by half an hour`() throws {
        let lordHowe = try WallClock("Australia/Lord_Howe")
        let wall = try #require(Wall("2026-04-05T01:45")).seconds
        #expect(lordHowe.last(showing: wall) - lordHowe.first(showing: wall) == Self.hour / 2)
    }

    @Test func `a day that a zone skipped is no day`() throws {
        let apia = try WallClock("Pacific/Apia")
        let skipped = try apia.span("2011-12-30", "2011-12-30")
        #expect(skipped.start == skipped.end)
        let year = try apia.span("2011-01-01", "2011-12-31")
        #expect(year.end - year.start == 364 * 86_400)
    }

    @Test func `whole days are inclusive and follow one another without a gap`() throws {
        let havana = try WallClock("America/Havana")
        let (before, after) = (try havana.span("2026-10-30", "2026-10-31"), try havana.span("2026-11-01", "2026-11-01"))
        #expect(before.end == after.start)
        #expect(after.end - after.start == 25 * Self.hour)
    }

    @Test func `a moment with its offset needs no clock`() throws {
        let written = try WrittenMoment(of: "2026-10-25T02:30:00+01:00")
        let berlin = try WallClock("Europe/Berlin")
        #expect(written.start(by: berlin) == written.end(by: berlin))
        #expect(try written.start(by: berlin) == berlin.span("2026-10-25T02:30", "2026-10-25T02:30").end)
    }

    @Test(arguments: [
        "2026-02-29", "2026-13-01", "2026-12-1", "2026-12-01T24:00", "tomorrow", "", "2026-12-01T08:30:00.5Z",
    ])
    func `what is no date is not read`(text: String) {
        #expect(WrittenMoment(written: text) == nil)
    }
}
