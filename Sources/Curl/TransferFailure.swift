/// Why a transfer failed.
package struct TransferFailure: Error, Hashable, Sendable {
    /// Where a mail transaction stood when the relay refused.
    package enum MailStage: String, Hashable, Sendable {
        /// Greeting, EHLO, STARTTLS, AUTH: the set-up is wrong, not the mail.
        case session
        case sender
        case recipient
        case data
        /// The answer to the final dot.
        case message
    }

    package enum Code: Hashable, Sendable {
        case couldNotResolve
        case couldNotConnect
        case timeout(afterRequestSent: Bool)
        case blockedAddress
        case tls
        case badURL
        /// A header, address or body that must not reach the wire.
        case badInput(field: String)
        /// The answer, or its header, is longer than the limit.
        case tooLarge
        /// The answer's body is not in the content encoding that it claims, or in one that is not known.
        case undecodable
        case loginDenied
        case smtpRejected(code: Int, stage: MailStage)
        case authNotOffered
        case starttlsMissing
        case connectionLost(afterRequestSent: Bool)
        case cancelled
        /// It was not allowed to begin; nothing was sent or looked up.
        case notStarted
        /// Another of libcurl's codes.
        case other(Int)
    }

    package let code: Code
    package let detail: Detail?
    /// Words that are libcurl's; empty for none.
    package let words: String
    /// All of it in English, for the log and the command line.
    package let text: String

    /// A failure of which libcurl speaks.
    package init(_ code: Code, words: String, _ detail: Detail? = nil) {
        self.code = code
        self.detail = detail
        self.words = words
        text = detail.map { "\(words) (\($0.text))" } ?? words
    }

    /// A failure that we found ourselves.
    package init(_ code: Code, _ detail: Detail) {
        self.code = code
        self.detail = detail
        words = ""
        text = detail.text
    }

    /// A request of ours that is not sent; the text says why.
    init(badInput field: String, _ text: String) {
        code = .badInput(field: field)
        detail = nil
        words = ""
        self.text = text
    }
}
