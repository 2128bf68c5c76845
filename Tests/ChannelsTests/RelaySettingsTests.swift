@testable import Channels
import Curl
import Foundation
import Testing
import TestSupport

/// What the settings of a relay may be, and what is said of the others.
@Suite struct RelaySettingsTests {
    @Test(arguments: [
        ("Tocsin <t@x.example>", "Tocsin"), (#""Town, Duty" <t@x.example>"#, "Town, Duty"),
        (#"  "Town \"A\" \\ B"  < t@x.example > "#, #"Town "A" \ B"#), ("\"\" <t@x.example>", "Tocsin"),
        ("t@x.example", "Tocsin"), (#"The "Town" <t@x.example>"#, #"The "Town""#), (#""值班室" <t@x.example>"#, "值班室"),
        (#""A" "B" <t@x.example>"#, #""A" "B""#),
    ])
    func `the marks around a sender's name are no part of it`(_ written: String, _ name: String) {
        let sender = RelaySettings.sender(written)
        #expect(sender.name == name && sender.address == "t@x.example")
    }

    @Test(arguments: [
        ("smtp://relay.town.example", "relay.town.example:25", false),
        ("smtps://relay.town.example", "relay.town.example:465", true),
        ("SMTP://Relay.town.example:587/", "Relay.town.example:587", false),
        ("smtp://relay.town.example.:2525", "relay.town.example:2525", false),
        ("smtp://mail_relay:1", "mail_relay:1", false), ("smtp://10.1.0.25:65535", "10.1.0.25:65535", false),
        ("smtp://[::1]:2525", "[::1]:2525", false), ("smtps://[2001:DB8::25]", "[2001:db8::25]:465", true),
        ("smtp://[::ffff:127.0.0.1]:25", "[::ffff:127.0.0.1]:25", false),
        ("smtp://xn--fiq228c.example", "xn--fiq228c.example:25", false),
    ])
    func `a host and a port are read`(_ url: String, _ place: String, _ isImplicit: Bool) throws {
        let address = try RelayAddress(url)
        #expect(address.description == place && address.isImplicit == isImplicit)
        let settings = try relay(url, isImplicit ? .implicit : .required)
        #expect(settings.url == "\(isImplicit ? "smtps" : "smtp")://\(place)/tocsin.town.example")
    }

    @Test(arguments: [
        ("smtp://127.0.0.1:70000", "the port '70000': a port is a number from 1 to 65535"),
        ("smtp://127.0.0.1:0", "the port '0'"),
        ("smtp://127.0.0.1:65536", "the port '65536'"), ("smtp://relay.example:99999999999999999999", "1 to 65535"),
        ("smtp://relay.example:abc", "the port 'abc'"), ("smtp://relay.example:+25", "the port '+25'"),
        ("smtp://relay.example:-1", "1 to 65535"),
        ("smtp://relay.example:", "the port ''"), ("smtp://[::1]:", "the port ''"),
        ("smtp://[::1]:70000", "the port '70000'"),
        ("smtp://[::1]25", "behind the host"), ("smtp://[::1", "not closed"), ("smtp://::1", "in brackets"),
        ("smtp://::1:25", "in brackets"),
        ("smtp://[fe80::1%25eth0]:25", "a zone"), ("smtp://[127.0.0.1]:25", "no IPv6 address"),
        ("smtp://[]", "no IPv6 address"),
        ("smtp://", "has no host"), ("smtp://:25", "has no host"), ("smtp:///", "has no host"),
        ("relay.example:25", "is not smtp://HOST"), ("http://relay.example", "is not smtp://HOST"),
        ("", "is not smtp://HOST"),
        ("smtp:/relay.example", "is not smtp://HOST"), ("smtp://relay.example/path", "has a path"),
        ("smtp://relay.example//", "has a path"),
        ("smtp://relay.example?tls=no", "query"), ("smtp://relay.example#x", "fragment"),
        ("smtp://relay.example, other.example", "has a space"),
        ("smtp://火.example", "xn--"), ("smtp://relay.example\u{0}", "beyond ASCII"),
    ])
    func `what is no relay is refused with what is wrong`(_ url: String, _ words: String) {
        #expect { try RelayAddress(url) } throws: { ("\($0)").contains(words) }
    }

    @Test(arguments: [
        "smtp://lin:geheim@relay.example", "smtp://lin%40x:geheim@relay.example:587",
        "smtp://lin:ge/heim@relay.example",
    ])
    func `a URL with a password is refused without repeating it`(_ url: String) {
        #expect { try RelayAddress(url) } throws: { ("\($0)").contains("--smtp-user") && !("\($0)").contains("heim") }
    }

    @Test(arguments: ["smtp://127.1", "smtp://0x7f.1", "smtp://a..example", "smtp://a!b"])
    func `a host that is none is refused`(_ url: String) {
        #expect(throws: RelaySettingsError.self) { try relay(url) }
    }

    private func relay(
        _ url: String = "smtp://relay.town.example",
        _ security: RelaySecurity = .required,
        user: String? = nil,
        password: String? = nil,
        from: String = "tocsin@town.example",
        hello: String = "tocsin.town.example",
        identity: MailRequest.Identity? = nil
    ) throws -> RelaySettings {
        try RelaySettings(
            address: RelayAddress(url),
            security: security,
            user: user,
            password: password,
            from: from,
            fromName: "",
            ehloName: hello,
            identity: identity
        )
    }

    @Test func `sender and own name must be usable`() {
        #expect(throws: RelaySettingsError.self) { try relay(from: "nobody") }
        for name in ["c example", "", "[127.0.0.1", "[::1]", "[IPv6:127.0.0.1]", "[IPv6:fe80::1%eth0]", "[a.example]"] {
            #expect(throws: RelaySettingsError.self, "\(name)") { try relay(hello: name) }
        }
    }

    @Test func `a machine without a name says its address`() throws {
        #expect(try relay(hello: "[192.0.2.1]").url.hasSuffix("/%5B192.0.2.1%5D"))
        #expect(try relay(hello: "[IPv6:2001:db8::1]").url.hasSuffix("/%5BIPv6:2001:db8::1%5D"))
    }

    @Test(
        arguments: [
            ("tocsin", nil), (nil, "x"), ("", "x"), ("tocsin", ""), ("tocsin", "a\nb"), ("a\u{0}", "x"),
            ("tocsin", String(repeating: "x", count: 5000)),
        ] as [(String?, String?)]
    )
    func `user and password are both there and can be sent`(_ user: String?, _ password: String?) {
        #expect(throws: RelaySettingsError.self) { try relay(user: user, password: password) }
    }

    @Test func `a password goes in the clear to this machine alone, a certificate not at all`() throws {
        for url in ["smtp://localhost", "smtp://127.0.0.1:2525", "smtp://127.3.2.1", "smtp://[::1]"] {
            #expect(try relay(url, .none, user: "a", password: "b").credentials != nil)
        }
        for url in ["smtp://relay.example", "smtp://10.0.0.1", "smtp://[fd00::1]"] {
            #expect(throws: RelaySettingsError.self) { try relay(url, .none, user: "a", password: "b") }
        }
        let identity = MailRequest.Identity(certificateFile: "a", keyFile: "b")
        #expect(throws: RelaySettingsError.self) { try relay("smtp://localhost", .none, identity: identity) }
        #expect(try relay(identity: identity).identity == identity)
    }

    @Test func `the files of a certificate are looked at`() throws {
        let certificate = "-----BEGIN CERTIFICATE-----\neA==\n-----END CERTIFICATE-----\n"
        for kind in ["", "RSA ", "EC "] {
            let key = "-----BEGIN \(kind)PRIVATE KEY-----\neA==\n-----END \(kind)PRIVATE KEY-----\n"
            let checked = try checked(certificate, key)
            #expect(checked == MailRequest.Identity(certificateFile: "c.pem", keyFile: "k.pem"))
        }
        #expect { try checked("", "-----BEGIN PRIVATE KEY-----") } throws: {
            "\($0)".contains("c.pem has no certificate")
        }
        #expect { try checked(certificate, certificate) } throws: { "\($0)".contains("k.pem has no key") }
        for key in [
            "-----BEGIN ENCRYPTED PRIVATE KEY-----", "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n",
        ] {
            #expect { try checked(certificate, key) } throws: { "\($0)".contains("passphrase") }
        }
        let alone = RelayIdentity.File(path: "c.pem", text: certificate)
        #expect { try RelayIdentity.checked(certificate: alone, key: alone) } throws: {
            "\($0)".contains("--smtp-client-key")
        }
    }

    @Test(arguments: [
        ["rsa:2048"], ["ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"],
        ["ec", "-pkeyopt", "ec_paramgen_curve:secp384r1"],
        ["ec", "-pkeyopt", "ec_paramgen_curve:secp521r1"], ["ed25519"],
    ])
    func `a certificate and a key that do not belong together are told apart before the first mail`(kind: [String])
        throws
    {
        let (one, other) = (try pair(kind), try pair(kind))
        let good = try checked(one.certificate, one.key)
        #expect(good == MailRequest.Identity(certificateFile: "c.pem", keyFile: "k.pem"))
        if kind != ["ed25519"] {
            let old = try checked(one.certificate, try openssl(["pkey", "-traditional"], one.key))
            #expect(old == good)
        }
        _ = try checked(one.certificate + other.certificate, one.key)
        #expect { try checked(one.certificate, other.key) } throws: {
            "\($0)".contains("k.pem has the key of another certificate than c.pem")
        }
        #expect { try checked(other.certificate + one.certificate, one.key) } throws: {
            "\($0)".contains("another certificate")
        }
        #expect { try checked(one.key, one.certificate) } throws: {
            "\($0)".contains("c.pem has the key and k.pem the certificate: exchange")
        }
        let both = RelayIdentity.File(path: "c.pem", text: one.key + other.certificate)
        #expect { try RelayIdentity.checked(certificate: both, key: both) } throws: {
            "\($0)".contains("a key that its first certificate does not belong to")
        }
        let sound = RelayIdentity.File(path: "c.pem", text: one.key + one.certificate)
        _ = try RelayIdentity.checked(certificate: sound, key: sound)
        let cut = one.key.split(separator: "\n").dropLast().joined(separator: "\n")
        #expect { try checked(one.certificate, cut) } throws: { "\($0)".contains("k.pem is damaged") }
        let torn = one.certificate.replacing("MII", with: "M!I")
        if torn != one.certificate {
            #expect { try checked(torn, one.key) } throws: { "\($0)".contains("c.pem is damaged") }
        }
    }

    private func pair(_ kind: [String]) throws -> (certificate: String, key: String) {
        let request =
            ["req", "-x509", "-newkey"] + kind + [
                "-nodes", "-days", "2", "-subj", "/CN=a", "-keyout", "-", "-out", "-",
            ]
        let text = try openssl(request, "")
        let start = try #require(text.firstRange(of: "-----BEGIN CERTIFICATE-----")).lowerBound
        return (String(text[start...]), String(text[..<start]))
    }

    private func openssl(_ arguments: [String], _ input: String) throws -> String {
        let process = Process()
        let (output, feed) = (Pipe(), Pipe())
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["openssl"] + arguments
        process.standardOutput = output
        process.standardInput = feed
        process.standardError = FileHandle.nullDevice
        try process.run()
        try feed.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try feed.fileHandleForWriting.close()
        let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return text
    }

    private func checked(_ certificate: String, _ key: String) throws -> MailRequest.Identity {
        try RelayIdentity.checked(
            certificate: RelayIdentity.File(path: "c.pem", text: certificate),
            key: RelayIdentity.File(path: "k.pem", text: key)
        )
    }
}
