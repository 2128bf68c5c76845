/// One entry of the list of permitted addresses: `HOST[:PORT]` or a CIDR.
enum AddressEntry: Hashable, Sendable {
    case host(String, port: UInt16?)
    case address(IPAddress, port: UInt16)
    case network(AddressRange)

    /// Reads an entry as the operator writes it.
    init(_ entry: String) throws(AddressPolicyError) {
        do throws(Reason) {
            self = try Self.parse(entry)
        } catch {
            throw AddressPolicyError(entry: entry, reason: error.text)
        }
    }

    private struct Reason: Error {
        let text: String
    }

    private static func parse(_ entry: String) throws(Reason) -> AddressEntry {
        guard !entry.isEmpty else { throw Reason(text: "the entry is empty") }
        if let mark = entry.first(where: { ",;，；、".contains($0) || $0.isWhitespace }) {
            let name = mark.isWhitespace ? "a blank" : "`\(mark)`"
            throw Reason(text: "it has \(name) in it; several are a list: [A, B] in a file, the flag once for each")
        }
        if entry.contains("/") { return .network(try range(entry)) }
        if let address = IPAddress(entry) { return .network(AddressRange(address)) }
        let (host, port) = try split(entry)
        if host.hasPrefix("[") || host.contains(":") {
            return try bracketed(host, port)
        }
        if let address = IPAddress(host), let port { return .address(address, port: port) }
        return .host(try name(host, port), port: port)
    }

    private static func range(_ entry: String) throws(Reason) -> AddressRange {
        let parts = entry.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let address = IPAddress(String(parts[0])), let length = decimal(parts[1]) else {
            throw Reason(text: "a network is written ADDRESS/LENGTH, for example 10.1.0.0/16")
        }
        guard length <= address.family.width else {
            throw Reason(text: "the length is at most \(address.family.width)")
        }
        guard let range = AddressRange(first: address, length: length) else {
            throw Reason(text: "bits are set after the first \(length); write the network's first address")
        }
        return range
    }

    private static func split(_ entry: String) throws(Reason) -> (String, UInt16?) {
        guard let colon = entry.lastIndex(of: ":"), !entry.hasSuffix("]") else { return (entry, nil) }
        guard let number = decimal(entry[entry.index(after: colon)...]), let port = UInt16(exactly: number), port > 0
        else {
            throw Reason(text: "the port is a number from 1 to 65535")
        }
        return (String(entry[..<colon]), port)
    }

    private static func bracketed(_ host: String, _ port: UInt16?) throws(Reason) -> AddressEntry {
        guard host.hasPrefix("["), host.hasSuffix("]") else {
            throw Reason(text: "an IPv6 address with a port is written [ADDRESS]:PORT")
        }
        guard let address = IPAddress(String(host.dropFirst().dropLast())), address.family == .v6 else {
            throw Reason(text: "between the brackets is no IPv6 address")
        }
        return port.map { .address(address, port: $0) } ?? .network(AddressRange(address))
    }

    private static func name(_ host: String, _ port: UInt16?) throws(Reason) -> String {
        let name = canonicalHost(host)
        guard !name.isEmpty, name.utf8.count <= 253, !name.hasPrefix("."), !name.contains("..") else {
            throw Reason(text: "there is no host name")
        }
        guard name.split(separator: ".").allSatisfy({ $0.utf8.count <= 63 }) else {
            throw Reason(text: "a host name has at most 63 letters between two dots")
        }
        guard name.utf8.allSatisfy({ isNameByte($0) }) else {
            throw Reason(text: "a host name has ASCII letters, digits, '-', '_' and '.' only")
        }
        let last = name.split(separator: ".").last ?? ""
        guard last.utf8.first.map({ $0 < 0x30 || $0 > 0x39 }) ?? false else {
            throw Reason(text: "an IPv4 address is written with four decimal numbers")
        }
        guard port != nil || (name != "localhost" && !name.hasSuffix(".localhost")) else {
            throw Reason(text: "this host needs a port: write \(name):PORT")
        }
        return name
    }

    /// The spelling that host names are compared in: small letters, no final dot.
    static func canonicalHost(_ host: some StringProtocol) -> String {
        let small = host.lowercased()
        return small.hasSuffix(".") ? String(small.dropLast()) : small
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): true
        default: false
        }
    }

    private static func decimal(_ text: some StringProtocol) -> Int? {
        guard (1...5).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return Int(text)
    }
}
