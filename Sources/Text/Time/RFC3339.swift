/// Moments as RFC 3339 writes them, in milliseconds since 1970-01-01T00:00:00Z.
package enum RFC3339 {
    /// Whether thousandths of a second are written.
    package enum Fraction: Sendable {
        /// What is below a whole second is left out.
        case never
        /// Three digits, unless the second is a whole one.
        case whereAny
        /// Three digits.
        case always
    }

    /// The moment in UTC, such as `2026-11-21T03:20:00.250Z`.
    package static func text(milliseconds: Int64, fraction: Fraction = .whereAny) -> String {
        let time = CivilTime(milliseconds: milliseconds)
        var text: [UInt8] = []
        text.reserveCapacity(24)
        if time.year < 0 { text.append(UInt8(ascii: "-")) }
        append(time.year.magnitude, atLeast: 4, to: &text)
        append("-", time.month.magnitude, to: &text)
        append("-", time.day.magnitude, to: &text)
        append("T", time.hour.magnitude, to: &text)
        append(":", time.minute.magnitude, to: &text)
        append(":", time.second.magnitude, to: &text)
        if fraction == .always || (fraction == .whereAny && time.millisecond != 0) {
            text.append(UInt8(ascii: "."))
            append(time.millisecond.magnitude, atLeast: 3, to: &text)
        }
        text.append(UInt8(ascii: "Z"))
        return String(decoding: text, as: UTF8.self)
    }

    private static func append(_ mark: Unicode.Scalar, _ part: some UnsignedInteger, to text: inout [UInt8]) {
        text.append(UInt8(ascii: mark))
        append(part, atLeast: 2, to: &text)
    }

    private static func append(_ number: some UnsignedInteger, atLeast width: Int, to text: inout [UInt8]) {
        let number = UInt64(number)
        var (unit, digits) = (UInt64(1), 1)
        while digits < width || number / unit >= 10 {
            unit *= 10
            digits += 1
        }
        while unit > 0 {
            text.append(UInt8(ascii: "0") + UInt8(number / unit % 10))
            unit /= 10
        }
    }

    /// The moment that `text` names with its offset from UTC, in milliseconds; `nil` when it is no such time.
    ///
    /// A second of 60, which our clocks never show, is no time either.
    package static func milliseconds(of text: String) -> Int64? {
        var rest = Array(text.utf8)[...]
        guard rest.count <= 35, let year = number(&rest, 4), skip(&rest, "-"), let month = number(&rest, 2),
            skip(&rest, "-"),
            let day = number(&rest, 2), skip(&rest, "Tt "), let hour = number(&rest, 2), skip(&rest, ":"),
            let minute = number(&rest, 2), skip(&rest, ":"), let second = number(&rest, 2)
        else { return nil }
        guard (1...12).contains(month), day >= 1, day <= CivilDate.days(in: Int(month), of: year), hour < 24,
            minute < 60, second < 60
        else { return nil }
        var milliseconds: Int64 = 0
        if skip(&rest, ".") {
            guard let fraction = fraction(&rest) else { return nil }
            milliseconds = fraction
        }
        guard let offset = offset(&rest), rest.isEmpty else { return nil }
        let days = CivilDate(year: year, month: Int(month), day: Int(day)).daysSince1970
        let seconds = days * 86_400 + hour * 3_600 + minute * 60 + second - offset
        guard yearsInFourDigits.contains(seconds) else { return nil }
        return seconds * 1_000 + milliseconds
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
}
