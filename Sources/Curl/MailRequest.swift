/// One mail to one recipient, handed to a relay.
package struct MailRequest: Sendable {
    /// How the connection is secured.
    package enum Security: Hashable, Sendable {
        /// Plain text, credentials included.
        case none
        /// STARTTLS when the relay offers it; with credentials this is `required`.
        case opportunistic
        /// STARTTLS before anything else, or no mail.
        case required
        /// TLS from the first byte (`smtps:`).
        case implicit
    }

    /// A user of the relay.
    package struct Credentials: Hashable, Sendable {
        package let user: String
        package let password: String

        package init(user: String, password: String) {
            self.user = user
            self.password = password
        }
    }

    /// `smtp://host:port/ehlo-name`, or `smtps:` when security is `implicit`.
    package let url: String
    /// The envelope's sender; empty for the null sender.
    package let sender: String
    package let recipient: String
    /// The whole message with CRLF line ends, dots not stuffed.
    package let message: [UInt8]
    package var security = Security.required
    package var credentials: Credentials?
    /// Whether credentials that the relay does not ask for end the transfer before the mail is sent.
    package var requiresAuthentication = true

    package init(url: String, sender: String, recipient: String, message: [UInt8]) {
        self.url = url
        self.sender = sender
        self.recipient = recipient
        self.message = message
    }
}

extension MailRequest {
    /// The mode with which a stripped STARTTLS cannot make the password readable.
    var effectiveSecurity: Security {
        security == .opportunistic && credentials != nil ? .required : security
    }
}
