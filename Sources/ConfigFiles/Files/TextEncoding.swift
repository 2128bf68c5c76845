/// What the first bytes of a file say about its encoding.
package enum TextEncoding {
    package static let remedy = "save it as UTF-8 (many editors offer this under \u{201C}Save as\u{201D})"

    /// The bytes without a mark of UTF-8 at their beginning, which some editors write; the mark is no text.
    package static func withoutMark(_ bytes: [UInt8]) -> [UInt8] {
        var rest = bytes[...]
        while rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
        return rest.count == bytes.count ? bytes : Array(rest)
    }

    /// The name of an encoding that is not UTF-8, when the bytes show it by their mark or by the zeros between letters.
    package static func foreign(_ bytes: [UInt8]) -> String? {
        if bytes.starts(with: [0xFF, 0xFE, 0, 0]) || bytes.starts(with: [0, 0, 0xFE, 0xFF]) { return "UTF-32" }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return "UTF-16" }
        let start = bytes.prefix(64)
        guard start.count >= 4, start.count.isMultiple(of: 2) else { return nil }
        let pairs = stride(from: 0, to: start.count, by: 2)
        if pairs.allSatisfy({ start[$0] == 0 && start[$0 + 1] != 0 }) { return "UTF-16" }
        if pairs.allSatisfy({ start[$0] != 0 && start[$0 + 1] == 0 }) { return "UTF-16" }
        return nil
    }
}
