/// Which receivers may be connected to, judged by the address really connected to.
///
/// Public addresses are allowed. *Private* addresses need an entry of any kind. *Forbidden* addresses (loopback, link-local and
/// others that no receiver has) need an entry that names the URL's host and port exactly, or a network that lies
/// wholly inside a forbidden range.
///
/// - `HOST:PORT`: the URL's host and port are these, wherever the name leads.
/// - `HOST`: the same for any port, but only into private networks.
/// - `ADDRESS:PORT`: a private address by any name; a forbidden one only when the URL's host is the address itself.
/// - `CIDR` or `ADDRESS`: every port of these addresses.
package struct AddressPolicy: Hashable, Sendable {
    package enum Verdict: Hashable, Sendable {
        case allowed
        case refused(String)
    }

    /// What the connection is for: mail has three more ports.
    package enum Use: Hashable, Sendable {
        case web
        case mail
    }

    /// Whether `http:` is allowed beside `https:`.
    package let allowsPlainHTTP: Bool
    private let entries: Set<AddressEntry>
    private let networks: [AddressRange]

    /// Only public addresses, and only `https:`.
    package static let publicOnly = AddressPolicy()

    private init() {
        allowsPlainHTTP = false
        entries = []
        networks = []
    }

    /// Reads entries `HOST[:PORT]` or `CIDR`.
    package init(allowing list: [String], plainHTTP: Bool = false) throws(AddressPolicyError) {
        var entries: Set<AddressEntry> = []
        var networks: [AddressRange] = []
        for text in list {
            let entry = try AddressEntry(text)
            guard case .network(let range) = entry else {
                entries.insert(entry)
                continue
            }
            guard range.length == 0 || range.first == range.first.unmapped else {
                throw AddressPolicyError(entry: text, reason: "write the IPv4 network that these addresses stand for")
            }
            networks.append(range)
        }
        allowsPlainHTTP = plainHTTP
        self.entries = entries
        self.networks = networks
    }

    /// Judges a connection to `peer` that a URL with this host and port asked for.
    package func verdict(host: String, port: UInt16, peer: IPAddress, use: Use) -> Verdict {
        let host = AddressEntry.canonicalHost(host)
        let inner = peer.unmapped
        let named = names(host: host, port: port, peer: inner)
        guard named || Self.isUsualPort(port, use) else { return .refused("port \(port) is not allowed") }
        if let range = AddressRanges.forbidden.first(where: { $0.contains(inner) || $0.contains(peer) }) {
            let listed = networks.contains { range.contains($0) && $0.contains(inner) }
            if named || listed { return .allowed }
            let remedy = Self.isLoopback(inner) ? Self.remedy(host, port) : ""
            return .refused("\(peer.text) is not an address of a receiver\(remedy)")
        }
        guard AddressRanges.private.contains(where: { $0.contains(inner) }) else { return .allowed }
        let listed = networks.contains { $0.contains(inner) }
        if named || listed || lists(host: host, port: port, peer: inner) { return .allowed }
        return .refused("\(peer.text) is in a private network that is not listed\(Self.remedy(host, port))")
    }

    /// What an operator writes who means this host.
    private static func remedy(_ host: String, _ port: UInt16) -> String {
        guard host.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return "" }
        let name = host.contains(":") ? "\"[\(host)]:\(port)\"" : "\(host):\(port)"
        return " (if it is meant: allow-address: [\(name)])"
    }

    private static func isLoopback(_ address: IPAddress) -> Bool {
        address.text == "::1" || address.text.hasPrefix("127.") && !address.text.contains(":")
    }

    /// Whether an entry names the URL's host and port exactly.
    private func names(host: String, port: UInt16, peer: IPAddress) -> Bool {
        guard !entries.isEmpty else { return false }
        if entries.contains(.host(host, port: port)) { return true }
        guard let literal = IPAddress(host), literal.unmapped == peer else { return false }
        return contains(peer, port)
    }

    /// Whether an entry opens a private address to this URL.
    private func lists(host: String, port: UInt16, peer: IPAddress) -> Bool {
        guard !entries.isEmpty else { return false }
        return entries.contains(.host(host, port: nil)) || contains(peer, port)
    }

    private func contains(_ peer: IPAddress, _ port: UInt16) -> Bool {
        entries.contains { entry in
            guard case .address(let address, port) = entry else { return false }
            return address.unmapped == peer
        }
    }

    private static func isUsualPort(_ port: UInt16, _ use: Use) -> Bool {
        switch port {
        case 80, 443, 1024...: true
        case 25, 465, 587: use == .mail
        default: false
        }
    }
}
