import Foundation
import Testing
import Text

@Suite struct `The calendar` {
    @Test func `dates agree with Foundation's calendar for four centuries`() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
        for day in stride(from: -60_000, through: 90_000, by: 17) {
            let seconds = Int64(day) * 86_400 + 12_345
            let time = CivilTime(milliseconds: seconds * 1_000)
            let date = Date(timeIntervalSince1970: Double(seconds))
            let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second, .weekday], from: date)
            #expect(
                [Int(time.year), time.month, time.day, time.hour, time.minute, time.second, time.weekday + 1]
                    == [parts.year, parts.month, parts.day, parts.hour, parts.minute, parts.second, parts.weekday].map {
                        $0 ?? -1
                    }
            )
        }
    }

    @Test func `day follows day, also across leap years, centuries and the year 0`() {
        var date = CivilDate(year: -401, month: 12, day: 31)
        for day in date.daysSince1970 + 1...date.daysSince1970 + 400_000 {
            if date.day < CivilDate.days(in: date.month, of: date.year) {
                date.day += 1
            } else {
                date =
                    date.month < 12
                    ? CivilDate(year: date.year, month: date.month + 1, day: 1)
                    : CivilDate(year: date.year + 1, month: 1, day: 1)
            }
            guard CivilDate(daysSince1970: day) == date, date.daysSince1970 == day else {
                Issue.record("\(day) is \(CivilDate(daysSince1970: day)), not \(date)")
                return
            }
        }
    }

    @Test func `moments far out and before 1970 are shown by the clock that is asked for`() {
        #expect(CivilTime(milliseconds: -1).clockWithSeconds == "23:59:59")
        #expect(CivilTime(milliseconds: 0, secondsFromUTC: 20_700).clock == "05:45")
        #expect(CivilTime(milliseconds: 0, secondsFromUTC: -12_600).clock == "20:30")
        for moment in [Int64.min, .max] {
            let time = CivilTime(milliseconds: moment)
            let back = time.date.daysSince1970 * 86_400 + Int64(time.hour * 3_600 + time.minute * 60 + time.second)
            #expect(back == moment.flooredQuotient(by: 1_000))
        }
    }

    @Test(arguments: [
        (Int64(1_795_201_500_000), "Fri, 20 Nov 2026 19:05:00 +0000"), (0, "Thu, 1 Jan 1970 00:00:00 +0000"),
        (-1, "Wed, 31 Dec 1969 23:59:59 +0000"),
    ])
    func `a mail's date has its weekday and month in English`(milliseconds: Int64, written: String) {
        #expect(CivilTime(milliseconds: milliseconds).mailDate == written)
    }
}
