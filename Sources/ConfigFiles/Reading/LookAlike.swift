import Foundation

/// A character that a keyboard or a word processor puts where one of ASCII is meant: `：`, `“`, `–`, a Cyrillic `а`.
package struct LookAlike {
    let scalar: Unicode.Scalar
    /// How many characters stand before it.
    package let offset: Int
    /// What is meant; empty for what nobody sees and nobody needs.
    let meant: String

    /// The first such character in a text that is made of ASCII alone when it is right.
    ///
    /// - Parameters:
    ///   - text: a key, a name or a value that no person reads.
    ///   - withLetters: whether letters of other alphabets count, which in a host's name are letters of their own.
    package init?(in text: String, withLetters: Bool = true) {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return nil }
        // A word of another alphabet is a word, and no spelling of a Latin one; a few of its letters are in a Latin word.
        let letters = text.unicodeScalars.filter { $0.properties.isAlphabetic }
        let isMixed = letters.allSatisfy { $0.isASCII || Self.letters[$0] != nil || Self.ascii(like: $0) != nil }
        for (offset, scalar) in text.unicodeScalars.enumerated() where !scalar.isASCII {
            if let sign = Self.ascii(like: scalar) {
                self.init(scalar: scalar, offset: offset, meant: sign)
                return
            }
            if withLetters, isMixed, let letter = Self.letters[scalar] {
                self.init(scalar: scalar, offset: offset, meant: String(letter))
                return
            }
        }
        return nil
    }

    /// Whether there is any in a text.
    package static func isIn(_ text: String) -> Bool { LookAlike(in: text) != nil }

    init(scalar: Unicode.Scalar, offset: Int, meant: String) {
        self.scalar = scalar
        self.offset = offset
        self.meant = meant
    }

    /// The character by its name in Unicode, with its number.
    package var what: String { "\(Self.named(scalar)) stands here" }

    /// What to write instead.
    package var remedy: String {
        switch meant {
        case "": Spelling.unseenRemedy
        case " ": "write an ordinary space, or remove it"
        case ":": "write `:`, with a space behind it where it ends a key"
        case "\"", "'":
            "write `\(meant)`; where the marks belong to the text, put all of it into straight ones: `\"“…”\"`"
        case "`": "write '`'"
        default: "write `\(meant)`"
        }
    }

    /// A character as it can be told: `a full-width colon `：` (U+FF1A)`.
    ///
    /// - Returns: its name with an article, itself where it is seen, and its number.
    static func named(_ scalar: Unicode.Scalar) -> String {
        if let unseen = Spelling.unseen(in: String(scalar)) { return unseen }
        let number = String(scalar.value, radix: 16, uppercase: true)
        let code = "`\(scalar)` (U+\(String(repeating: "0", count: max(0, 4 - number.count)))\(number))"
        guard let name = scalar.properties.name?.lowercased().replacing("fullwidth", with: "full-width") else {
            return "the character \(code)"
        }
        let words = ["latin": "Latin", "greek": "Greek", "cyrillic": "Cyrillic", "roman": "Roman", "arabic": "Arabic"]
        let shown = name.split(separator: " ").map { word in
            let first = word.prefix { $0 != "-" }
            return (words[String(first)] ?? String(first)) + word.dropFirst(first.count)
        }.joined(separator: " ")
        return "\("aeioA".contains(shown.first ?? " ") ? "an" : "a") \(shown) \(code)"
    }

    /// The sign, digit or letter of ASCII of which a character is another form.
    static func ascii(like scalar: Unicode.Scalar) -> String? {
        if scalar.isASCII { return nil }
        if let sign = signs[scalar] { return sign }
        let properties = scalar.properties
        if properties.numericType == .decimal, let digit = properties.numericValue { return String(Int(digit)) }
        switch properties.generalCategory {
        case .spaceSeparator: return " "
        case .format: return ""
        case .dashPunctuation: return "-"
        default:
            let plain = String(scalar).precomposedStringWithCompatibilityMapping
            return plain.utf8.allSatisfy { (0x21...0x7E).contains($0) } ? plain : nil
        }
    }

    private static let signs: [Unicode.Scalar: String] = [
        "“": "\"", "”": "\"", "„": "\"", "‟": "\"", "«": "\"", "»": "\"", "「": "\"", "」": "\"", "『": "\"", "』": "\"",
        "‘": "'", "’": "'", "‚": "'", "‛": "'", "´": "'", "′": "'", "″": "\"", "−": "-", "•": "-", "、": ",", "。": ".",
        "،": ",", "؛": ";",
        "∶": ":", "꞉": ":", "ː": ":", "【": "[", "】": "]", "〔": "[", "〕": "]", "∕": "/", "⁄": "/", "￥": "\\", "≥": ">=",
        "≤": "<=", "≠": "!=",
    ]

    /// Letters of other alphabets that look like Latin ones.
    private static let letters: [Unicode.Scalar: Character] = {
        let pairs = [
            "аa", "вb", "еe", "ёe", "кk", "мm", "нh", "оo", "рp", "сc", "тt", "уy", "хx", "іi", "јj", "ѕs", "һh", "ԁd",
            "ԛq", "ԝw",
            "АA", "ВB", "ЕE", "КK", "МM", "НH", "ОO", "РP", "СC", "ТT", "УY", "ХX", "ІI", "ЈJ", "ЅS",
            "αa", "βb", "γy", "εe", "ιi", "κk", "νv", "οo", "ρp", "τt", "υu", "χx",
            "ΑA", "ΒB", "ΕE", "ΖZ", "ΗH", "ΙI", "ΚK", "ΜM", "ΝN", "ΟO", "ΡP", "ΤT", "ΥY", "ΧX",
            "ıi", "ɑa", "ɡg", "օo", "սu", "հh", "ոn", "յj", "ցg",
        ]
        var letters: [Unicode.Scalar: Character] = [:]
        for pair in pairs {
            if let first = pair.unicodeScalars.first, let last = pair.last { letters[first] = last }
        }
        return letters
    }()
}
