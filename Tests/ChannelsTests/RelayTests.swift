@testable import Channels
import Curl
import Dispatching
import Escalation
import Foundation
import Logging
import Messages
import Testing

/// Relays as they are: slow, particular about who we are, and about the way there.
@Suite(.timeLimit(.minutes(10))) struct RelayTests {
    private static let accepted = RelayMails.accepted

    // MARK: Slow ones

    @Test func `greeting, EHLO, STARTTLS and AUTH may each take their time`() async throws {
        let relay = try FakeRelay {
            $0.starttls = true
            $0.auth = true
            $0.delays = [
                "greeting": 2, "EHLO": 1.5, "STARTTLS": 2, "AUTH": 2, "MAIL": 1, "RCPT": 1, "DATA": 1, "dot": 1,
            ]
        }
        #expect(try await RelayMails.outcome(relay.settings(.required, user: "tocsin")) == Self.accepted)
        #expect(try relay.opened() == 1)
    }

    @Test(arguments: [
        ("greeting", "no greeting"), ("EHLO", "no answer to EHLO"), ("STARTTLS", "no answer to STARTTLS"),
        ("AUTH", "no answer to AUTH"), ("MAIL", "no answer to MAIL"), ("RCPT", "no answer to RCPT"),
        ("DATA", "no answer to DATA"),
    ])
    func `a relay slower than an attempt is tried again, and what it did not say is told`(
        _ step: String,
        _ words: String
    ) async throws {
        let relay = try FakeRelay {
            $0.starttls = true
            $0.auth = true
            $0.delays = [step: 60]
        }
        let lines = LogLines()
        let result = try await RelayMails.outcome(
            relay.settings(.required, user: "tocsin"),
            timeout: .seconds(15),
            logger: lines.logger
        )
        #expect(result.isTemporary && result.words.contains("\(words) within the 15 s of an attempt"), "\(result)")
        #expect(lines.all.isEmpty, "\(lines.all)")
    }

    @Test func `one that takes long with the mail itself leaves it unknown`() async throws {
        let relay = try FakeRelay { $0.delays = ["dot": 60] }
        let result = try await RelayMails.outcome(relay.settings(), timeout: .seconds(15))
        #expect(result.isUnknown && result.words.contains("no answer to the mail within the 15 s"), "\(result)")
    }

    @Test func `a refusal is told at once, though QUIT is not answered`() async throws {
        for step in ["RCPT", "dot"] {
            let relay = try FakeRelay { $0.replies = [step: "550 5.1.1 no", "QUIT": "silence"] }
            let started = ContinuousClock.now
            let result = try await RelayMails.outcome(relay.settings(), timeout: .seconds(300))
            #expect(result.isPermanent && started.duration(to: .now) < .seconds(200), "\(result)")
        }
    }

    // MARK: Who we are

    @Test(arguments: [
        (["AUTH GSSAPI NTLM DIGEST-MD5 CRAM-MD5 PLAIN LOGIN"], "[PLAIN] |%|"), (["AUTH LOGIN"], "[LOGIN] %|"),
        (["AUTH PLAIN"], "[PLAIN] |%|"), (["AUTH GSSAPI LOGIN XOAUTH2"], "[LOGIN] %|"),
        (["SIZE 1000000", "AUTH SCRAM-SHA-256 PLAIN", "8BITMIME"], "[PLAIN] |%|"),
        (["AUTH=LOGIN PLAIN", "AUTH LOGIN PLAIN"], "[PLAIN] |%|"),
        (["auth plain login"], "[PLAIN] |%|"), (["AUTH=LOGIN"], "[LOGIN] %|"), (["Auth\tLogin"], "[LOGIN] %|"),
    ])
    func `user and password are shown as they are, whatever else is offered and is in them`(
        _ offers: [String],
        _ pattern: String
    ) async throws {
        let users = ["duty@town.example", "TOWN\\duty", "duty/admin@TOWN", "a;AUTH=NTLM", "a:b%41", "值班", " duty "]
        for (number, user) in users.enumerated() {
            let relay = try FakeRelay { $0.offers = offers }
            let password = ["p@\\/;:%41", "密码 é", " x "][number % 3]
            #expect(try await RelayMails.outcome(relay.settings(user: user, password: password)) == Self.accepted)
            let log = try relay.log()
            #expect(log.contains(pattern.replacing("%", with: user) + password), "\(log)")
        }
    }

    @Test(
        arguments: [
            ["AUTH LOGIN"], ["AUTH PLAIN"], ["AUTH LOGIN PLAIN"], ["AUTH XOAUTH2 LOGIN"],
            ["AUTH LOGIN", "AUTH CRAM-MD5"],
        ],
        [false, true]
    )
    func `a relay that passes over what comes with AUTH is told the user first, and the password in no other place`(
        _ offers: [String],
        _ isSecured: Bool
    ) async throws {
        let relay = try FakeRelay { behaviour in
            behaviour.offers = offers
            behaviour.passesOver = true
            behaviour.starttls = isSecured
        }
        let settings = try relay.settings(isSecured ? .required : .none, user: "duty", password: "secret-word")
        #expect(try await RelayMails.outcome(settings) == Self.accepted)
        let log = try relay.log()
        let told = log.filter { $0.contains("secret-word") || $0.hasPrefix("[LOGIN]") || $0.hasPrefix("[PLAIN]") }
        #expect(told.allSatisfy { $0 == "[LOGIN] duty|secret-word" || $0 == "[PLAIN] |duty|secret-word" }, "\(log)")
        #expect(!told.isEmpty || offers.count > 1, "\(log)")
    }

    @Test(arguments: ["starttls", "StartTLS"])
    func `TLS that is offered in small letters is used`(_ offer: String) async throws {
        for security in [RelaySecurity.opportunistic, .required] {
            let relay = try FakeRelay { $0.offers = [offer] }
            #expect(try await RelayMails.outcome(relay.settings(security)) == Self.accepted)
            #expect(try relay.log().contains { $0.hasPrefix("[TLS]") })
        }
    }

    @Test(
        arguments: ["454 4.7.0 TLS not available", "554 5.7.3 no", "500 5.5.1 unknown"],
        [RelaySecurity.opportunistic, .required]
    )
    func `TLS that is offered and not begun lets no mail go in the clear`(_ reply: String, _ security: RelaySecurity)
        async throws
    {
        let relay = try FakeRelay { behaviour in
            behaviour.starttls = true
            behaviour.replies = ["STARTTLS": reply]
        }
        let result = try await RelayMails.outcome(relay.settings(security))
        #expect(result.isTemporary && result.words.contains(reply), "\(result)")
        #expect(try !relay.log().contains { $0.hasPrefix("MAIL") })
    }

    @Test func `a relay without TLS takes mail in the clear where that is allowed, and the log says so once`()
        async throws
    {
        let (lines, quiet) = (LogLines(), LogLines())
        let open = try FakeRelay()
        let running = try Running(open.settings(.opportunistic), logger: lines.logger)
        for number in 1...2 {
            let address = Address(name: "email", channel: "email", destination: "a", settings: ["to": "a@town.example"])
            let outcomes = await running.channel.outcomes([Example.delivery(number, address)])
            #expect(outcomes.values.allSatisfy { $0 == Self.accepted }, "\(outcomes)")
        }
        #expect(
            lines.all.count == 1 && lines.all[0].hasPrefix("warning mail goes to the relay without TLS"),
            "\(lines.all)"
        )
        let secure = try FakeRelay { $0.starttls = true }
        let other = try Running(secure.settings(.opportunistic), logger: quiet.logger)
        let address = Address(name: "email", channel: "email", destination: "a", settings: ["to": "a@town.example"])
        #expect(await other.channel.outcomes([Example.delivery(1, address)]).values.allSatisfy { $0 == Self.accepted })
        #expect(quiet.all.isEmpty, "\(quiet.all)")
    }

    @Test func `one that takes no readable password gets a hidden one, each mail over the kept connection`()
        async throws
    {
        let relay = try FakeRelay { $0.offers = ["AUTH GSSAPI CRAM-MD5"] }
        #expect(try await RelayMails.outcome(relay.settings(user: "TOWN\\duty"), mails: 3) == Self.accepted)
        #expect(try relay.log().filter { $0.hasPrefix("[") } == ["[CRAM-MD5] TOWN\\duty"])
        #expect(try relay.opened() == 2)
    }

    @Test(arguments: [
        (["AUTH GSSAPI NTLM"], "it offers GSSAPI, NTLM; we have PLAIN"),
        (["AUTH XOAUTH2"], "it offers XOAUTH2; we have PLAIN"),
        (["SIZE 10"], "offers no AUTH"),
    ])
    func `one that takes nothing we have is a fault of the set-up, with what it takes`(
        _ offers: [String],
        _ words: String
    ) async throws {
        let relay = try FakeRelay { $0.offers = offers }
        let lines = LogLines()
        let result = try await RelayMails.outcome(relay.settings(user: "duty@town.example"), logger: lines.logger)
        #expect(result.isTemporary && result.words.contains(words), "\(result)")
        #expect(lines.all.contains { $0.hasPrefix("critical no e-mail gets out") }, "\(lines.all)")
        #expect(try !relay.log().contains { $0.hasPrefix("MAIL") })
    }

    // MARK: The way there

    @Test(arguments: [RelaySecurity.none, .required])
    func `one with an IPv6 address alone is reached`(_ security: RelaySecurity) async throws {
        let relay = try FakeRelay {
            $0.version6 = true
            $0.starttls = true
        }
        #expect(try await RelayMails.outcome(relay.settings(security, host: "[::1]")) == Self.accepted)
    }

    @Test(arguments: [false, true])
    func `one that wants a certificate gets ours, and one that cannot be used is a fault of the set-up`(
        _ isImplicit: Bool
    )
        async throws
    {
        let relay = try FakeRelay {
            $0.starttls = true
            $0.implicit = isImplicit
            $0.wantsCertificate = true
        }
        let security = isImplicit ? RelaySecurity.implicit : .required
        let files = try FakeServers.shared.get().certificate
        let ours = MailRequest.Identity(certificateFile: files.clientFile, keyFile: files.clientKeyFile)
        #expect(try await RelayMails.outcome(relay.settings(security, identity: ours), mails: 2) == Self.accepted)
        if !isImplicit { #expect(try relay.log().contains("[TLS] tocsin.town.example")) }
        let wrongKey = MailRequest.Identity(certificateFile: files.clientFile, keyFile: files.strangerFile)
        let gone = MailRequest.Identity(certificateFile: "/nowhere.pem", keyFile: "/nowhere.pem")
        for identity in [wrongKey, gone] {
            let lines = LogLines()
            let result = try await RelayMails.outcome(
                relay.settings(security, identity: identity),
                logger: lines.logger
            )
            #expect(result.isTemporary && result.words.contains("no trusted connection"), "\(result)")
            #expect(lines.all.contains { $0.hasPrefix("critical no e-mail gets out") }, "\(lines.all)")
        }
    }

    @Test(arguments: [
        ["greeting": "220-fake\n220-welcome\n220 ready"], ["EHLO": "250-fake  \n250-\n250-  SIZE\n250"],
        ["EHLO": "502 5.5.1 what", "HELO": "250 fake"],
        ["MAIL": "250"], ["RCPT": "251 will forward"], ["DATA": "354"], ["RCPT": "250-2.1.5 a\n250 2.1.5 b"],
    ])
    func `odd but right answers are understood`(_ replies: [String: String]) async throws {
        let relay = try FakeRelay { $0.replies = replies }
        #expect(try await RelayMails.outcome(relay.settings()) == Self.accepted)
    }

    @Test(arguments: [
        ["dot": "252 taken"], ["dot": "200 taken"], ["dot": "299-so\n299 taken"], ["MAIL": "252 taken"],
        ["RCPT": "299 taken"], ["DATA": "350 taken"], ["DATA": "399-so\n399 taken", "dot": "201 taken"],
    ])
    func `the first digit of a reply decides`(_ replies: [String: String]) async throws {
        let relay = try FakeRelay { $0.replies = replies }
        let outcome = try await RelayMails.outcome(relay.settings())
        #expect(outcome.isAccepted, "\(outcome)")
        let evidence = replies["dot"].map { String($0.prefix(3)) } ?? "250"
        #expect(outcome.words.hasPrefix(evidence), "what is kept is what the relay said: \(outcome)")
    }
}
