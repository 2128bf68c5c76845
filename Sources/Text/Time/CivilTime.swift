/// A moment as a clock and a calendar on the wall show it.
package struct CivilTime: Hashable, Sendable {
    package var date: CivilDate
    /// From 0 for a Sunday to 6.
    package var weekday: Int
    package var hour: Int
    package var minute: Int
    package var second: Int
    package var millisecond: Int

    package var year: Int64 { date.year }
    package var month: Int { date.month }
    package var day: Int { date.day }

    /// - Parameters:
    ///   - milliseconds: since 1970-01-01T00:00:00Z.
    ///   - secondsFromUTC: how far the clock on the wall is ahead of UTC.
    package init(milliseconds: Int64, secondsFromUTC: Int64 = 0) {
        let whole = milliseconds.flooredQuotient(by: 1_000)
        millisecond = Int((milliseconds % 1_000 + 1_000) % 1_000)
        let seconds = whole + secondsFromUTC
        let days = seconds.flooredQuotient(by: 86_400)
        let rest = Int(seconds - days * 86_400)
        (hour, minute, second) = (rest / 3_600, rest / 60 % 60, rest % 60)
        date = CivilDate(daysSince1970: days)
        weekday = CivilDate.weekday(ofDay: days)
    }

    /// The time, such as `03:20`.
    package var clock: String { "\(Self.two(hour)):\(Self.two(minute))" }

    /// The time to the second, such as `03:20:07`.
    package var clockWithSeconds: String { "\(clock):\(Self.two(second))" }

    /// As a mail's `Date` has it (RFC 5322 §3.3), such as `Fri, 20 Nov 2026 19:05:00 +0000`; it must have been taken in UTC.
    package var mailDate: String {
        let digits = String(year)
        let padded = String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
        return "\(Self.weekdays[weekday]), \(day) \(Self.months[month - 1]) \(padded) \(clockWithSeconds) +0000"
    }

    /// In English, from Sunday.
    package static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    /// In English.
    package static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static func two(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }
}
