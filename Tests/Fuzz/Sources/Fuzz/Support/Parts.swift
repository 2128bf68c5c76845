/// An input cut at each byte 0xFF, which no text holds: several texts in one input, each of which an editor can write.
struct Parts {
    private var rest: ArraySlice<ArraySlice<UInt8>>

    init(_ bytes: [UInt8], atMost count: Int) {
        rest = bytes.split(separator: 0xFF, maxSplits: count - 1, omittingEmptySubsequences: false)[...]
    }

    static func joined(_ texts: [String]) -> [UInt8] {
        Array(texts.map { Array($0.utf8) }.joined(separator: [0xFF]))
    }

    /// The next part; empty when there is none.
    mutating func bytes() -> [UInt8] {
        rest.popFirst().map(Array.init) ?? []
    }

    /// The next part as text; `nil` when it is missing or empty.
    mutating func optional() -> String? {
        let bytes = bytes()
        return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
    }

    mutating func text() -> String {
        optional() ?? ""
    }
}
