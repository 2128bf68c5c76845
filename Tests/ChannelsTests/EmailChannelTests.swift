@testable import Channels
import Curl
import Dispatching
import Escalation
import Foundation
import Logging
import Messages
import Synchronization
import Testing

/// Mail against a relay that answers as it is told.
@Suite(.timeLimit(.minutes(10))) struct EmailChannelTests {
    private let address = Example.address("email", ["to": "lin.yue@town.example"])

    private func outcome(
        _ settings: RelaySettings?,
        to address: Address? = nil,
        timeout: TimeSpan = .seconds(120),
        logger: Logger? = nil
    ) async throws -> AttemptOutcome {
        let running = try Running(settings, timeout: timeout, logger: logger)
        return try await running.channel.outcome(Example.delivery(1, address ?? self.address))
    }

    @Test func `an accepted mail keeps the relay's words`() async throws {
        let relay = try FakeRelay()
        #expect(try await outcome(relay.settings()) == .accepted(evidence: .reply(250, "2.0.0 Ok: queued as 4F2K9")))
        let log = try relay.log()
        #expect(log.starts(with: ["EHLO tocsin.town.example", "MAIL FROM:<tocsin@town.example>"]))
        #expect(log.filter { $0.hasPrefix("RCPT") } == ["RCPT TO:<lin.yue@town.example>"])
    }

    @Test func `without a relay a mail fails for good`() async throws {
        let running = try Running(nil as RelaySettings?)
        let outcome = try await running.channel.outcome(Example.delivery(1, address))
        #expect(outcome == .permanent(reason: Evidence(.mail(.noRelay, code: nil))))
    }

    @Test(arguments: ["", "nobody", "a@b.example>\r\nRCPT TO:<evil@x.example"])
    func `an address that is none never reaches the relay`(_ to: String) async throws {
        let relay = try FakeRelay()
        let result = try await outcome(relay.settings(), to: Example.address("email", ["to": to]))
        #expect(result.isPermanent)
        #expect(try relay.log().isEmpty)
    }

    @Test(
        arguments: ["greeting", "EHLO", "MAIL", "RCPT", "DATA", "dot"],
        ["421 4.3.2 busy", "450 4.2.0 later", "451 4.3.0 later"]
    )
    func `a temporary refusal at any step is tried again`(_ step: String, _ reply: String) async throws {
        let relay = try FakeRelay { $0.replies = [step: reply] }
        let result = try await outcome(relay.settings())
        #expect(result.isTemporary, "\(result)")
        #expect(result.words.contains(reply), "\(result)")
    }

    @Test(arguments: ["RCPT", "DATA", "dot"], ["550 5.1.1 no such user", "552 5.2.2 full", "554 5.6.0 refused"])
    func `a final refusal of the recipient or the mail is final`(_ step: String, _ reply: String) async throws {
        let relay = try FakeRelay { $0.replies = [step: reply] }
        let result = try await outcome(relay.settings())
        #expect(result.isPermanent, "\(result)")
        #expect(result.words.contains(reply), "\(result)")
    }

    @Test func `a reply of several lines is kept whole`() async throws {
        let relay = try FakeRelay { $0.replies = ["RCPT": "550-5.1.1 no such user\n550 5.1.1 ask the postmaster"] }
        let words = try await outcome(relay.settings()).words
        #expect(words.contains("550 5.1.1 no such user / 5.1.1 ask the postmaster"), "\(words)")
    }

    @Test(
        arguments: [
            (["greeting": "554 5.3.2 go away"], RelaySecurity.none, nil),
            (["EHLO": "550 5.7.1 no", "HELO": "550 no"], .none, nil),
            (["MAIL": "553 5.1.8 sender"], .none, nil), (["RCPT": "530 5.7.0 authenticate first"], .none, nil),
            (["RCPT": "553 5.7.1 <t@town.example>: Sender address rejected: not logged in"], .none, nil),
            (["RCPT": "504 5.5.2 <x>: Helo command rejected: need fully-qualified hostname"], .none, nil),
            (["STARTTLS": "554 5.7.3 no"], .required, nil), (["AUTH": "535 5.7.8 bad"], .required, "tocsin"),
        ] as [([String: String], RelaySecurity, String?)]
    )
    func `a refusal of our set-up is tried again, and said aloud`(
        _ replies: [String: String],
        _ security: RelaySecurity,
        _ user: String?
    ) async throws {
        let relay = try FakeRelay { behaviour in
            behaviour.replies = replies
            behaviour.starttls = true
            behaviour.auth = true
        }
        let lines = LogLines()
        let result = try await outcome(relay.settings(security, user: user), logger: lines.logger)
        #expect(result.isTemporary, "\(result)")
        #expect(lines.all.contains { $0.hasPrefix("critical no e-mail gets out") }, "\(lines.all)")
        #expect(lines.all.allSatisfy { !$0.contains("correct horse") } && !result.words.contains("correct horse"))
    }

    @Test(arguments: [
        ["STARTTLS": "454 4.7.0 TLS not now"], ["AUTH": "454 4.7.0 not now"], ["greeting": "421 4.3.2 busy"],
    ])
    func `a relay that is only busy is tried again without an alarm`(_ replies: [String: String]) async throws {
        let relay = try FakeRelay { behaviour in
            behaviour.replies = replies
            behaviour.starttls = true
            behaviour.auth = true
        }
        let lines = LogLines()
        let result = try await outcome(relay.settings(.required, user: "tocsin"), logger: lines.logger)
        #expect(result.isTemporary && lines.all.isEmpty, "\(result) \(lines.all)")
        #expect(replies.values.contains { result.words.contains($0) }, "\(result)")
    }

    @Test func `one alarm is enough for many mails`() async throws {
        let relay = try FakeRelay()
        let lines = LogLines()
        let running = try Running(relay.settings(.required), logger: lines.logger)
        let outcomes = await running.channel.outcomes((0..<50).map { Example.delivery($0, address) })
        #expect(outcomes.count == 50 && outcomes.values.allSatisfy(\.isTemporary))
        #expect(lines.all.count == 1, "\(lines.all)")
    }

    @Test func `a relay whose STARTTLS was stripped gets no mail and no password`() async throws {
        let relay = try FakeRelay { $0.auth = true }
        for security in [RelaySecurity.required, .opportunistic] {
            let lines = LogLines()
            let result = try await outcome(relay.settings(security, user: "tocsin"), logger: lines.logger)
            #expect(result.isTemporary && lines.all.count == 1, "\(result)")
        }
        #expect(try !relay.log().contains { $0.hasPrefix("AUTH") || $0.hasPrefix("MAIL") })
    }

    @Test func `a relay that wants no user where we have one is a fault of the set-up`() async throws {
        let relay = try FakeRelay { $0.starttls = true }
        let result = try await outcome(relay.settings(.required, user: "tocsin"))
        #expect(result.isTemporary, "\(result)")
        #expect(try !relay.log().contains { $0.hasPrefix("MAIL") })
    }

    @Test func `a certificate of an unknown authority is not trusted`() async throws {
        let relay = try FakeRelay { $0.starttls = true }
        let lines = LogLines()
        let result = try await outcome(relay.settings(.required, trusted: false), logger: lines.logger)
        #expect(result.isTemporary && lines.all.count == 1, "\(result)")
        #expect(try !relay.log().contains { $0.hasPrefix("MAIL") })
    }

    @Test(arguments: [RelaySecurity.required, .implicit])
    func `mail and password go through TLS`(_ security: RelaySecurity) async throws {
        let relay = try FakeRelay { behaviour in
            behaviour.starttls = true
            behaviour.auth = true
            behaviour.implicit = security == .implicit
        }
        let result = try await outcome(relay.settings(security, user: "tocsin"))
        #expect(result == .accepted(evidence: .reply(250, "2.0.0 Ok: queued as 4F2K9")))
        let log = try relay.log()
        let authentication = try #require(log.firstIndex { $0.hasPrefix("AUTH PLAIN") })
        #expect(security == .implicit || (log.firstIndex { $0.hasPrefix("[TLS]") } ?? .max) < authentication)
    }

    @Test func `a connection lost before the dot is tried again`() async throws {
        let relay = try FakeRelay { $0.drop = "before-dot" }
        let long = Example.message { $0.text = String(repeating: "长", count: 20_000) }
        let running = try Running(relay.settings())
        let result = try await running.channel.outcome(Example.delivery(1, address, long))
        #expect(result.isTemporary || result.isUnknown, "\(result)")
    }

    @Test func `after the dot silence and loss are unknown`() async throws {
        let lost = try FakeRelay { $0.drop = "after-dot" }
        #expect(try await outcome(lost.settings()).isUnknown)
        let silent = try FakeRelay { $0.drop = "hang" }
        #expect(try await outcome(silent.settings(), timeout: .seconds(10)).isUnknown)
    }

    @Test func `a failed QUIT changes nothing`() async throws {
        let relay = try FakeRelay { $0.replies = ["QUIT": "500 what"] }
        #expect(try await outcome(relay.settings()).isAccepted)
    }

    @Test func `no relay there is tried again`() async throws {
        let settings = try RelaySettings(
            address: RelayAddress("smtp://127.0.0.1:\(try FakeServers.shared.get().closedPort())"),
            security: .none,
            from: "tocsin@town.example",
            fromName: "",
            ehloName: "tocsin.town.example"
        )
        #expect(try await outcome(settings).isTemporary)
    }
}
