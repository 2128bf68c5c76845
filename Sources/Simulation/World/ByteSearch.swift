/// Looks for bytes in bytes: comparing characters, as `String.contains` does, takes a sixth of a run.
struct ByteSearch {
    private let needle: [UInt8]

    /// - Parameter needle: not empty.
    init(_ needle: String) {
        self.needle = Array(needle.utf8)
    }

    /// Where it ends for the first time at or after a place; `nil` when it is not there.
    func end(in bytes: Span<UInt8>, from start: Int = 0) -> Int? {
        guard bytes.count >= needle.count else { return nil }
        var place = start
        while place <= bytes.count - needle.count {
            var length = 0
            while length < needle.count, bytes[place + length] == needle[length] { length += 1 }
            if length == needle.count { return place + length }
            place += 1
        }
        return nil
    }

    func isIn(_ text: String) -> Bool {
        end(in: text.utf8.span) != nil
    }

    func isIn(_ bytes: [UInt8]) -> Bool {
        end(in: bytes.span) != nil
    }
}
