/// The ranges that the address policy judges by.
enum AddressRanges {
    /// Never a receiver, unless an entry names the very host and port.
    static let forbidden = ranges([
        "0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "192.0.0.0/24", "192.0.2.0/24", "198.18.0.0/15",
        "198.51.100.0/24", "203.0.113.0/24", "192.88.99.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "::/96", "fe80::/10", "fec0::/10", "ff00::/8", "100::/64", "2001:db8::/32", "3fff::/20", "5f00::/16",
        "64:ff9b:1::/48",
    ])

    /// Inside networks: only when listed.
    static let `private` = ranges([
        "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7",
    ])

    /// Prefixes whose last 32 bits are the IPv4 address meant: mapped, NAT64 and translated.
    static let lowWordCarriers = ranges(["::ffff:0:0/96", "64:ff9b::/96", "::ffff:0:0:0/96"])

    /// 6to4: the IPv4 address follows the prefix.
    static let sixToFour = range("2002::/16")

    /// Teredo: the last 32 bits are the client's IPv4 address, inverted.
    static let teredo = range("2001::/32")

    private static func ranges(_ texts: [String]) -> [AddressRange] { texts.map(range) }

    private static func range(_ text: String) -> AddressRange {
        guard case .network(let range)? = try? AddressEntry(text) else {
            preconditionFailure("the table holds a bad range: \(text)")
        }
        return range
    }
}
