import Text

/// Words from outside as one harmless line of limited length, for reasons and evidence.
enum ReplyLine {
    private static let limit = 240

    static func clean(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var length = 0
        var isUnreadable = false
        for scalar in text.unicodeScalars {
            // Bytes of another charset: one mark instead of a run of them.
            if scalar == "\u{FFFD}" {
                if !isUnreadable { result.append("…") }
                isUnreadable = true
                continue
            }
            isUnreadable = false
            let shown = HarmfulScalar.contains(scalar) ? " " : scalar
            length += UTF8.width(shown)
            guard length <= limit else {
                result.append("…")
                break
            }
            result.append(shown)
        }
        return String(result)
    }
}
