import Curl

/// The SMTP relay that takes all mail, and who the mail is from.
package struct RelaySettings: Sendable {
    let host: String
    let port: UInt16
    let security: RelaySecurity
    let credentials: MailRequest.Credentials?
    let sender: MailAddress
    let senderName: String
    let authorityFile: String?
    /// The domain of Message-IDs.
    let threadHost: String
    let url: String
    /// The administrator named this relay: it may be anywhere, but nothing else may.
    let policy: AddressPolicy

    /// Checks the settings.
    ///
    /// - Parameters:
    ///   - host: the relay's name or address.
    ///   - port: 25, 587 or 465 as a rule.
    ///   - security: how the connection is secured.
    ///   - user: the user to authenticate as, with `password`; nil for none.
    ///   - password: the password of `user`.
    ///   - from: the address that all mail is from.
    ///   - fromName: the name shown with it.
    ///   - ehloName: the full name of this machine.
    ///   - authorityFile: certificates to trust instead of the system's, as PEM.
    ///   - threadHost: the domain of Message-IDs; nil for that of `from`.
    /// - Throws: what is wrong with the settings.
    package init(
        host: String,
        port: UInt16,
        security: RelaySecurity = .required,
        user: String? = nil,
        password: String? = nil,
        from: String,
        fromName: String,
        ehloName: String,
        authorityFile: String? = nil,
        threadHost: String? = nil
    ) throws(RelaySettingsError) {
        guard let sender = MailAddress(from) else {
            throw RelaySettingsError(description: "'\(ReplyLine.clean(from))' is not an address mail can be from")
        }
        guard MailAddress.isDomain(ehloName) else {
            throw RelaySettingsError(description: "'\(ReplyLine.clean(ehloName))' is not the full name of a machine")
        }
        guard (user == nil) == (password == nil) else {
            throw RelaySettingsError(description: "a user and a password belong together")
        }
        let domain = threadHost ?? sender.domain
        guard MailAddress.isDomain(domain) else {
            throw RelaySettingsError(description: "'\(ReplyLine.clean(domain))' is not a domain for Message-IDs")
        }
        let isLoopback = ["localhost", "127.0.0.1", "::1"].contains(host)
        guard user == nil || security != .none || isLoopback else {
            throw RelaySettingsError(description: "a password needs TLS: choose required or implicit")
        }
        let place = host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        do throws(AddressPolicyError) {
            policy = try AddressPolicy(allowing: [place])
        } catch {
            throw RelaySettingsError(description: "'\(ReplyLine.clean(place))' is not a relay: \(error.reason)")
        }
        self.host = host
        self.port = port
        self.security = security
        if let user, let password {
            credentials = MailRequest.Credentials(user: user, password: password)
        } else {
            credentials = nil
        }
        self.sender = sender
        senderName = fromName
        self.authorityFile = authorityFile
        self.threadHost = domain
        url = "\(security == .implicit ? "smtps" : "smtp")://\(place)/\(ehloName)"
    }
}

extension RelaySettings: CustomStringConvertible, CustomDebugStringConvertible {
    /// The relay, without the password.
    package var description: String { "\(host):\(port)" }
    package var debugDescription: String { description }
}
