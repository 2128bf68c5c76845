/// What is kept of a receiver's answer: its status and the beginning of its body, without secrets.
enum ReplyEvidence {
    private static let secretLength = 20

    static func text(status: Int, body: [UInt8]) -> String {
        let start = body.prefix(4 * MessageLimits.bytesInEvidence)
        let text = CleanText.line(withoutSecrets(String(decoding: start, as: UTF8.self)), limit: .max)
        let excerpt = CleanText.cut(text, bytes: MessageLimits.bytesInEvidence)
        return excerpt.isEmpty ? "HTTP \(status)" : "HTTP \(status): \(excerpt)"
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
