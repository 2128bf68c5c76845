package import Escalation

/// A moment as a clock and a calendar on the wall show it.
package struct WallTime: Hashable {
    package var year: Int64
    package var month: Int
    package var day: Int
    /// Counted from 0, a Sunday.
    var weekday: Int
    var hour: Int
    var minute: Int
    var second: Int

    package init(_ moment: Timestamp, secondsFromUTC: Int64 = 0) {
        let seconds = ZoneOffsets.floor(moment.milliseconds, by: 1_000) + secondsFromUTC
        let days = ZoneOffsets.floor(seconds, by: 86_400)
        weekday = Int(((days + 4) % 7 + 7) % 7)
        let rest = Int(seconds - days * 86_400)
        (hour, minute, second) = (rest / 3_600, rest / 60 % 60, rest % 60)
        (year, month, day) = Self.date(ofDay: days)
    }

    /// The Gregorian date of a day counted from 1970-01-01, by Howard Hinnant's `civil_from_days`.
    private static func date(ofDay days: Int64) -> (Int64, Int, Int) {
        let shifted = days + 719_468
        let era = ZoneOffsets.floor(shifted, by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = Int(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
        let month = Int(shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9)
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    /// The time, such as `03:20`.
    package var clock: String { "\(Self.two(hour)):\(Self.two(minute))" }

    /// The time to the second, such as `03:20:07`.
    package var clockWithSeconds: String { "\(clock):\(Self.two(second))" }

    /// The moment as RFC 3339 writes it, such as `2026-11-21T03:20:00Z`; it must have been taken in UTC.
    var iso8601: String { "\(Self.four(year))-\(Self.two(month))-\(Self.two(day))T\(clock):\(Self.two(second))Z" }

    private static func four(_ number: Int64) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    }

    private static func two(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }
}
