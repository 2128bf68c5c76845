import Foundation

/// What an access token is called on record, in the log and in lists.
package enum TokenName {
    /// The most characters of a name.
    package static let longest = 64

    /// The name as it is kept: composed (NFC), so that it is found however it is typed.
    ///
    /// - Parameter written: letters and digits of any script, and `-`, `_`, `.` and `@`.
    /// - Returns: `nil` for what is no name, what cannot be seen among it.
    package static func read(_ written: String) -> String? {
        let name = written.precomposedStringWithCanonicalMapping
        guard let first = name.unicodeScalars.first, !isMark(first), (1...longest).contains(name.count),
            name.unicodeScalars.count <= 2 * longest, name.unicodeScalars.allSatisfy(isAllowed)
        else { return nil }
        return name
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII {
            return Character(scalar).isLetter || Character(scalar).isNumber || "-_.@".contains(Character(scalar))
        }
        guard !scalar.properties.isDefaultIgnorableCodePoint else { return false }
        return switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber: true
        default: isMark(scalar)
        }
    }

    /// Whether it belongs to the letter before it.
    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark: true
        default: false
        }
    }
}
