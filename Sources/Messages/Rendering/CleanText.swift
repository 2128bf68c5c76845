import Text

/// Makes values from outside harmless, whatever shows them: a terminal, a phone, a log.
enum CleanText {
    /// `text` without control characters, line and paragraph separators and marks that turn the writing direction,
    /// cut to `limit` bytes.
    static func lines(_ text: String, limit: Int) -> String {
        let text = cut(text, bytes: limit)
        return HarmfulScalar.isSurelyFree(text) ? text : filtered(text, newline: "\n")
    }

    /// The same in one line: line breaks become spaces.
    static func line(_ text: String, limit: Int) -> String {
        let text = cut(text, bytes: limit)
        let isPlain = HarmfulScalar.isSurelyFree(text) && !text.utf8.contains(0x0A)
        return isPlain ? text : filtered(text, newline: " ")
    }

    /// `text` in at most `limit` bytes, cut between two characters and marked with `…`.
    static func cut(_ text: String, bytes limit: Int) -> String {
        guard text.utf8.count > limit else { return text }
        let room = limit - mark.utf8.count
        guard room >= 0 else { return "" }
        // Nothing beyond the limit is looked at; the last character before it may be half of one.
        var start = String(text[..<text.utf8.index(text.startIndex, offsetBy: limit)])
        repeat { _ = start.popLast() } while start.utf8.count > room
        return start + mark
    }

    private static let mark = "…"

    private static func filtered(_ text: String, newline: Unicode.Scalar) -> String {
        var result = String.UnicodeScalarView()
        var wasReturn = false
        for scalar in text.unicodeScalars {
            switch HarmfulScalar(scalar) {
            case .lineEnd: if scalar != "\n" || !wasReturn { result.append(newline) }
            case .gap: result.append(" ")
            case .control, .direction, .mark: break
            case nil: result.append(scalar)
            }
            wasReturn = scalar == "\r"
        }
        return String(result)
    }
}
