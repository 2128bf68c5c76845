/// Replaces ASCII characters of a text, byte by byte, whatever combines with them.
enum ByteEscape {
    /// `text` with the replacement of every byte that has one.
    static func escaped(_ text: String, _ replacement: (UInt8) -> StaticString?) -> String {
        let source = text.utf8.span
        var first = 0
        while first < source.count, replacement(source[first]) == nil { first += 1 }
        guard first < source.count else { return text }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(source.count + 32)
        for index in source.indices {
            if let word = replacement(source[index]) {
                bytes.append(contentsOf: word.description.utf8)
            } else {
                bytes.append(source[index])
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
