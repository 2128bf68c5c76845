import Escalation

/// The spelling of ids, languages and texts.
package enum Words {
    /// The languages that messages and pages exist in.
    package static let languages = ["en", "zh-Hans", "zh-Hant"]

    package static let idRemedy =
        "write lower-case letters, digits and single hyphens, beginning with a letter, such as `water-plant`, "
        + "at most \(ConfigLimits.charactersInID) characters"

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

    /// Whether `text` has no control characters and no characters that turn the writing direction.
    package static func isPrintable(_ text: String, multiline: Bool) -> Bool {
        text.unicodeScalars.allSatisfy { scalar in
            switch scalar.value {
            case 0x0A: multiline
            case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069: false
            default: true
            }
        }
    }

    private static let hyphen = UInt8(ascii: "-")

    private static func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
