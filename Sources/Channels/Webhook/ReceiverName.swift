import Text

/// What may be said of a receiver's URL, which is a secret: its scheme and host.
struct ReceiverName: Hashable, Sendable {
    /// `nil` where nothing can be said.
    let text: String?

    init(url: String) {
        guard let mark = url.firstRange(of: "://") else {
            text = nil
            return
        }
        let scheme = url[..<mark.lowerBound]
        let authority = url[mark.upperBound...].prefix { !"/?#\\".contains($0) }
        let host = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
        let isClean =
            !host.isEmpty && host.utf8.count <= Self.longestHost && scheme.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f }
            && host.unicodeScalars.allSatisfy(Self.isSeen)
        text = isClean ? "\(scheme.lowercased())://\(host)" : nil
    }

    /// Bytes in a host's name (RFC 1035, 2.3.4); one beyond ASCII may be longer as it is written than as it is asked for.
    private static let longestHost = 2 * 253

    /// Whether a character is one that names have, of any script, or stands for one that could not be read.
    private static func isSeen(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar.value > 0x20 && scalar.value < 0x7F }
        guard !HarmfulScalar.contains(scalar) else { return false }
        let properties = scalar.properties
        let isPart = properties.isAlphabetic || properties.numericType != nil || properties.isIDContinue
        return isPart && !properties.isDefaultIgnorableCodePoint || scalar == "\u{FFFD}" || scalar == "\u{3002}"
    }
}
