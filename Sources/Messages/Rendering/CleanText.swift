/// Makes values from outside harmless, whatever shows them: a terminal, a phone, a log.
enum CleanText {
    /// `text` without control characters, line and paragraph separators and marks that turn the writing direction,
    /// cut to `limit` bytes.
    static func lines(_ text: String, limit: Int) -> String {
        let text = cut(text, bytes: limit)
        return isPlain(text, allowsNewline: true) ? text : filtered(text, newline: "\n")
    }

    /// The same in one line: line breaks become spaces.
    static func line(_ text: String, limit: Int) -> String {
        let text = cut(text, bytes: limit)
        return isPlain(text, allowsNewline: false) ? text : filtered(text, newline: " ")
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

    /// Whether nothing in `text` can need a change, told from its bytes alone.
    private static func isPlain(_ text: String, allowsNewline: Bool) -> Bool {
        for byte in text.utf8 {
            switch byte {
            case 0x0A: guard allowsNewline else { return false }
            case 0..<0x20, 0x7F: return false
            // The first bytes of U+0080…9F, U+061C, and U+2000…2FFF.
            case 0xC2, 0xD8, 0xE2: return false
            default: break
            }
        }
        return true
    }

    private static func filtered(_ text: String, newline: Unicode.Scalar) -> String {
        var result = String.UnicodeScalarView()
        var wasReturn = false
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x0A where wasReturn: break
            case 0x0A, 0x0D, 0x85, 0x2028, 0x2029: result.append(newline)
            case 0x09, 0x0B, 0x0C: result.append(" ")
            case 0..<0x20, 0x7F..<0xA0: break
            // Marks, embeddings, overrides and isolates that turn the writing direction.
            case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: break
            default: result.append(scalar)
            }
            wasReturn = scalar.value == 0x0D
        }
        return String(result)
    }
}
