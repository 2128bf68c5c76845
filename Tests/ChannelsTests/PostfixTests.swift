@testable import Channels
import Curl
import Dispatching
import Escalation
import Foundation
import Messages
import Testing

/// Mail through a real SMTP server into a mailbox.
@Suite(.enabled(if: Postfix.canRun, "needs root and Debian's postfix: make install-deps"), .timeLimit(.minutes(10)))
struct PostfixTests {
    private struct Received: Decodable {
        var subject: String
        var id: String
        var thread: String
        var automatic: String
        var to: String
        var parts: [[String]]
        var secured: Bool
        var defects: Int
    }

    private static let reader = #"""
        import email, email.policy, json, sys
        m = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
        parts = [[p.get_content_type(), p.get_content()] for p in m.iter_parts()]
        print(json.dumps({"subject": m["subject"], "id": m["message-id"], "thread": m["references"], "to": m["to"],
                          "automatic": m["auto-submitted"], "parts": parts, "secured": "TLSv1" in m["received"],
                          "defects": len(m.defects) + sum(len(p.defects) for p in m.iter_parts())}))
        """#

    private func delivery(_ number: Int, _ message: Message, to recipient: String = "lin.yue@town.example") -> Delivery
    {
        Example.delivery(number, Example.address("email", ["to": recipient]), message)
    }

    @Test func `the Chinese alert arrives and reads as it was written`() async throws {
        let postfix = try await Postfix()
        let message = Example.message()
        let running = try Running(postfix.settings(.required))
        let outcome = try await running.channel.outcome(delivery(1, message))
        #expect(outcome.words.wholeMatch(of: /250 2\.0\.0 Ok: queued as [0-9A-Za-z]+/) != nil, "\(outcome)")
        #expect(outcome.isAccepted)
        let mail = try #require(try await postfix.mails(1).first)
        let received = try Shell.python(Self.reader, input: mail, as: Received.self)
        #expect(received.subject == Example.title)
        #expect(received.to == "林悦 <lin.yue@town.example>")
        #expect(received.id == "<k3f9x2-7-3@town.example>" && received.thread == "<k3f9x2-7.0@town.example>")
        #expect(received.automatic == "auto-generated" && received.secured && received.defects == 0)
        #expect(received.parts.map { $0[0] } == ["text/plain", "text/html"])
        #expect(received.parts.map { $0[1].replacing("\r\n", with: "\n") } == [message.mailText, message.html])
    }

    @Test func `a hundred mails of every mode arrive once each, and a refusal to relay is ours`() async throws {
        let postfix = try await Postfix()
        for (round, security) in [RelaySecurity.none, .opportunistic, .required].enumerated() {
            let running = try Running(postfix.settings(security))
            let outcomes = await running.channel.outcomes(
                (0..<100).map { number in
                    delivery(number, Example.message { $0.wireID = "w-\(round)-\(number)" })
                }
            )
            #expect(outcomes.count == 100 && outcomes.values.allSatisfy(\.isAccepted), "\(outcomes)")
            let foreign = delivery(1, Example.message(), to: "somebody@elsewhere.example")
            let refusal = try await running.channel.outcome(foreign)
            #expect(refusal.isTemporary && refusal.words.contains("554 5.7.1"), "\(refusal)")
        }
        let ids = try await postfix.mails(300).compactMap { mail in
            String(decoding: mail, as: UTF8.self).firstMatch(of: /Message-ID: <([^@]*)@/).map { String($0.1) }
        }
        #expect(ids.count == 300 && Set(ids).count == 300)
    }

    @Test func `a Postfix that wants a certificate gets ours, and says what it has against another`()
        async throws
    {
        let postfix = try await Postfix([
            "smtpd_tls_security_level = encrypt", "smtpd_tls_req_ccert = yes", "smtpd_tls_CAfile = AUTHORITY",
        ])
        let files = postfix.authority
        let ours = MailRequest.Identity(certificateFile: files.clientFile, keyFile: files.clientKeyFile)
        let running = try Running(postfix.settings(.required, identity: ours))
        for number in 1...2 {
            let outcome = try await running.channel.outcome(delivery(number, Example.message()))
            #expect(outcome.isAccepted, "\(outcome)")
        }
        let stranger = MailRequest.Identity(certificateFile: files.strangerFile, keyFile: files.strangerFile)
        for (identity, words) in [
            (nil, "No client certificate presented"), (stranger, "Client certificate not trusted"),
        ] {
            let other = try Running(postfix.settings(.required, identity: identity))
            let outcome = try await other.channel.outcome(delivery(1, Example.message()))
            #expect(outcome.isTemporary && outcome.words.contains(words), "\(outcome)")
        }
    }

    @Test func `a Postfix that takes two connections at a time gets a hundred mails over those`() async throws {
        let limits = ["smtpd_client_connection_count_limit = 2", "smtpd_client_event_limit_exceptions ="]
        let postfix = try await Postfix(limits)
        let running = try Running(postfix.settings(.none))
        var waiting = Set(0..<100)
        // Where the relay counts one that ended as open for long, a mail comes again later, as the dispatcher sends it.
        for _ in 0..<4 where !waiting.isEmpty {
            let outcomes = await running.channel.outcomes(
                waiting.sorted().map { number in delivery(number, Example.message { $0.wireID = "w-\(number)" }) }
            )
            #expect(outcomes.count == waiting.count)
            #expect(outcomes.values.allSatisfy { $0.isAccepted || $0.isTemporary }, "\(outcomes)")
            #expect(outcomes.values.count(where: \.isAccepted) * 10 >= outcomes.count * 8, "nearly all at once")
            waiting = Set(outcomes.filter { !$0.value.isAccepted }.keys.map { Int($0) })
        }
        #expect(waiting.isEmpty)
        #expect(try await postfix.mails(100).count == 100)
    }

    @Test func `a Postfix that ends idle connections early is written to again at once`() async throws {
        let postfix = try await Postfix(["smtpd_timeout = 4s"])
        let running = try Running(postfix.settings(.required))
        for number in 1...2 {
            let message = Example.message { $0.wireID = "w-\(number)" }
            #expect(try await running.channel.outcome(delivery(number, message)).isAccepted)
            if number == 1 { try await Task.sleep(for: .milliseconds(5500)) }
        }
        #expect(try await postfix.mails(2).count == 2)
    }
}
