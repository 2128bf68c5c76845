import Text

/// Text from outside as it can stand on a terminal or in a log (RELIABILITY §4 S14).
package enum HarmlessText {
    /// Bytes of one value in a log line.
    static let bytesInValue = 8_192

    /// The text with a replacement character for everything that acts on a terminal or turns the writing direction; line
    /// ends and tabs stay.
    package static func shown(_ text: String) -> String {
        if HarmfulScalar.isSurelyFree(text) { return text }
        return String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    let stays = scalar == "\n" || scalar == "\t" || !HarmfulScalar.contains(scalar)
                    return stays ? scalar : "\u{FFFD}"
                }
            )
        )
    }

    /// A value of a log line, cut with a mark.
    static func value(_ text: String) -> String {
        guard text.utf8.count > bytesInValue else { return text }
        var start = String(decoding: text.utf8.prefix(bytesInValue), as: UTF8.self)
        start.removeLast()
        return start + "…"
    }

    /// JSON in which whatever acts is written as `\uXXXX`; such scalars stand within quotation marks only.
    package static func json(_ text: String) -> String {
        if HarmfulScalar.isSurelyFree(text), !text.utf8.contains(0x0A) { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            if HarmfulScalar.contains(scalar) {
                // Two units for what lies above U+FFFF.
                for unit in String(scalar).utf16 {
                    result += "\\u" + Hex.text([UInt8(unit >> 8), UInt8(unit & 255)])
                }
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
