import Text

/// The spelling of ids, languages and texts.
package enum Spelling {
    /// The languages that messages and pages exist in.
    package static let languages = ["en", "zh-Hans", "zh-Hant"]

    /// Whether a text begins with a language and a colon that is none in YAML, as `en：Fire` does.
    package static func beginsWithLanguage(_ text: String) -> Bool {
        let word = text.prefix { $0.isASCII && ($0.isLetter || $0 == "-") }
        guard languages.contains(where: { $0.lowercased() == word.lowercased() }) else { return false }
        let sign = text.unicodeScalars.dropFirst(word.unicodeScalars.count).drop { $0 == " " }.first
        return sign.flatMap(LookAlike.ascii) == ":"
    }

    package static let idRemedy =
        "write lower-case letters, digits and single hyphens, beginning with a letter, such as `water-plant`, "
        + "at most \(ConfigLimits.charactersInID) characters"

    /// What is wrong with a name of a file or a folder that is no id.
    package static func fault(ofID name: String, _ what: String) -> (what: String, remedy: String) {
        guard let alike = LookAlike(in: name) else { return ("`\(name)` \(what)", idRemedy) }
        return ("`\(name)` \(what): \(LookAlike.named(alike.scalar)) stands in it", alike.remedy)
    }

    /// Whether `text` is lower-case words with hyphens.
    package static func isID(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard let first = bytes.first, let last = bytes.last, bytes.count <= ConfigLimits.charactersInID,
            isLetter(first), last != hyphen
        else { return false }
        var before = first
        for byte in bytes.dropFirst() {
            guard isLetter(byte) || isDigit(byte) || (byte == hyphen && before != hyphen) else { return false }
            before = byte
        }
        return true
    }

    /// Names the first character of a text that acts instead of being seen: `a control character (U+0007)`.
    ///
    /// - Parameters:
    ///   - text: of somebody's.
    ///   - multiline: whether line feeds have their place in it.
    /// - Returns: `nil` when there is none.
    package static func acting(in text: String, multiline: Bool) -> String? {
        if HarmfulScalar.isSurelyFree(text), multiline || !text.utf8.contains(0x0A) { return nil }
        return text.unicodeScalars.lazy.compactMap { scalar -> String? in
            guard let harm = HarmfulScalar(scalar), !multiline || scalar != "\n", !isHint(scalar) else { return nil }
            let kind =
                switch harm {
                case .lineEnd, .gap, .control: "a control character"
                case .direction: "a character that turns the writing direction"
                case .mark: "an invisible character"
                }
            return "\(kind) (\(number(of: scalar)))"
        }.first
    }

    /// The marks with which texts from right to left are typed: they turn nothing but the signs beside them.
    private static func isHint(_ scalar: Unicode.Scalar) -> Bool { [0x061C, 0x200E, 0x200F].contains(scalar.value) }

    /// `U+202E`.
    static func number(of scalar: Unicode.Scalar) -> String {
        let number = String(scalar.value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - number.count)) + number
    }

    private static let hyphen = UInt8(ascii: "-")

    private static func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
