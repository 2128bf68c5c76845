import HTTPTypes

/// The proxies whose word on where a request comes from is taken; nobody else's is (RELIABILITY §4 S9).
package struct TrustedProxies: Hashable, Sendable {
    /// No proxy: every request comes from where its connection does.
    package static let none = TrustedProxies()

    private static let plainField = HTTPField.Name("X-Forwarded-For") ?? .from
    private static let field = HTTPField.Name("Forwarded") ?? .from
    /// Addresses that are looked at from the end of a field on.
    private static let longestChain = 20

    private let addresses: Set<String>

    private init() {
        addresses = []
    }

    /// - Parameter texts: IP addresses.
    /// - Throws: ``NotAnAddress`` with the first one that is none.
    package init(_ texts: [String]) throws(NotAnAddress) {
        var addresses: Set<String> = []
        for text in texts {
            guard let address = ForwardedField.canonical(text) else { throw NotAnAddress(text: text) }
            addresses.insert(address)
        }
        self.addresses = addresses
    }

    /// A text that should have been an IP address.
    package struct NotAnAddress: Error, Hashable, Sendable {
        package var text: String
    }

    var isEmpty: Bool { addresses.isEmpty }

    /// Whether a connection from this address is one of a proxy's.
    func contains(_ address: String) -> Bool {
        guard !addresses.isEmpty, let address = ForwardedField.canonical(address) else { return false }
        return addresses.contains(address)
    }

    /// The address a request comes from: the last hop in `X-Forwarded-For` or `Forwarded` that no proxy of ours is.
    ///
    /// Each proxy adds at the end whom it heard, so that nothing before the first stranger, and nothing before a hop that cannot
    /// be read, can be believed. A proxy writes one of the fields and may let the other through as the client wrote it: where
    /// both are there and do not agree, neither is believed.
    ///
    /// - Parameters:
    ///   - peer: where the connection comes from.
    ///   - headers: those of the request.
    /// - Returns: an IP address; the last one that is known for sure when the proxies said nothing that can be read.
    func client(of peer: String, _ headers: HTTPFields) -> String {
        guard let proxy = ForwardedField.canonical(peer), addresses.contains(proxy) else { return peer }
        let plain = headers[values: Self.plainField]
        let standard = headers[values: Self.field]
        if standard.isEmpty { return stranger(behind: proxy, ForwardedField.plainHops(plain)) }
        let named = stranger(behind: proxy, ForwardedField.hops(standard))
        if plain.isEmpty { return named }
        return stranger(behind: proxy, ForwardedField.plainHops(plain)) == named ? named : proxy
    }

    private func stranger(behind proxy: String, _ hops: [String?]) -> String {
        var client = proxy
        for hop in hops.reversed().prefix(Self.longestChain) {
            guard let hop else { return client }
            client = hop
            if !addresses.contains(hop) { return client }
        }
        return client
    }
}
