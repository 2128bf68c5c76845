import Curl

/// How the connection to the relay is secured.
package enum RelaySecurity: String, Hashable, Sendable, CaseIterable {
    /// Plain text.
    case none
    /// STARTTLS when the relay offers it.
    case opportunistic
    /// STARTTLS, or no mail.
    case required
    /// TLS from the first byte.
    case implicit

    var request: MailRequest.Security {
        switch self {
        case .none: .none
        case .opportunistic: .opportunistic
        case .required: .required
        case .implicit: .implicit
        }
    }
}
