package import Curl
import Text

/// The SMTP relay that takes all mail, and who the mail is from.
package struct RelaySettings: Sendable {
    /// The relay as it is written: host and port, an IPv6 address in brackets.
    let place: String
    let security: RelaySecurity
    let credentials: MailRequest.Credentials?
    let sender: EmailAddress
    let senderName: String
    let authorityFile: String?
    /// The certificate we show to a relay that asks for one.
    let identity: MailRequest.Identity?
    /// The domain of Message-IDs.
    let threadHost: String
    let url: String
    /// The administrator named this relay: it may be anywhere, but nothing else may.
    let policy: AddressPolicy

    /// Checks the settings.
    ///
    /// - Parameters:
    ///   - address: the relay's host and port.
    ///   - security: how the connection is secured.
    ///   - user: the user to authenticate as, with `password`; nil for none.
    ///   - password: the password of `user`.
    ///   - from: the address that all mail is from.
    ///   - fromName: the name shown with it.
    ///   - ehloName: the full name of this machine, or its address as in `[192.0.2.1]` or `[IPv6:2001:db8::1]`.
    ///   - authorityFile: certificates to trust instead of the system's, as PEM.
    ///   - identity: the certificate for a relay that asks for one.
    ///   - threadHost: the domain of Message-IDs; nil for that of `from`.
    /// - Throws: what is wrong with the settings.
    package init(
        address: RelayAddress,
        security: RelaySecurity = .required,
        user: String? = nil,
        password: String? = nil,
        from: String,
        fromName: String,
        ehloName: String,
        authorityFile: String? = nil,
        identity: MailRequest.Identity? = nil,
        threadHost: String? = nil
    ) throws(RelaySettingsError) {
        guard let sender = EmailAddress(from) else {
            throw RelaySettingsError(description: "'\(ReplyLine.clean(from))' is not an address mail can be from")
        }
        guard let greeting = Self.greeting(ehloName) else {
            throw RelaySettingsError(description: "'\(ReplyLine.clean(ehloName))' is not the full name of a machine")
        }
        let domain = threadHost ?? sender.domain
        guard EmailAddress.isDomain(domain) else {
            throw RelaySettingsError(description: "'\(ReplyLine.clean(domain))' is not a domain for Message-IDs")
        }
        credentials = try Self.credentials(user, password, security, address)
        guard identity == nil || security != .none else {
            throw RelaySettingsError(description: "a certificate needs TLS: choose required or implicit")
        }
        place = address.description
        do throws(AddressPolicyError) {
            policy = try AddressPolicy(allowing: [place])
        } catch {
            throw RelaySettingsError(description: "'\(ReplyLine.clean(place))' is not a relay: \(error.reason)")
        }
        self.security = security
        self.identity = identity
        self.sender = sender
        senderName = fromName
        self.authorityFile = authorityFile
        self.threadHost = domain
        url = "\(security == .implicit ? "smtps" : "smtp")://\(place)/\(greeting)"
    }

    /// Whether mail can be from an address.
    package static func isSender(_ address: String) -> Bool { EmailAddress(address) != nil }

    /// The name for EHLO as it stands in a URL; nil for what is neither a name nor an address in brackets.
    package static func greeting(_ name: String) -> String? {
        if EmailAddress.isDomain(name) { return name }
        guard name.hasPrefix("["), name.hasSuffix("]") else { return nil }
        let literal = name.dropFirst().dropLast()
        let isVersion6 = literal.lowercased().hasPrefix("ipv6:")
        guard let address = IPAddress(String(isVersion6 ? literal.dropFirst(5) : literal)),
            isVersion6 == (address.family == .v6)
        else { return nil }
        return isVersion6 ? "%5BIPv6:\(address.text)%5D" : "%5B\(address.text)%5D"
    }

    private static func credentials(
        _ user: String?,
        _ password: String?,
        _ security: RelaySecurity,
        _ address: RelayAddress
    ) throws(RelaySettingsError) -> MailRequest.Credentials? {
        guard let user, let password else {
            guard user == nil, password == nil else {
                throw RelaySettingsError(description: "a user and a password belong together")
            }
            return nil
        }
        for (what, text) in [("user", user), ("password", password)] {
            guard !text.isEmpty else { throw RelaySettingsError(description: "the \(what) is empty") }
            guard MailRequest.Credentials.isSendable(text) else {
                throw RelaySettingsError(
                    description: "the \(what) has a control character or a second line, or more than 4096 bytes"
                )
            }
        }
        guard security != .none || address.isLoopback else {
            throw RelaySettingsError(description: "a password needs TLS: choose required or implicit")
        }
        return MailRequest.Credentials(user: user, password: password)
    }
}

extension RelaySettings: CustomStringConvertible, CustomDebugStringConvertible {
    /// The relay, without the password.
    package var description: String { place }
    package var debugDescription: String { description }
}

/// Why a relay's settings cannot be used.
package struct RelaySettingsError: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String
}
