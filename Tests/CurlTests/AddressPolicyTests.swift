import Curl
import Testing

/// Where connections may go.
@Suite struct AddressPolicyTests {
    @Test(arguments: [
        "0.0.0.0", "0.1.2.3", "127.0.0.1", "127.255.255.254", "169.254.169.254", "192.0.0.1", "192.0.2.7", "198.18.0.1",
        "198.19.255.255", "198.51.100.9", "203.0.113.200", "192.88.99.1", "224.0.0.1", "239.255.255.250", "240.0.0.1",
        "255.255.255.255", "::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:a9fe:a9fe",
        "::ffff:0:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::169.254.169.254", "64:ff9b:1::1", "64:ff9b:1:ffff::8.8.8.8",
        "2002:7f00:1::", "2002:a9fe:a9fe::1", "2001:0:4136:e378:8000:63bf:80ff:fffe", "2001::80ff:fffe", "fe80::1",
        "febf::1", "fec0::1", "ff02::1", "ff0e::1", "100::1", "2001:db8::1", "3fff::1", "3fff:fff::1", "5f00::1",
    ])
    func `a forbidden address is refused even when all private networks are listed`(_ text: String) throws {
        let policy = try AddressPolicy(allowing: [
            "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7", "0.0.0.0/0", "::/0",
        ])
        #expect(try verdict(policy, text) != .allowed)
    }

    @Test(arguments: [
        "https://hooks.example:70000/x", "https://hooks.example:0/x", "https://hooks.example:8x/x",
        "https://hooks.example:-1/x",
        "https://hooks.example:99999999999999999999/x", "https://[::zz]/x", "https://a b.example/x", "",
        "ftp://hooks.example/x", "https://user@hooks.example/x", "https://hooks.example/\u{1}",
    ])
    func `a URL that can never be called is known from itself, and not shown`(_ url: String) throws {
        let flaw = try #require(AddressPolicy.flaw(of: url))
        #expect(!flaw.contains("hooks.example"))
    }

    @Test(arguments: [
        "https://hooks.example:22/x", "https://hooks.example:25/x", "http://127.0.0.1/x", "http://127.1:9000/x",
        "http://localhost:9000/x", "http://a.localhost/x", "https://10.1.2.3/x", "https://[::1]/x",
        "https://[fd00::1]/x",
        "https://169.254.169.254/x", "https://0x7f000001/x", "https://[::ffff:10.1.2.3]/x",
        "https://192.168.1.1:8443/x",
    ])
    func `a URL that the policy never lets through is known from itself`(_ url: String) throws {
        #expect(AddressPolicy.flaw(of: url) == nil)
        let policy = try AddressPolicy(allowing: ["other.example:22", "127.0.0.1:1", "10.1.2.4"], plainHTTP: true)
        let refusal = try #require(policy.refusal(of: url))
        #expect(!refusal.contains("/x"))
    }

    @Test(arguments: [
        "https://hooks.example/x", "https://hooks.example:8443/x", "https://hooks.example:/x", "https://8.8.8.8/x",
        "http://odd.example:22/x", "http://127.0.0.1:9000/x", "http://localhost:9001/x", "https://10.1.2.3/x",
        "https://intranet.example/x",
    ])
    func `a URL that may be let through is left to the connection`(_ url: String) throws {
        let policy = try AddressPolicy(
            allowing: ["odd.example:22", "127.0.0.1:9000", "localhost:9001", "10.1.0.0/16"],
            plainHTTP: true
        )
        #expect(AddressPolicy.flaw(of: url) == nil)
        #expect(policy.refusal(of: url) == nil)
    }

    @Test(arguments: [
        "10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1", "100.127.255.255",
        "fc00::1", "fdff::1", "::ffff:10.0.0.1", "64:ff9b::10.0.0.1", "2002:0a00:0001::1", "2001::f5ff:fffe",
        "::ffff:192.168.0.1",
    ])
    func `a private address is refused until its network is listed`(_ text: String) throws {
        #expect(try verdict(.publicOnly, text) != .allowed)
        let listed = try AddressPolicy(allowing: [
            "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7",
        ])
        #expect(try verdict(listed, text) == .allowed)
    }

    @Test(arguments: [
        "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.1", "172.15.255.255", "172.32.0.1", "100.63.255.255",
        "100.128.0.1", "126.255.255.255", "128.0.0.1", "169.253.1.1", "192.0.1.1", "198.17.0.1", "198.20.0.1",
        "223.255.255.255", "2606:4700::1111", "2a00::1", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2002:0808:0808::1",
    ])
    func `a public address is allowed`(_ text: String) throws {
        #expect(try verdict(.publicOnly, text) == .allowed)
    }

    @Test(
        arguments: [
            (80, true, true), (443, true, true), (1024, true, true), (65535, true, true), (22, false, false),
            (25, false, true), (465, false, true), (587, false, true), (1023, false, false), (6, false, false),
        ] as [(UInt16, Bool, Bool)]
    )
    func `only the usual ports are allowed`(_ port: UInt16, _ web: Bool, _ mail: Bool) throws {
        let peer = try #require(IPAddress("8.8.8.8"))
        let policy = AddressPolicy.publicOnly
        #expect((policy.verdict(host: "a.example", port: port, peer: peer, use: .web) == .allowed) == web)
        #expect((policy.verdict(host: "a.example", port: port, peer: peer, use: .mail) == .allowed) == mail)
    }

    @Test func `a refused inner address says what to write, and what is written so is allowed`() throws {
        let cases = [
            ("127.0.0.1", "127.0.0.1", "127.0.0.1:9099"), ("localhost", "127.0.0.1", "localhost:9099"),
            ("::1", "::1", "[::1]:9099"), ("10.0.0.7", "10.0.0.7", "10.0.0.7:9099"),
        ]
        for (host, peer, entry) in cases {
            guard case .refused(let why) = try verdict(.publicOnly, peer, host: host, port: 9099) else {
                Issue.record("\(host) is allowed")
                continue
            }
            #expect(why.text.contains("allow-address: [") && why.text.contains(entry), "\(why)")
            #expect(try verdict(AddressPolicy(allowing: [entry]), peer, host: host, port: 9099) == .allowed)
        }
        guard case .refused(let why) = try verdict(.publicOnly, "169.254.169.254") else { return }
        #expect(
            !why.text.contains("allow-address"),
            "nobody is told to open the address of a machine's secrets: \(why)"
        )
    }

    @Test func `a host entry opens exactly its host and port`() throws {
        let policy = try AddressPolicy(allowing: ["LocalHost.:9000"])
        #expect(try verdict(policy, "127.0.0.1", host: "localhost", port: 9000) == .allowed)
        #expect(try verdict(policy, "::1", host: "LOCALHOST.", port: 9000) == .allowed)
        #expect(try verdict(policy, "127.0.0.1", host: "localhost", port: 9001) != .allowed)
        #expect(try verdict(policy, "127.0.0.1", host: "127.0.0.1", port: 9000) != .allowed)
        #expect(try verdict(policy, "127.0.0.1", host: "evil.example", port: 9000) != .allowed)
    }

    @Test func `an address entry opens a forbidden address only to a URL that spells it`() throws {
        let policy = try AddressPolicy(allowing: ["127.0.0.1:9000", "10.0.0.5:81", "[::1]:9000"])
        #expect(try verdict(policy, "127.0.0.1", host: "127.0.0.1", port: 9000) == .allowed)
        #expect(try verdict(policy, "::ffff:127.0.0.1", host: "::ffff:127.0.0.1", port: 9000) == .allowed)
        #expect(try verdict(policy, "::1", host: "::1", port: 9000) == .allowed)
        #expect(try verdict(policy, "127.0.0.1", host: "evil.example", port: 9000) != .allowed)
        #expect(try verdict(policy, "127.0.0.2", host: "127.0.0.2", port: 9000) != .allowed)
        #expect(try verdict(policy, "127.0.0.1", host: "127.0.0.1", port: 9001) != .allowed)
        #expect(try verdict(policy, "10.0.0.5", host: "10.0.0.5", port: 81) == .allowed)
        #expect(try verdict(policy, "10.0.0.6", host: "10.0.0.6", port: 81) != .allowed)
    }

    @Test func `a host entry without port opens private networks only`() throws {
        let policy = try AddressPolicy(allowing: ["hooks.corp"])
        #expect(try verdict(policy, "10.1.1.1", host: "hooks.corp", port: 8443) == .allowed)
        #expect(try verdict(policy, "127.0.0.1", host: "hooks.corp", port: 8443) != .allowed)
        #expect(try verdict(policy, "10.1.1.1", host: "other.corp", port: 8443) != .allowed)
    }

    @Test func `a network inside a forbidden range opens it`() throws {
        let policy = try AddressPolicy(allowing: ["127.0.0.0/8", "169.254.7.7"])
        #expect(try verdict(policy, "127.9.9.9", host: "any.example", port: 9000) == .allowed)
        #expect(try verdict(policy, "169.254.7.7", host: "any.example", port: 9000) == .allowed)
        #expect(try verdict(policy, "169.254.169.254", host: "any.example", port: 9000) != .allowed)
        #expect(try verdict(policy, "127.0.0.1", host: "any.example", port: 22) != .allowed)
    }

    @Test(arguments: [
        "", ":9000", "a:b:c", "::1:9000x", "host:0", "host:65536", "host:", "host:+1", "10.0.0.1/8", "10.0.0.0/33",
        "10.0.0.0/", "10.0/8", "10.0.0.0/8/8", "fe80::/129", "[::1", "::1]:80", "[10.0.0.1]:80", "exa mple:80",
        "ex\u{e4}mple:80", "localhost", "localhost.", "127.1:80", "2130706433:80", "..", "a..b:80",
        "host/24", "::ffff:10.0.0.0/104", "http://host", "a\0b:80", "1.2.3.4\0:80",
    ])
    func `a bad entry is refused with its text`(_ entry: String) throws {
        let error = #expect(throws: AddressPolicyError.self) { try AddressPolicy(allowing: [entry]) }
        #expect(error?.description.hasPrefix("'\(entry)': ") == true)
    }

    @Test func `addresses are written as usual`() {
        #expect(IPAddress("192.168.0.10")?.text == "192.168.0.10")
        #expect(IPAddress("2001:DB8:0:0:0:0:0:1")?.text == "2001:db8::1")
        #expect(IPAddress("0177.0.0.1") == nil)
        #expect(IPAddress("1.2.3") == nil)
    }

    private func verdict(
        _ policy: AddressPolicy,
        _ peer: String,
        host: String = "receiver.example",
        port: UInt16 = 443
    ) throws -> AddressPolicy.Verdict {
        policy.verdict(host: host, port: port, peer: try #require(IPAddress(peer)), use: .web)
    }
}
