/// What a character from outside can do where it is shown instead of being seen (RELIABILITY §4 S14): act on a terminal, forge a
/// line of a log, or turn or hide what stands beside it.
///
/// The one list of such characters; each place that shows or takes texts says which kinds it replaces, drops or refuses.
package enum HarmfulScalar: Hashable, Sendable, CaseIterable {
    /// Ends a line or a paragraph: LF, CR, NEL, U+2028, U+2029.
    case lineEnd
    /// Moves on within a text: tab, vertical tab, form feed.
    case gap
    /// Every other control character: C0, DEL, C1.
    case control
    /// Marks, embeddings, overrides and isolates that turn the writing direction, and what once did (U+206A…206F).
    case direction
    /// Says how a text is to be read and is none of it: a byte order mark, marks of annotations, a language tag.
    case mark

    /// - Returns: `nil` for a character that does no harm.
    package init?(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x20..<0x7F, 0x4E00...0x9FFF: return nil
        case 0x0A, 0x0D, 0x85, 0x2028, 0x2029: self = .lineEnd
        case 0x09, 0x0B, 0x0C: self = .gap
        case 0..<0x20, 0x7F..<0xA0: self = .control
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x206F: self = .direction
        case 0xFEFF, 0xFFF9...0xFFFB, 0xE0001: self = .mark
        default: return nil
        }
    }

    package static func contains(_ scalar: Unicode.Scalar) -> Bool { Self(scalar) != nil }

    /// Whether no character of a text can be harmful but a line feed, told from its bytes alone; most texts are such.
    package static func isSurelyFree(_ text: String) -> Bool {
        var isAfterEF = false
        let bytes = text.utf8.span
        for index in bytes.indices {
            let byte = bytes[index]
            switch byte {
            case 0x20..<0x7F, 0x0A: break
            // The first bytes of U+0080…BF, U+0600…063F, U+2000…2FFF, and of planes 12 to 15.
            case 0..<0x20, 0x7F, 0xC2, 0xD8, 0xE2, 0xF3: return false
            // After 0xEF: U+FEC0…FEFF, U+FFC0…FFFF.
            case 0xBB where isAfterEF, 0xBF where isAfterEF: return false
            default: break
            }
            isAfterEF = byte == 0xEF
        }
        return true
    }
}
