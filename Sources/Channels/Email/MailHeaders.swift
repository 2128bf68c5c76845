/// The header of a mail while it is written: lines end in CRLF and are folded between words.
struct MailHeaders {
    /// Characters in a line: as many as one with an encoded word may have (RFC 2047, 2); others might have 78.
    static let lineLength = 76

    private(set) var bytes: [UInt8] = []

    /// Adds a field; the words must be free of line breaks.
    mutating func add(_ name: String, _ words: [String]) {
        var line = name + ":"
        for (index, word) in words.enumerated() {
            if index > 0, line.utf8.count + 1 + word.utf8.count > Self.lineLength {
                end(line)
                line = ""
            }
            line += " " + word
        }
        end(line)
    }

    mutating func add(_ name: String, _ value: String) {
        add(name, [value])
    }

    private mutating func end(_ line: String) {
        bytes.append(contentsOf: line.utf8)
        bytes.append(contentsOf: [0x0D, 0x0A])
    }
}
