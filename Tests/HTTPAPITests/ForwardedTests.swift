import HTTPTypes
import Testing

@testable import HTTPAPI

@Suite struct `What proxies say of where a request comes from` {
    private static func client(
        _ fields: [(String, String)],
        peer: String = "10.0.0.1",
        proxies: [String] = ["10.0.0.1", "10.0.0.2", "2001:db8::2"]
    ) throws -> String {
        var headers = HTTPFields()
        for (name, value) in fields {
            headers.append(HTTPField(name: try #require(HTTPField.Name(name)), value: value))
        }
        return try TrustedProxies(proxies).client(of: peer, headers)
    }

    @Test(arguments: [
        ("192.0.2.7", "192.0.2.7"), ("192.0.2.7:5678", "192.0.2.7"), ("2001:db8::1", "2001:db8::1"),
        ("[2001:db8::1]", "2001:db8::1"), ("[2001:db8::1]:443", "2001:db8::1"), ("\"192.0.2.7\"", "192.0.2.7"),
        ("\"[2001:DB8:0::1]:443\"", "2001:db8::1"), (" \t192.0.2.7\t ", "192.0.2.7"), ("::ffff:192.0.2.7", "192.0.2.7"),
        ("[::ffff:c000:207]:80", "192.0.2.7"), ("1.1.1.1, 192.0.2.7", "192.0.2.7"), ("192.0.2.7,10.0.0.2", "192.0.2.7"),
        ("9.9.9.9,192.0.2.7, 10.0.0.2:80 ,[2001:db8::2]:9", "192.0.2.7"), ("192.0.2.7,,", "192.0.2.7"),
        // Nothing that can be read: the last one that is known.
        ("unknown", "10.0.0.1"), ("_hidden", "10.0.0.1"), ("", "10.0.0.1"), ("192.0.2.7, unknown", "10.0.0.1"),
        ("192.0.2.7, unknown, 10.0.0.2", "10.0.0.2"), ("192.0.2.7 10.0.0.2", "10.0.0.1"), ("192.0.2", "10.0.0.1"),
        ("192.0.2.7:x", "10.0.0.1"), ("192.0.2.7:123456", "10.0.0.1"), ("[2001:db8::1", "10.0.0.1"),
        ("[2001:db8::1]443", "10.0.0.1"), ("fe80::1%eth0", "10.0.0.1"), ("192.0.2.7/24", "10.0.0.1"),
        ("0x7f.1", "10.0.0.1"),
    ])
    func `an X-Forwarded-For is read from its end`(_ value: String, _ client: String) throws {
        #expect(try Self.client([("X-Forwarded-For", value)]) == client)
    }

    @Test(arguments: [
        ("for=192.0.2.7", "192.0.2.7"), ("For=192.0.2.7;proto=https;by=203.0.113.43", "192.0.2.7"),
        ("proto=http; FOR=\"192.0.2.7:4711\"", "192.0.2.7"), ("for=\"[2001:db8::1]:4711\"", "2001:db8::1"),
        ("for=\"[2001:db8::1]\"", "2001:db8::1"), ("for=[2001:db8::1]", "2001:db8::1"),
        ("for=\"192.0.2.7:_x\"", "192.0.2.7"),
        ("for=1.1.1.1, for=192.0.2.7 , for=10.0.0.2", "192.0.2.7"), ("for=\"1\\92.0.2.7\"", "192.0.2.7"),
        ("for=192.0.2.7;ext=\"a, for=9.9.9.9; for=8.8.8.8\"", "192.0.2.7"), ("for = 192.0.2.7", "192.0.2.7"),
        // Nothing that can be read.
        ("for=unknown", "10.0.0.1"), ("for=_hidden", "10.0.0.1"), ("for=\"_hidden:80\"", "10.0.0.1"),
        ("proto=https", "10.0.0.1"),
        ("for=1.1.1.1, proto=https", "10.0.0.1"), ("for=192.0.2.7;for=1.1.1.1", "10.0.0.1"), ("192.0.2.7", "10.0.0.1"),
        ("for=\"192.0.2.7", "10.0.0.1"), ("xfor=192.0.2.7", "10.0.0.1"), ("for=", "10.0.0.1"), ("for=\"", "10.0.0.1"),
        ("for=192.0.2.7, for=unknown, for=10.0.0.2", "10.0.0.2"),
    ])
    func `a Forwarded is read as RFC 7239 has it`(_ value: String, _ client: String) throws {
        #expect(try Self.client([("Forwarded", value)]) == client)
    }

    @Test func `several fields are one`() throws {
        let plain = [("X-Forwarded-For", "9.9.9.9"), ("x-forwarded-for", "192.0.2.7"), ("X-Forwarded-For", "10.0.0.2")]
        #expect(try Self.client(plain) == "192.0.2.7")
        #expect(try Self.client([("Forwarded", "for=9.9.9.9"), ("Forwarded", "for=192.0.2.7")]) == "192.0.2.7")
    }

    @Test func `where both fields are there they must agree`() throws {
        let plain = ("X-Forwarded-For", "192.0.2.7:80")
        #expect(try Self.client([plain, ("Forwarded", "for=9.9.9.9, for=\"192.0.2.7:81\"")]) == "192.0.2.7")
        // The client may have written the one that its proxy does not.
        #expect(try Self.client([plain, ("Forwarded", "for=9.9.9.9")]) == "10.0.0.1")
        #expect(try Self.client([plain, ("Forwarded", "for=unknown")]) == "10.0.0.1")
    }

    @Test func `nobody else's word counts`() throws {
        let fields = [("X-Forwarded-For", "192.0.2.7"), ("Forwarded", "for=192.0.2.7")]
        #expect(try Self.client(fields, peer: "10.0.0.9") == "10.0.0.9")
        #expect(try Self.client(fields, proxies: []) == "10.0.0.1")
        #expect(try Self.client(fields, peer: "::ffff:10.0.0.1") == "192.0.2.7")
        #expect(try Self.client(fields, peer: "unknown") == "unknown")
    }

    @Test func `an endless chain is not followed for ever`() throws {
        let chain = "192.0.2.7, " + [String](repeating: "10.0.0.2", count: 3_000).joined(separator: ",")
        #expect(try Self.client([("X-Forwarded-For", chain)]) == "10.0.0.2")
    }

    @Test(arguments: [
        ("192.0.2.7", "192.0.2.7"), ("::ffff:192.0.2.7", "192.0.2.7"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
    ])
    func `an address is counted under its network`(_ address: String, _ network: String) {
        #expect(RequestText.network(of: address) == network)
    }
}
