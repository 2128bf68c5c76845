/// What is kept of a receiver's answer beside its status: the beginning of its body, without secrets.
enum ReplyEvidence {
    private static let secretLength = 20

    /// One clean line, empty for an empty body.
    static func excerpt(of reply: Reply) -> String {
        if reply.body.isEmpty { return "" }
        let start = reply.body.prefix(4 * MessageLimits.bytesInEvidence)
        let text = CleanText.line(withoutSecrets(readable(start)), limit: .max)
        return CleanText.cut(text, bytes: MessageLimits.bytesInEvidence)
    }

    /// The text; of bytes in another charset, such as GBK, only what is ASCII, with `…` in place of the rest.
    private static func readable(_ bytes: ArraySlice<UInt8>) -> String {
        for cut in 0..<min(4, bytes.count) {
            // The excerpt may end within a character.
            if let text = String(validating: bytes.dropLast(cut), as: UTF8.self) { return text }
        }
        var text: [UInt8] = []
        var index = bytes.startIndex
        while index < bytes.endIndex {
            if bytes[index] < 0x80 {
                text.append(bytes[index])
            } else {
                if !text.suffix(3).elementsEqual("…".utf8) { text += "…".utf8 }
                // The second byte of such a character may look like ASCII.
                if bytes[index] > 0x80, index + 1 < bytes.endIndex, (0x40...0xFE).contains(bytes[index + 1]) {
                    index += 1
                }
            }
            index += 1
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Replaces every long run that looks like a key or a token, as receivers may echo the address they were called by.
    private static func withoutSecrets(_ text: String) -> String {
        var result = ""
        var run = ""
        func flush() {
            let isSecret =
                run.count >= secretLength && run.contains(where: \.isNumber) && run.contains(where: \.isLetter)
            result += isSecret ? "…" : run
            run = ""
        }
        for character in text {
            let isOpaque =
                character.isASCII
                && (character.isLetter || character.isNumber || "-_+=%".contains(character))
            if isOpaque {
                run.append(character)
            } else {
                flush()
                result.append(character)
            }
        }
        flush()
        return result
    }
}
