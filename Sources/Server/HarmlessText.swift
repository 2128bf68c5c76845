import Messages
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
    static func value(_ text: String) -> String { CleanText.cut(text, bytes: bytesInValue) }
}
