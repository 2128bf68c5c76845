/// An e-mail address as strict as the SMTP commands and header fields need it: words and dots, in ASCII, without quotes or comments.
package struct EmailAddress: Hashable, Sendable, CustomStringConvertible {
    /// The longest address in bytes (RFC 5321 §4.5.3.1.3, without the angle brackets).
    package static let longest = 254
    private static let longestLocal = 64
    private static let longestDomain = 253

    package let local: String
    package let domain: String

    package var description: String { "\(local)@\(domain)" }

    /// - Returns: `nil` for everything that a mail header could misread.
    package init?(_ text: String) {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, text.utf8.count <= Self.longest else { return nil }
        guard Self.isLocal(parts[0]), Self.isDomain(String(parts[1])) else { return nil }
        local = String(parts[0])
        domain = String(parts[1])
    }

    /// Whether the domain is a whole name, or this machine: one word alone is a slip in what a person is written to at.
    package var isComplete: Bool { domain.utf8.contains(UInt8(ascii: ".")) || domain == "localhost" }

    private static func isLocal(_ text: Substring) -> Bool {
        guard text.utf8.count <= longestLocal else { return false }
        return text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { word in
            !word.isEmpty && word.utf8.allSatisfy { isAlphanumeric($0) || "!#$%&'*+/=?^_`{|}~-".utf8.contains($0) }
        }
    }

    /// Whether `text` is a host name of letters, digits, hyphens and dots, and no number.
    package static func isDomain(_ text: String) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        guard text.utf8.count <= longestDomain, let last = labels.last else { return false }
        return !last.utf8.allSatisfy { (0x30...0x39).contains($0) }
            && labels.allSatisfy { label in
                (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
                    && label.utf8.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
            }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: false
        }
    }
}
