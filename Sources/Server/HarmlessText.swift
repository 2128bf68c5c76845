/// Text from outside as it can stand on a terminal or in a log (RELIABILITY §4 S14).
package enum HarmlessText {
    /// Bytes of one value in a log line.
    static let bytesInValue = 8_192

    /// The text with a replacement character for everything that acts on a terminal or turns the writing direction; line
    /// ends and tabs stay.
    package static func shown(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { acts($0) && $0 != "\n" && $0 != "\t" }) else { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            result.append(acts(scalar) && scalar != "\n" && scalar != "\t" ? "\u{FFFD}" : scalar)
        }
        return String(result)
    }

    /// A value of a log line, cut with a mark.
    static func value(_ text: String) -> String {
        guard text.utf8.count > bytesInValue else { return text }
        var start = String(decoding: text.utf8.prefix(bytesInValue), as: UTF8.self)
        start.removeLast()
        return start + "…"
    }

    /// JSON in which whatever acts is written as `\uXXXX`; such scalars stand within quotation marks only.
    static func json(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: acts) else { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            if acts(scalar) {
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// Controls, line and paragraph separators, and marks of the writing direction; all are below U+10000.
    private static func acts(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0: true
        case 0x061C, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: true
        default: false
        }
    }
}
