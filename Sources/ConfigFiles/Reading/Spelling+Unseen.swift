import Text

extension Spelling {
    /// What to do about a character that nobody sees.
    package static let unseenRemedy = "type it anew: such characters come along with text that was copied"

    /// Names the first character of a text that a reader does not see, or takes for another: `an invisible character (U+200B)`.
    ///
    /// - Parameters:
    ///   - text: one line.
    ///   - isForPeople: whether it is a name that people read, in which wide and unbreakable spaces have their place, as have
    ///     the joiners and selectors within emoji and Persian words.
    /// - Returns: `nil` when every character is seen.
    package static func unseen(in text: String, isForPeople: Bool = false) -> String? {
        // Nearly every text is plain ASCII; its bytes alone tell so.
        if text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) { return nil }
        return text.unicodeScalars.lazy.compactMap { name(ofUnseen: $0, isForPeople: isForPeople) }.first
    }

    /// The first character of a text for people that nobody sees, and that joins, parts and turns nothing either.
    ///
    /// - Returns: how many characters stand before it, and its name.
    static func unseenInProse(_ text: String) -> (offset: Int, name: String)? {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return nil }
        for (offset, scalar) in text.unicodeScalars.enumerated() {
            let isMark = [0x09, 0x0A, 0x200E, 0x200F, 0x061C].contains(scalar.value)
            if !isMark, let name = name(ofUnseen: scalar, isForPeople: true) { return (offset, name) }
        }
        return nil
    }

    /// A text of somebody's as it can stand in one line of a terminal or a log: what nobody sees is written as its number.
    package static func shown(_ text: some StringProtocol) -> String {
        var shown = ""
        for scalar in text.unicodeScalars {
            let isSeen = !HarmfulScalar.contains(scalar) && name(ofUnseen: scalar) == nil
            if isSeen || isJoiner(scalar) {
                shown.unicodeScalars.append(scalar)
            } else {
                shown += "\\u{\(String(scalar.value, radix: 16))}"
            }
        }
        return shown
    }

    private static func name(ofUnseen scalar: Unicode.Scalar, isForPeople: Bool = false) -> String? {
        let name: String
        switch scalar.value {
        case 0x20...0x7E, 0x4E00...0x9FFF: return nil
        case 0xA0, 0x202F: name = "a no-break space"
        case 0x3000: name = "a full-width space"
        case 0x200B: name = "a zero-width space"
        case 0xFEFF: name = "a byte order mark"
        default:
            let properties = scalar.properties
            switch properties.generalCategory {
            case .control: name = "a control character"
            case .spaceSeparator, .lineSeparator, .paragraphSeparator: name = "an unusual space"
            case .format: name = "an invisible character"
            default:
                guard properties.isDefaultIgnorableCodePoint else { return nil }
                name = "an invisible character"
            }
        }
        if isForPeople, isJoiner(scalar) || scalar.properties.generalCategory == .spaceSeparator { return nil }
        return "\(name) (\(number(of: scalar)))"
    }

    /// What joins the parts of an emoji, chooses its look, or shapes a letter.
    private static func isJoiner(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x200C, 0x200D, 0xFE00...0xFE0F, 0xE0020...0xE007F, 0xE0100...0xE01EF: true
        default: false
        }
    }
}
