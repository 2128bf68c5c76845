/// What is kept of a receiver's answer: its status and the beginning of its body, without secrets.
enum ReplyEvidence {
    private static let secretLength = 20

    static func text(_ reply: Reply, fault: String?) -> String {
        if let fault { return "HTTP \(reply.status) (\(fault))" }
        let start = reply.body.prefix(4 * MessageLimits.bytesInEvidence)
        let text = CleanText.line(withoutSecrets(String(decoding: start, as: UTF8.self)), limit: .max)
        let excerpt = CleanText.cut(text, bytes: MessageLimits.bytesInEvidence)
        return excerpt.isEmpty ? "HTTP \(reply.status)" : "HTTP \(reply.status): \(excerpt)"
    }

    /// Why a 2xx is no success and no refusal; a body that can be had says nothing of what its preset looks for.
    static func unreadable(_ evidence: String, fault: String?) -> String {
        let why = fault == nil ? "does not say whether it took the message" : "cannot be read"
        return "the answer \(why), so it may have arrived: \(evidence)"
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
