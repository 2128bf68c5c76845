import Escalation
import Testing

@testable import Duty

/// Hours of the week: how they are written, and when they hold.
@Suite struct WeekHoursTests {
    private func isOpen(_ hours: String, _ moment: String, in zone: String = "Asia/Shanghai") throws -> Bool? {
        var town = try Town(zone)
        town.hours = try WeekHours(written: hours)
        return town.calendar.attendance(byHoursOfUnit: "/town", at: try town.clock.moment(moment))?.isOnDuty
    }

    private func change(_ hours: String, after moment: String) throws -> Timestamp? {
        var town = try Town()
        town.hours = try WeekHours(written: hours)
        return town.calendar.attendance(byHoursOfUnit: "/town", at: try town.clock.moment(moment))?.until
    }

    @Test(arguments: [
        ("2026-11-20T08:29", false), ("2026-11-20T08:30", true), ("2026-11-20T11:59", true),
        ("2026-11-20T12:00", false),
        ("2026-11-20T14:00", true), ("2026-11-20T17:30", false), ("2026-11-21T09:00", true),
        ("2026-11-21T14:00", false),
        ("2026-11-22T09:00", false),
    ])
    func `times hold for the days before them`(moment: String, isOpen: Bool) throws {
        #expect(try self.isOpen("Mon-Fri 08:30-12:00 14:00-17:30; Sat 09:00-12:00", moment) == isOpen)
    }

    @Test func `a time over midnight belongs to the day on which it begins`() throws {
        #expect(try isOpen("Fri 22:00-06:00", "2026-11-20T23:00") == true)
        #expect(try isOpen("Fri 22:00-06:00", "2026-11-21T05:59") == true)
        #expect(try isOpen("Fri 22:00-06:00", "2026-11-21T06:00") == false)
        #expect(try isOpen("Fri 22:00-06:00", "2026-11-20T05:00") == false)
    }

    @Test func `days go over the end of the week, and stand in lists`() throws {
        for day in ["2026-11-21", "2026-11-22", "2026-11-23"] {
            #expect(try isOpen("Sat-Mon 10:00-11:00", day + "T10:30") == true)
            #expect(try isOpen("Sat,Sun Mon 10:00-11:00", day + "T10:30") == true)
        }
        #expect(try isOpen("Sat-Mon 10:00-11:00", "2026-11-24T10:30") == false)
    }

    @Test func `a time without days holds every day, always and never say so`() throws {
        #expect(try isOpen("10:00-24:00", "2026-11-22T23:59") == true)
        #expect(try isOpen("always", "2026-11-22T03:00") == true)
        #expect(try isOpen("never", "2026-11-22T03:00") == false)
    }

    @Test func `an hour that is repeated is open from the first time to the last`() throws {
        #expect(try isOpen("Sun 02:00-02:30", "2026-10-25T02:00", in: "Europe/Berlin") == true)
        var town = try Town("Europe/Berlin")
        town.hours = try WeekHours(written: "Sun 02:00-02:30")
        let first = try town.clock.moment("2026-10-25T02:29")
        let until = town.calendar.attendance(byHoursOfUnit: "/town", at: first)?.until
        #expect(until == first + .minutes(61))
    }

    @Test func `it is told when hours end or begin`() throws {
        let clock = try WallClock("Asia/Shanghai")
        let hours = "Mon-Fri 08:30-12:00 12:00-17:30"
        #expect(try change(hours, after: "2026-11-20T09:00") == clock.moment("2026-11-20T17:30"))
        #expect(try change(hours, after: "2026-11-20T17:30") == clock.moment("2026-11-23T08:30"))
        #expect(try change("always", after: "2026-11-20T17:30") == nil)
        #expect(try change("00:00-24:00", after: "2026-11-20T17:30") == nil)
    }

    @Test(arguments: [
        ("Mon-Fri", "Mon-Fri", WeekHours.Fault.Problem.noTime), ("", "", .noTime), ("Mon 8-17", "8-17", .unknown),
        ("Mon 08:30-08:30", "08:30-08:30", .empty), ("Mo 08:30-12:00", "Mo", .unknown),
        ("Mon 08:30-25:00", "08:30-25:00", .unknown), ("Mon 08:00-12:00 11:00-13:00", "11:00-13:00", .overlap),
        ("Sun 22:00-06:00; Mon 05:00-07:00", "05:00-07:00", .overlap),
        ("Mon 08:00-12:00 Tue", "Mon 08:00-12:00 Tue", .noTime),
    ])
    func `what is no hours is refused with the word`(text: String, word: String, problem: WeekHours.Fault.Problem) {
        #expect(throws: WeekHours.Fault(word: word, problem: problem)) { try WeekHours(written: text) }
    }
}
