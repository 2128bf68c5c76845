@testable import Channels
import Curl
import Dispatching
import Escalation
import Foundation
import Logging
import Messages
import Testing

/// Relays as they are: slow, particular about who we are, and tired of a connection.
@Suite(.timeLimit(.minutes(2))) struct RelayTests {
    private let address = Example.address("email", ["to": "lin.yue@town.example"])
    private static let accepted = AttemptOutcome.accepted(evidence: "250 2.0.0 Ok: queued as 4F2K9")

    /// Sends mails one after the other; the outcome of the last.
    private func outcome(
        _ settings: RelaySettings,
        mails: Int = 1,
        timeout: TimeSpan = .seconds(30),
        pause: Duration = .zero,
        logger: Logger? = nil
    ) async throws -> AttemptOutcome {
        let running = try Running(settings, timeout: timeout, logger: logger)
        var last = AttemptOutcome.accepted(evidence: "")
        for number in 1...mails {
            if number > 1 { try await Task.sleep(for: pause) }
            last = try await running.channel.outcome(Example.delivery(number, address))
        }
        return last
    }

    // MARK: Slow ones

    @Test func `greeting, EHLO, STARTTLS and AUTH may each take their time`() async throws {
        let relay = try FakeRelay {
            $0.starttls = true
            $0.auth = true
            $0.delays = [
                "greeting": 2, "EHLO": 1.5, "STARTTLS": 2, "AUTH": 2, "MAIL": 1, "RCPT": 1, "DATA": 1, "dot": 1,
            ]
        }
        #expect(try await outcome(relay.settings(.required, user: "tocsin")) == Self.accepted)
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
        let result = try await outcome(
            relay.settings(.required, user: "tocsin"),
            timeout: .seconds(2),
            logger: lines.logger
        )
        #expect(result.isTemporary && result.words.contains("\(words) within the 2 s of an attempt"), "\(result)")
        #expect(lines.all.isEmpty, "\(lines.all)")
    }

    @Test func `one that takes long with the mail itself leaves it unknown`() async throws {
        let relay = try FakeRelay { $0.delays = ["dot": 60] }
        let result = try await outcome(relay.settings(), timeout: .seconds(2))
        #expect(result.isUnknown && result.words.contains("no answer to the mail within the 2 s"), "\(result)")
    }

    @Test func `a refusal is told at once, though QUIT is not answered`() async throws {
        for step in ["RCPT", "dot"] {
            let relay = try FakeRelay { $0.replies = [step: "550 5.1.1 no", "QUIT": "silence"] }
            let started = ContinuousClock.now
            let result = try await outcome(relay.settings(), timeout: .seconds(100))
            #expect(result.isPermanent && started.duration(to: .now) < .seconds(70), "\(result)")
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
            #expect(try await outcome(relay.settings(user: user, password: password)) == Self.accepted)
            let log = try relay.log()
            #expect(log.contains(pattern.replacing("%", with: user) + password), "\(log)")
        }
    }

    @Test(arguments: ["starttls", "StartTLS"])
    func `TLS that is offered in small letters is used`(_ offer: String) async throws {
        for security in [RelaySecurity.opportunistic, .required] {
            let relay = try FakeRelay { $0.offers = [offer] }
            #expect(try await outcome(relay.settings(security)) == Self.accepted)
            #expect(try relay.log().contains { $0.hasPrefix("[TLS]") })
        }
    }

    @Test func `one that takes no readable password gets a hidden one, each mail over the kept connection`()
        async throws
    {
        let relay = try FakeRelay { $0.offers = ["AUTH GSSAPI CRAM-MD5"] }
        #expect(try await outcome(relay.settings(user: "TOWN\\duty"), mails: 3) == Self.accepted)
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
        let result = try await outcome(relay.settings(user: "duty@town.example"), logger: lines.logger)
        #expect(result.isTemporary && result.words.contains(words), "\(result)")
        #expect(lines.all.contains { $0.hasPrefix("critical no e-mail gets out") }, "\(lines.all)")
        #expect(try !relay.log().contains { $0.hasPrefix("MAIL") })
    }

    // MARK: Kept connections

    @Test(
        arguments: ["MAIL", "RCPT", "DATA", "dot"],
        ["421 4.7.0 too many messages", "503 5.5.1 again", "530 5.7.0 authenticate"]
    )
    func `what is the session's fault is tried over a new connection at once`(_ step: String, _ reply: String)
        async throws
    {
        for ends in [false, true] {
            let relay = try FakeRelay {
                $0.kept = [step: reply]
                $0.ends = ends
            }
            #expect(try await outcome(relay.settings(), mails: 2) == Self.accepted)
            #expect(try relay.opened() == 2)
        }
    }

    @Test(arguments: ["452 4.5.3 too many", "450 4.7.1 slow down", "550 5.7.1 no more", "250-x"])
    func `so is any refusal to begin another mail`(_ reply: String) async throws {
        let relay = try FakeRelay {
            $0.kept = ["MAIL": reply]
            $0.ends = true
        }
        #expect(try await outcome(relay.settings(), mails: 2) == Self.accepted)
        #expect(try relay.opened() == 2)
    }

    @Test(arguments: [("MAIL", "what?"), ("RCPT", "451 4.3.0 too much in this session")])
    func `nor is one on which the relay has lost the thread`(_ step: String, _ reply: String) async throws {
        let relay = try FakeRelay { $0.kept = [step: reply] }
        let started = ContinuousClock.now
        #expect(try await outcome(relay.settings(), mails: 2) == Self.accepted)
        #expect(try relay.opened() == 2)
        #expect(started.duration(to: .now) < .seconds(25))
    }

    @Test func `a mechanism that is refused gives way to the other`() async throws {
        let relay = try FakeRelay {
            $0.offers = ["AUTH PLAIN LOGIN"]
            $0.replies = ["AUTH": "504 5.5.4 not this one"]
        }
        let result = try await outcome(relay.settings(user: "duty"))
        #expect(result.isTemporary && result.words.contains("does not take the way"), "\(result)")
        #expect(try relay.log().contains { $0.hasPrefix("[LOGIN]") })
    }

    @Test(arguments: ["MAIL", "RCPT", "DATA"])
    func `a kept connection that is reset is none`(_ step: String) async throws {
        let relay = try FakeRelay { $0.kept = [step: "reset"] }
        #expect(try await outcome(relay.settings(), mails: 3) == Self.accepted)
        #expect(try relay.opened() == 3)
    }

    @Test(arguments: ["", "421 4.4.2 idle for too long\r\n"])
    func `nor is one that the relay ended meanwhile`(_ word: String) async throws {
        let relay = try FakeRelay { $0.idle = word }
        #expect(try await outcome(relay.settings(), mails: 3, pause: .milliseconds(400)) == Self.accepted)
        #expect(try relay.opened() == 3)
    }

    @Test(arguments: [
        ("RCPT", "550 5.1.1 no such user", true), ("RCPT", "451 4.7.1 greylisted", false),
        ("dot", "554 5.7.1 spam", true),
    ])
    func `a refusal of the mail itself is none of the connection's`(
        _ step: String,
        _ reply: String,
        _ isFinal: Bool
    ) async throws {
        let relay = try FakeRelay { $0.kept = [step: reply] }
        let result = try await outcome(relay.settings(), mails: 2)
        #expect(result.isPermanent == isFinal && result.words.contains(reply), "\(result)")
        #expect(try relay.opened() == 1)
    }

    @Test func `a new connection is opened once for an attempt`() async throws {
        let relay = try FakeRelay {
            $0.kept = ["MAIL": "421 4.7.0 closing"]
            $0.replies = ["RCPT": "421 4.7.0 closing"]
        }
        let running = try Running(relay.settings())
        for number in 1...3 {
            let result = try await running.channel.outcome(Example.delivery(number, address))
            #expect(result.isTemporary)
        }
        #expect(try relay.opened() == 3)
    }

    @Test func `after the dot a lost kept connection leaves the mail unknown`() async throws {
        let relay = try FakeRelay { $0.kept = ["dot": "reset"] }
        #expect(try await outcome(relay.settings(), mails: 2).isUnknown)
        #expect(try relay.opened() == 1)
    }

    @Test func `a relay that takes few connections gets all mails over those`() async throws {
        let relay = try FakeRelay {
            $0.limit = 2
            $0.delays = ["dot": 0.02]
        }
        let running = try Running(relay.settings())
        let outcomes = await running.channel.outcomes((0..<120).map { Example.delivery($0, address) })
        #expect(
            outcomes.count == 120 && outcomes.values.allSatisfy(\.isAccepted),
            "\(outcomes.values.filter { !$0.isAccepted }.prefix(2))"
        )
    }

    @Test func `one that refuses every connection is asked four times at most for a mail`() async throws {
        let relay = try FakeRelay {
            $0.replies = ["greeting": "421 4.3.2 not now"]
            $0.delays = ["greeting": 0.1]
        }
        let running = try Running(relay.settings())
        let outcomes = await running.channel.outcomes((0..<60).map { Example.delivery($0, address) })
        #expect(outcomes.count == 60 && outcomes.values.allSatisfy { $0.isTemporary && $0.words.contains("421 4.3.2") })
        let opened = try relay.opened()
        #expect((60...240).contains(opened), "\(opened)")
    }

    // MARK: The way there

    @Test(arguments: [RelaySecurity.none, .required])
    func `one with an IPv6 address alone is reached`(_ security: RelaySecurity) async throws {
        let relay = try FakeRelay {
            $0.version6 = true
            $0.starttls = true
        }
        #expect(try await outcome(relay.settings(security, host: "[::1]")) == Self.accepted)
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
        #expect(try await outcome(relay.settings(security, identity: ours), mails: 2) == Self.accepted)
        if !isImplicit { #expect(try relay.log().contains("[TLS] tocsin.town.example")) }
        let wrongKey = MailRequest.Identity(certificateFile: files.clientFile, keyFile: files.strangerFile)
        let gone = MailRequest.Identity(certificateFile: "/nowhere.pem", keyFile: "/nowhere.pem")
        for identity in [wrongKey, gone] {
            let lines = LogLines()
            let result = try await outcome(relay.settings(security, identity: identity), logger: lines.logger)
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
        #expect(try await outcome(relay.settings()) == Self.accepted)
    }

    @Test(arguments: [
        ["dot": "252 taken"], ["dot": "200 taken"], ["dot": "299-so\n299 taken"], ["MAIL": "252 taken"],
        ["RCPT": "299 taken"], ["DATA": "350 taken"], ["DATA": "399-so\n399 taken", "dot": "201 taken"],
    ])
    func `the first digit of a reply decides`(_ replies: [String: String]) async throws {
        let relay = try FakeRelay { $0.replies = replies }
        let outcome = try await outcome(relay.settings())
        #expect(outcome.isAccepted, "\(outcome)")
        let evidence = replies["dot"].map { String($0.prefix(3)) } ?? "250"
        #expect(outcome.words.hasPrefix(evidence), "what is kept is what the relay said: \(outcome)")
    }
}
