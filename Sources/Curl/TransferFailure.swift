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
        /// Another of libcurl's codes.
        case other(Int)
    }

    package let code: Code
    package let text: String

    package init(_ code: Code, _ text: String) {
        self.code = code
        self.text = text
    }
}
