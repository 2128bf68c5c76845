import Foundation
import NIOCore

/// Scheme, host and port of a page, in one spelling, so that two of them are equal when a browser takes them for one site
/// (RFC 6454 §4).
struct WebOrigin: Hashable, Sendable {
    /// `http` or `https`.
    let scheme: String
    /// In lower case and ASCII (IDNA), without a dot at the end; an IPv6 address in its short form, in brackets.
    let host: String
    let port: Int

    /// Reads what a browser sends as `Origin`: scheme, host and port and nothing else.
    init?(_ text: String) {
        self.init(beginningOf: text, mayGoOn: false)
    }

    /// The origin of a whole address, whatever follows its host.
    init?(of address: String) {
        self.init(beginningOf: address, mayGoOn: true)
    }

    private init?(beginningOf text: String, mayGoOn: Bool) {
        guard let mark = text.range(of: "://"), text.utf8.count <= APILimits.urlBytes else { return nil }
        let scheme = text[..<mark.lowerBound].lowercased()
        guard scheme == "http" || scheme == "https" else { return nil }
        let rest = text[mark.upperBound...]
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard mayGoOn || authority.endIndex == rest.endIndex else { return nil }
        self.init(scheme: scheme, authority: authority)
    }

    /// - Parameters:
    ///   - scheme: `http` or `https`.
    ///   - authority: host and port, as a `Host` field has them.
    init?(scheme: String, authority: some StringProtocol) {
        var name = authority[...]
        var port = scheme == "https" ? 443 : 80
        if let colon = name.lastIndex(of: ":"), !name[colon...].contains("]") {
            let digits = name[name.index(after: colon)...]
            // An address with a colon and nothing behind it has the usual port.
            if !digits.isEmpty {
                guard digits.utf8.count <= 5, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                    let number = Int(digits), (1...65_535).contains(number)
                else { return nil }
                port = number
            }
            name = name[..<colon]
        }
        guard let host = Self.host(String(name)) else { return nil }
        self.scheme = scheme
        self.host = host
        self.port = port
    }

    /// The one spelling of a host; `nil` when it is none.
    private static func host(_ text: String) -> String? {
        if text.hasPrefix("["), text.hasSuffix("]") {
            let address = try? SocketAddress(ipAddress: String(text.dropFirst().dropLast()), port: 0)
            return address?.ipAddress.map { "[\($0)]" }
        }
        var name = text
        if name.utf8.contains(where: { $0 >= 0x80 }) {
            guard let ascii = URLComponents(string: "https://\(name)/")?.encodedHost else { return nil }
            name = ascii
        }
        if name.hasSuffix(".") { name.removeLast() }
        let isName = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
                true
            default: false
            }
        }
        let hasLabels = name.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { !$0.isEmpty }
        return isName && hasLabels ? name.lowercased() : nil
    }
}

extension WebOrigin: CustomStringConvertible {
    /// As a browser writes it: without the usual port.
    var description: String {
        port == (scheme == "https" ? 443 : 80) ? "\(scheme)://\(host)" : "\(scheme)://\(host):\(port)"
    }
}
