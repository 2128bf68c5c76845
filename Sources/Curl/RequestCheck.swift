/// Refuses what must not reach the wire, before libcurl sees it.
enum RequestCheck {
    /// Headers that would contradict the request as libcurl frames it.
    private static let framing: Set<String> = [
        "host", "content-length", "transfer-encoding", "connection", "te", "trailer", "upgrade", "expect", "keep-alive",
        "proxy-connection",
    ]

    static func check(_ request: WebRequest) throws(TransferFailure) {
        guard (1...32).contains(request.method.utf8.count), request.method.utf8.allSatisfy(isUpper) else {
            throw bad("method", "a method is capital letters")
        }
        try check(url: request.url)
        guard request.headers.count <= 64 else { throw bad("headers", "more than 64 headers") }
        for (name, value) in request.headers {
            guard (1...256).contains(name.utf8.count), name.utf8.allSatisfy(isToken) else {
                throw bad("header", "a header's name is not a token")
            }
            guard !framing.contains(name.lowercased()) else {
                throw bad("header", "the header \(name) cannot be set")
            }
            guard value.utf8.count <= 8192, value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7f || $0 == 0x09 }) else {
                throw bad("header", "the header \(name) is too long or has a control character")
            }
        }
    }

    static func check(_ request: MailRequest) throws(TransferFailure) {
        try check(url: request.url)
        guard request.url.hasPrefix("smtps:") == (request.security == .implicit) else {
            throw bad("url", "smtps: is for implicit TLS, smtp: for the other modes")
        }
        guard isMailbox(request.sender) || request.sender.isEmpty else {
            throw bad("sender", "not an address")
        }
        guard isMailbox(request.recipient) else { throw bad("recipient", "not an address") }
        if let credentials = request.credentials {
            let parts = [credentials.user, credentials.password]
            guard parts.allSatisfy(MailRequest.Credentials.isSendable), !credentials.user.isEmpty else {
                throw bad("credentials", "empty, too long or with a control character")
            }
        }
        guard hasCleanLines(request.message) else {
            throw bad("message", "lines must end in CRLF, without other CR, LF or NUL")
        }
    }

    private static func check(url: String) throws(TransferFailure) {
        guard (1...4096).contains(url.utf8.count), url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else {
            throw bad("url", "empty, too long, or with a space, a control character or a byte outside ASCII")
        }
    }

    /// A local part and a domain without anything that could end the command or the brackets.
    private static func isMailbox(_ text: String) -> Bool {
        guard (3...320).contains(text.utf8.count), let at = text.utf8.lastIndex(of: UInt8(ascii: "@")) else {
            return false
        }
        guard at != text.utf8.startIndex, text.utf8.index(after: at) != text.utf8.endIndex else { return false }
        return text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">") }
    }

    private static func hasCleanLines(_ message: [UInt8]) -> Bool {
        var previous: UInt8 = 0x20
        for byte in message {
            guard byte != 0, (previous == 0x0d) == (byte == 0x0a) else { return false }
            previous = byte
        }
        return previous != 0x0d
    }

    private static func isUpper(_ byte: UInt8) -> Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) }

    private static func isToken(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "a")...UInt8(ascii: "z"): true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }

    private static func bad(_ field: String, _ text: String) -> TransferFailure {
        TransferFailure(badInput: field, text)
    }
}
