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
        case refused(Refusal)
    }

    /// Why an address is refused.
    package enum Refusal: Hashable, Sendable {
        case port(Int)
        /// No receiver has such an address; `entry` is what an operator writes who means it.
        case noReceivers(String, entry: String?)
        /// It is in a private network that is not listed; `entry` is what an operator writes who means it.
        case privateNetwork(String, entry: String?)
        case otherFamily
        /// The port is not that of the URL.
        case otherPort

        /// The refusal in English, for the log and the command line.
        package var text: String {
            let remedy = { (entry: String?) in entry.map { " (if it is meant: allow-address: [\($0)])" } ?? "" }
            switch self {
            case .port(let port): return "port \(port) is not allowed"
            case .noReceivers(let peer, let entry): return "\(peer) is not an address of a receiver\(remedy(entry))"
            case .privateNetwork(let peer, let entry):
                return "\(peer) is in a private network that is not listed\(remedy(entry))"
            case .otherFamily: return "the address family is not allowed"
            case .otherPort: return "the port is not the URL's"
            }
        }
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
        guard named || Self.isUsualPort(port, use) else { return .refused(.port(Int(port))) }
        if let range = AddressRanges.forbidden.first(where: { $0.contains(inner) || $0.contains(peer) }) {
            let listed = networks.contains { range.contains($0) && $0.contains(inner) }
            if named || listed { return .allowed }
            return .refused(.noReceivers(peer.text, entry: Self.isLoopback(inner) ? Self.entry(host, port) : nil))
        }
        guard AddressRanges.private.contains(where: { $0.contains(inner) }) else { return .allowed }
        let listed = networks.contains { $0.contains(inner) }
        if named || listed || lists(host: host, port: port, peer: inner) { return .allowed }
        return .refused(.privateNetwork(peer.text, entry: Self.entry(host, port)))
    }

    /// What an operator writes who means this host.
    private static func entry(_ host: String, _ port: UInt16) -> String? {
        guard host.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
        return host.contains(":") ? "\"[\(host)]:\(port)\"" : "\(host):\(port)"
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

/// An entry of an address list that cannot be read.
package struct AddressPolicyError: Error, Hashable, Sendable, CustomStringConvertible {
    package let entry: String
    package let reason: String

    package var description: String { "'\(entry)': \(reason)" }
}
