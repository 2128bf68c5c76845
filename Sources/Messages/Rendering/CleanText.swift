import Text

/// Makes values from outside harmless, whatever shows them: a terminal, a phone, a log.
package enum CleanText {
    /// `text` without control characters, line and paragraph separators, marks that turn the writing direction and what is
    /// not seen at all; what is left is cut to `limit` bytes.
    static func lines(_ text: String, limit: Int) -> String {
        cut(HarmfulScalar.isSurelyFree(text) ? text : filtered(text, newline: "\n", bytes: limit), bytes: limit)
    }

    /// The same in one line: line breaks become spaces.
    static func line(_ text: String, limit: Int) -> String {
        let isPlain = HarmfulScalar.isSurelyFree(text) && !hasByte(text) { $0 == 0x0A }
        return cut(isPlain ? text : filtered(text, newline: " ", bytes: limit), bytes: limit)
    }

    /// A value of one line between marks that keep its writing direction from turning the words around it, where it has letters of
    /// a script that is written from right to left (UAX #9, first strong isolate).
    static func isolated(_ text: String) -> String {
        // The first byte of Hebrew, Arabic, Syriac, Thaana and N'Ko; then of their other forms, and of what lies beyond U+10000.
        guard hasByte(text, where: { (0xD6...0xE0).contains($0) || $0 == 0xEF || $0 == 0xF0 }) else { return text }
        let isTurning = text.unicodeScalars.contains { scalar in
            switch scalar.value {
            case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFC, 0x10800...0x10FFF, 0x1E800...0x1EFFF: true
            default: false
            }
        }
        guard isTurning, !text.utf8.contains(0x0A) else { return text }
        return "\u{2068}" + text + "\u{2069}"
    }

    /// Cuts a text between two characters.
    ///
    /// - Parameters:
    ///   - text: of any length.
    ///   - limit: in bytes, with the mark.
    /// - Returns: the text, or its beginning with `…`.
    package static func cut(_ text: String, bytes limit: Int) -> String {
        guard text.utf8.count > limit else { return text }
        let room = limit - mark.utf8.count
        guard room >= 0 else { return "" }
        // Nothing beyond the limit is looked at; the last character before it may be half of one.
        var start = String(text[..<text.utf8.index(text.startIndex, offsetBy: limit)])
        repeat { _ = start.popLast() } while start.utf8.count > room
        return start + mark
    }

    private static let mark = "…"

    private static func hasByte(_ text: String, where isWanted: (UInt8) -> Bool) -> Bool {
        let bytes = text.utf8.span
        for index in bytes.indices where isWanted(bytes[index]) { return true }
        return false
    }

    /// The text without what does harm; nothing is looked at once more than `limit` bytes are left.
    private static func filtered(_ text: String, newline: Unicode.Scalar, bytes limit: Int) -> String {
        var result = String.UnicodeScalarView()
        var (wasReturn, length) = (false, 0)
        for scalar in text.unicodeScalars {
            if length > limit { break }
            let kept: Unicode.Scalar? =
                switch HarmfulScalar(scalar) {
                case .lineEnd: scalar == "\n" && wasReturn ? nil : newline
                case .gap: " "
                case .control, .direction, .mark: nil
                case nil: isUnseen(scalar) ? nil : scalar
                }
            if let kept {
                result.append(kept)
                length += UTF8.width(kept)
            }
            wasReturn = scalar == "\r"
        }
        return String(result)
    }

    /// A soft hyphen, a zero-width space, and signs of formulas that nobody sees: harmless, but they count where a text is cut.
    private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xAD, 0x200B, 0x2060...0x2065: true
        default: false
        }
    }
}
