import Testing

@testable import HTTPAPI

@Suite struct `Noise where an origin or a hop is expected` {
    private static let pieces = [
        "https", "http", "://", ":", "/", ".", "..", "[", "]", "::1", "2001:db8::", "192.0.2.7", "tocsin", "ü", "例",
        "\u{301}", "%", "@",
        "?", "#", ",", ";", "=", "for", "For", "\"", "\\", " ", "\t", "unknown", "_x", "443", "99999", "\u{0}", "xn--",
        "-", "",
    ]

    /// The same texts each time, so that a fault comes again.
    private static func texts(_ count: Int) -> [String] {
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        return (0..<count).map { _ in
            (0..<next(9) + 1).map { _ in pieces[next(pieces.count)] }.joined()
        }
    }

    @Test func `is read as an origin only where it has one spelling`() {
        var origins = 0
        for text in Self.texts(20_000).flatMap({ ["https://" + $0, $0] }) {
            let address = PublicAddress(text)
            #expect(!address.prefix.hasSuffix("/"))
            #expect(address.inside(address.prefix + "/a") == (address.prefix.isEmpty ? nil : "/a"), "\(text)")
            guard let origin = WebOrigin(text) else { continue }
            origins += 1
            #expect(WebOrigin(origin.description) == origin, "\(text)")
            #expect(origin.description.utf8.allSatisfy { (0x21..<0x7F).contains($0) }, "\(text)")
        }
        #expect(origins > 100)
    }

    @Test func `is read as a hop only where it is an address`() {
        var addresses = 0
        for text in Self.texts(20_000).flatMap({ ["for=" + $0, $0] }) {
            for hop in (ForwardedField.hops([text]) + ForwardedField.plainHops([text])).compactMap({ $0 }) {
                addresses += 1
                #expect(ForwardedField.canonical(hop) == hop, "\(text)")
            }
        }
        #expect(addresses > 100)
    }
}
