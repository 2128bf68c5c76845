package import Escalation

/// Moments as RFC 3339 writes them.
package enum RFC3339 {
    /// `2026-11-21T03:20:00.250Z`; whole seconds carry no fraction.
    package static func text(_ moment: Timestamp) -> String {
        let seconds = floor(moment.milliseconds, by: 1_000)
        let rest = moment.milliseconds - seconds * 1_000
        let days = floor(seconds, by: 86_400)
        let time = seconds - days * 86_400
        let (year, month, day) = date(ofDay: days)
        let fraction = rest == 0 ? "" : "." + padded(rest, 3)
        return "\(padded(year, 4))-\(padded(Int64(month), 2))-\(padded(Int64(day), 2))"
            + "T\(padded(time / 3_600, 2)):\(padded(time / 60 % 60, 2)):\(padded(time % 60, 2))\(fraction)Z"
    }

    /// The moment that `text` names with its offset from UTC; `nil` when it is no such time.
    package static func moment(_ text: String) -> Timestamp? {
        var rest = Array(text.utf8)[...]
        guard rest.count <= 35, let year = number(&rest, 4), skip(&rest, "-"), let month = number(&rest, 2),
            skip(&rest, "-"),
            let day = number(&rest, 2), skip(&rest, "Tt "), let hour = number(&rest, 2), skip(&rest, ":"),
            let minute = number(&rest, 2), skip(&rest, ":"), let second = number(&rest, 2)
        else { return nil }
        guard (1...12).contains(month), day >= 1, day <= daysIn(month, of: year), hour < 24, minute < 60, second < 60
        else { return nil }
        var milliseconds: Int64 = 0
        if skip(&rest, ".") {
            guard let fraction = fraction(&rest) else { return nil }
            milliseconds = fraction
        }
        guard let offset = offset(&rest), rest.isEmpty else { return nil }
        let seconds = dayNumber(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second - offset
        guard yearsInFourDigits.contains(seconds) else { return nil }
        return Timestamp(milliseconds: seconds * 1_000 + milliseconds)
    }

    /// Seconds since 1970 of the years 0000 to 9999 in UTC; an offset leads beyond them, where no text can follow.
    private static let yearsInFourDigits: Range<Int64> = -62_167_219_200..<253_402_300_800

    // MARK: Reading

    private static func number(_ rest: inout ArraySlice<UInt8>, _ count: Int) -> Int64? {
        guard rest.count >= count else { return nil }
        var value: Int64 = 0
        for byte in rest.prefix(count) {
            guard (0x30...0x39).contains(byte) else { return nil }
            value = value * 10 + Int64(byte - 0x30)
        }
        rest = rest.dropFirst(count)
        return value
    }

    private static func skip(_ rest: inout ArraySlice<UInt8>, _ characters: String) -> Bool {
        guard let byte = rest.first, characters.utf8.contains(byte) else { return false }
        rest = rest.dropFirst()
        return true
    }

    /// Milliseconds; more digits are read and dropped.
    private static func fraction(_ rest: inout ArraySlice<UInt8>) -> Int64? {
        let digits = rest.prefix { (0x30...0x39).contains($0) }
        guard !digits.isEmpty else { return nil }
        rest = rest.dropFirst(digits.count)
        var value: Int64 = 0
        for place in 0..<3 {
            let index = digits.startIndex + place
            value = value * 10 + (index < digits.endIndex ? Int64(digits[index] - 0x30) : 0)
        }
        return value
    }

    private static func offset(_ rest: inout ArraySlice<UInt8>) -> Int64? {
        if skip(&rest, "Zz") { return 0 }
        guard let sign = rest.first, skip(&rest, "+-") else { return nil }
        guard let hours = number(&rest, 2), skip(&rest, ":"), let minutes = number(&rest, 2) else { return nil }
        guard hours < 24, minutes < 60 else { return nil }
        return (hours * 3_600 + minutes * 60) * (sign == 0x2D ? -1 : 1)
    }

    // MARK: The calendar, by Howard Hinnant's algorithms

    private static func daysIn(_ month: Int64, of year: Int64) -> Int64 {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func dayNumber(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let year = month <= 2 ? year - 1 : year
        let era = floor(year, by: 400)
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// The date of a day counted from 1970-01-01.
    static func date(ofDay days: Int64) -> (year: Int64, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = floor(shifted, by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = Int(shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9)
        let day = Int(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    static func floor(_ value: Int64, by size: Int64) -> Int64 {
        value >= 0 ? value / size : -((-value + size - 1) / size)
    }

    static func padded(_ value: Int64, _ width: Int) -> String {
        let digits = String(value)
        return digits.utf8.count >= width ? digits : String(repeating: "0", count: width - digits.utf8.count) + digits
    }
}
