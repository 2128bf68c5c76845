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

        /// Whether a user or a password can be sent: no control characters, at most 4096 bytes.
        package static func isSendable(_ text: String) -> Bool {
            text.utf8.count <= 4096 && text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7f }
        }
    }

    /// Files of PEM with the certificate that is shown to a relay that asks for one, and its key.
    package struct Identity: Hashable, Sendable {
        package let certificateFile: String
        /// The key without a passphrase; it may be the certificate's file.
        package let keyFile: String

        package init(certificateFile: String, keyFile: String) {
            self.certificateFile = certificateFile
            self.keyFile = keyFile
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
    package var identity: Identity?
    /// Whether credentials that the relay does not ask for end the transfer before the mail is sent.
    package var requiresAuthentication = true
    /// How long a kept connection may let MAIL wait before a new one is tried: something between us may have forgotten it.
    package var patienceWithKept = Duration.seconds(30)

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
