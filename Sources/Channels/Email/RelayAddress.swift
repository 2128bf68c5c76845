import Curl

/// Where the relay is, as `--smtp-url` says it.
package struct RelayAddress: Hashable, Sendable {
    /// Whether TLS begins with the first byte: `smtps`.
    package let isImplicit: Bool
    /// A name or an address; an IPv6 address without brackets.
    package let host: String
    package let port: UInt16

    /// Reads `smtp://HOST[:PORT]` or `smtps://HOST[:PORT]`; the port is 25 or 465 when none is given.
    ///
    /// - Throws: what is wrong with it, and how it is written; never with a password in it.
    package init(_ text: String) throws(RelaySettingsError) {
        guard let mark = text.firstRange(of: "://"), let kind = Self.schemes[text[..<mark.lowerBound].lowercased()]
        else {
            throw Self.wrong(text, "is not smtp://HOST[:PORT] or smtps://HOST[:PORT]")
        }
        var rest = text[mark.upperBound...]
        if rest.hasSuffix("/") { rest.removeLast() }
        guard !rest.contains("@") else {
            // Not repeated: there is a password in it as a rule.
            throw RelaySettingsError(
                description: "its URL has a user before the host: the user is --smtp-user, the password in "
                    + "--smtp-password-file or TOCSIN_SMTP_PASSWORD"
            )
        }
        guard !rest.contains(where: { "/?#".contains($0) }) else {
            throw Self.wrong(text, "has a path, query or fragment: a relay is a host and a port alone")
        }
        let (host, port) = try Self.split(rest, of: text)
        isImplicit = kind.isImplicit
        self.host = host
        self.port = try port.map { (digits) throws(RelaySettingsError) in try Self.port(digits, of: text) } ?? kind.port
    }

    private static let schemes: [String: (isImplicit: Bool, port: UInt16)] = [
        "smtp": (false, 25), "smtps": (true, 465),
    ]

    private static func split(
        _ rest: Substring,
        of text: String
    ) throws(RelaySettingsError) -> (host: String, port: Substring?) {
        guard rest.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw wrong(text, "has a space or a letter beyond ASCII: write the name in its ASCII form (xn--…)")
        }
        guard rest.hasPrefix("[") else {
            let parts = rest.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count <= 2 else {
                throw wrong(
                    text,
                    "has more than one colon: an IPv6 address stands in brackets, smtp://[2001:db8::25]:25"
                )
            }
            let name = parts[0].hasSuffix(".") ? parts[0].dropLast() : parts[0]
            guard !name.isEmpty else { throw wrong(text, "has no host") }
            return (String(name), parts.count == 2 ? parts[1] : nil)
        }
        guard let end = rest.firstIndex(of: "]") else { throw wrong(text, "has a bracket that is not closed") }
        let inner = String(rest[rest.index(after: rest.startIndex)..<end])
        guard !inner.contains("%") else {
            throw wrong(text, "has a zone in its address: name the relay, or give it an address without one")
        }
        guard let address = IPAddress(inner), address.family == .v6 else {
            throw wrong(text, "has no IPv6 address between its brackets")
        }
        let tail = rest[rest.index(after: end)...]
        guard tail.isEmpty || tail.hasPrefix(":") else {
            throw wrong(text, "has something else than a port behind the host")
        }
        return (address.text, tail.isEmpty ? nil : tail.dropFirst())
    }

    private static func port(_ digits: Substring, of text: String) throws(RelaySettingsError) -> UInt16 {
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = UInt16(digits),
            port > 0
        else { throw wrong(text, "has the port '\(digits)': a port is a number from 1 to 65535") }
        return port
    }

    private static func wrong(_ text: String, _ what: String) -> RelaySettingsError {
        // A user, a path or a query may be a password.
        let start = text.firstRange(of: "://")?.upperBound ?? text.startIndex
        let authority = text[start...].prefix { !"/?#".contains($0) }
        let host = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
        let user = host.count < authority.count ? "…@" : ""
        let behind = text[authority.endIndex...]
        let shown = text[..<start] + user + host + (behind.count > 1 ? "\(behind.prefix(1))…" : String(behind))
        return RelaySettingsError(description: "'\(ReplyLine.clean(String(shown)))' \(what)")
    }
}

extension RelayAddress {
    /// Whether the relay is on this machine.
    var isLoopback: Bool {
        guard let address = IPAddress(host) else { return host.lowercased() == "localhost" }
        return address.isLoopback
    }
}

extension RelayAddress: CustomStringConvertible {
    /// Host and port, an IPv6 address in brackets.
    package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
