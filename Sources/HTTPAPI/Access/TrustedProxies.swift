import HTTPTypes
import NIOCore

/// The proxies whose word on where a request comes from is taken; nobody else's is (RELIABILITY §4 S9).
package struct TrustedProxies: Hashable, Sendable {
    /// No proxy: every request comes from where its connection does.
    package static let none = TrustedProxies()

    private static let field = HTTPField.Name("X-Forwarded-For") ?? .from
    /// Addresses that are looked at from the end of the field on.
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
            guard let address = Self.canonical(text) else { throw NotAnAddress(text: text) }
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
        guard !addresses.isEmpty, let address = Self.canonical(address) else { return false }
        return addresses.contains(address)
    }

    /// The address a request comes from: the last one in `X-Forwarded-For` that no proxy of ours has.
    ///
    /// Each proxy adds at the end whom it heard, so that nothing before the first stranger can be believed.
    ///
    /// - Parameters:
    ///   - peer: where the connection comes from.
    ///   - headers: those of the request.
    /// - Returns: an IP address; `peer` when it is no proxy, or when the proxy said nothing that can be read.
    func client(of peer: String, _ headers: HTTPFields) -> String {
        guard contains(peer) else { return peer }
        var client = peer
        let chain = headers[values: Self.field].joined(separator: ",").split(separator: ",")
        for hop in chain.reversed().prefix(Self.longestChain) {
            guard let address = Self.canonical(hop.filter { $0 != " " && $0 != "\t" }) else { return client }
            client = address
            if !addresses.contains(address) { return client }
        }
        return client
    }

    /// The one spelling of an address; an IPv4 address inside an IPv6 one is that address.
    private static func canonical(_ text: String) -> String? {
        guard text.utf8.count <= 45, let address = try? SocketAddress(ipAddress: text, port: 0).ipAddress else {
            return nil
        }
        let mapped = "::ffff:"
        return address.hasPrefix(mapped) && address.contains(".") ? String(address.dropFirst(mapped.count)) : address
    }
}
