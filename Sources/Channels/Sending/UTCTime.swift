import Escalation

/// A moment in UTC as the calendar and the clock show it.
struct UTCTime {
    private static let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    private let days: Int64
    private let year: Int64
    private let month: Int64
    private let day: Int64
    private let millisecond: Int64

    init(_ moment: Timestamp) {
        let milliseconds = moment.milliseconds
        millisecond = ((milliseconds % 86_400_000) + 86_400_000) % 86_400_000
        days = (milliseconds - millisecond) / 86_400_000
        // The days are counted in eras of 400 years that begin on 1 March.
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// As in `2026-11-20T19:05:00.000Z`.
    var iso8601: String {
        "\(Self.padded(year, 4))-\(Self.padded(month))-\(Self.padded(day))T\(clock).\(Self.padded(millisecond % 1000, 3))Z"
    }

    /// As in `Fri, 20 Nov 2026 19:05:00 +0000`.
    var mailDate: String {
        let weekday = Self.weekdays[Int(((days % 7) + 7) % 7)]
        return "\(weekday), \(day) \(Self.months[Int(month) - 1]) \(Self.padded(year, 4)) \(clock) +0000"
    }

    private var clock: String {
        let seconds = millisecond / 1000
        return "\(Self.padded(seconds / 3600)):\(Self.padded(seconds / 60 % 60)):\(Self.padded(seconds % 60))"
    }

    private static func padded(_ number: Int64, _ width: Int = 2) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
