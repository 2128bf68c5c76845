@testable import Channels
import Curl
import Dispatching
import Escalation
import Foundation
import Logging
import Messages
import Testing

/// A relay that is tired of a connection that is kept for the next mail, and what is then tried again over another.
@Suite(.timeLimit(.minutes(10))) struct KeptConnectionTests {
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
            #expect(try await RelayMails.outcome(relay.settings(), mails: 2) == RelayMails.accepted)
            #expect(try relay.opened() == 2)
        }
    }

    @Test(arguments: ["452 4.5.3 too many", "450 4.7.1 slow down", "550 5.7.1 no more", "250-x"])
    func `so is any refusal to begin another mail`(_ reply: String) async throws {
        let relay = try FakeRelay {
            $0.kept = ["MAIL": reply]
            $0.ends = true
        }
        #expect(try await RelayMails.outcome(relay.settings(), mails: 2) == RelayMails.accepted)
        #expect(try relay.opened() == 2)
    }

    @Test(arguments: [("MAIL", "what?"), ("RCPT", "451 4.3.0 too much in this session")])
    func `nor is one on which the relay has lost the thread`(_ step: String, _ reply: String) async throws {
        let usual = try FakeRelay()
        let before = ContinuousClock.now
        #expect(try await RelayMails.outcome(usual.settings(), mails: 2) == RelayMails.accepted)
        let relay = try FakeRelay { $0.kept = [step: reply] }
        let started = ContinuousClock.now
        #expect(try await RelayMails.outcome(relay.settings(), mails: 2) == RelayMails.accepted)
        #expect(try relay.opened() == 2)
        // Less than the 30 s that a kept connection is given to answer at all, whatever else this machine does.
        #expect(started.duration(to: .now) < before.duration(to: started) * 3 + .seconds(20))
    }

    @Test func `a mechanism that is refused gives way to the other`() async throws {
        let relay = try FakeRelay {
            $0.offers = ["AUTH PLAIN LOGIN"]
            $0.replies = ["AUTH": "504 5.5.4 not this one"]
        }
        let result = try await RelayMails.outcome(relay.settings(user: "duty"))
        #expect(result.isTemporary && result.words.contains("does not take the way"), "\(result)")
        #expect(try relay.log().contains { $0.hasPrefix("[LOGIN]") })
    }

    @Test(arguments: ["MAIL", "RCPT", "DATA"])
    func `a kept connection that is reset is none`(_ step: String) async throws {
        let relay = try FakeRelay { $0.kept = [step: "reset"] }
        #expect(try await RelayMails.outcome(relay.settings(), mails: 3) == RelayMails.accepted)
        #expect(try relay.opened() == 3)
    }

    @Test(arguments: ["", "421 4.4.2 idle for too long\r\n"])
    func `nor is one that the relay ended meanwhile`(_ word: String) async throws {
        let relay = try FakeRelay { $0.idle = word }
        #expect(
            try await RelayMails.outcome(relay.settings(), mails: 3, pause: .milliseconds(400)) == RelayMails.accepted
        )
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
        let result = try await RelayMails.outcome(relay.settings(), mails: 2)
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
            let result = try await running.channel.outcome(Example.delivery(number, RelayMails.address))
            #expect(result.isTemporary)
        }
        #expect(try relay.opened() == 3)
    }

    @Test func `after the dot a lost kept connection leaves the mail unknown`() async throws {
        let relay = try FakeRelay { $0.kept = ["dot": "reset"] }
        #expect(try await RelayMails.outcome(relay.settings(), mails: 2).isUnknown)
        #expect(try relay.opened() == 1)
    }

    @Test func `a relay that takes few connections gets all mails over those`() async throws {
        let relay = try FakeRelay {
            $0.limit = 2
            $0.delays = ["dot": 0.02]
        }
        let running = try Running(relay.settings())
        let outcomes = await running.channel.outcomes((0..<120).map { Example.delivery($0, RelayMails.address) })
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
        let outcomes = await running.channel.outcomes((0..<60).map { Example.delivery($0, RelayMails.address) })
        #expect(outcomes.count == 60 && outcomes.values.allSatisfy { $0.isTemporary && $0.words.contains("421 4.3.2") })
        let opened = try relay.opened()
        #expect((60...240).contains(opened), "\(opened)")
    }
}
