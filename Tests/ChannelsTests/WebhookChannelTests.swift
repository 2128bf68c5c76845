@testable import Channels
import Curl
import Dispatching
import Escalation
import Foundation
import Messages
import Synchronization
import Testing

/// Webhooks against receivers that behave in every way.
@Suite(.timeLimit(.minutes(10))) struct WebhookChannelTests {
    private let web: FakeWeb
    private let running: Running<WebhookChannel>

    init() throws {
        web = try FakeWeb()
        running = try Running(web)
    }

    private func address(_ path: String, _ settings: [String: String] = [:]) -> Address {
        Example.address("webhook", ["url": web.url(path)].merging(settings) { $1 })
    }

    private func outcome(_ path: String, _ settings: [String: String] = [:]) async throws -> AttemptOutcome {
        try await running.channel.outcome(Example.delivery(1, address(path, settings)))
    }

    @Test func `a generic receiver gets a signed body under the notification's id`() async throws {
        let outcome = try await outcome("ok/x", ["secret": SigningTests.secretA])
        #expect(outcome == .accepted(evidence: .http(200, "ok")))
        let request = try #require(try web.requests().first)
        #expect(request.header("webhook-id") == "k3f9x2-7-3")
        #expect(request.header("webhook-timestamp") == "1795201500")
        #expect(request.header("content-type") == "application/json")
        let preset = try #require(try Example.presets.get()["generic"])
        #expect([UInt8](request.body) == preset.payload(for: Example.message()))
        let signers = try SigningKeys().signers(SigningTests.secretA)
        let headers = StandardWebhooksSigner(signers: signers).headers(
            id: "k3f9x2-7-3",
            at: Example.now,
            body: [UInt8](request.body)
        )
        #expect(request.header("webhook-signature") == headers.last?.1)
    }

    @Test func `an attempt that may not begin reaches nobody, and is reported as never begun`() async throws {
        var forbidden = Example.delivery(1, address("ok/forbidden"))
        forbidden.mayStart = { false }
        let reports = Reports()
        running.channel.send([forbidden, Example.delivery(2, address("ok/allowed"))], report: reports.take)
        let results = await reports.waitFor(2)
        #expect(results.first { $0.parcel.first.number == 1 }.map { $0.outcome == nil } == true)
        #expect(results.first { $0.parcel.first.number == 2 }?.outcome?.isAccepted == true)
        #expect(try web.requests().map(\.target) == ["/ok/allowed"])
    }

    /// Between the decision to send and a free place at the host lies time in which another process may have begun to lead.
    @Test func `whether it may begin is asked when a place at the host is free`() async throws {
        let state = Mutex((mayStart: true, begun: 0))
        let reports = Reports()
        // More than one host is sent at a time; the receiver answers them only when it is told to.
        let deliveries = (1...150).map { number in
            var one = Example.delivery(number, address("held"))
            one.mayStart = {
                state.withLock { state in
                    if state.mayStart { state.begun += 1 }
                    return state.mayStart
                }
            }
            return one
        }
        running.channel.send(deliveries, report: reports.take)
        while try web.requests().isEmpty { try await Task.sleep(for: .milliseconds(5)) }
        let begun = state.withLock { state in
            state.mayStart = false
            return state.begun
        }
        #expect(begun <= EngineLimits().perHost, "the others wait for a place")
        try web.release()
        let results = await reports.waitFor(150)
        #expect(results.count { $0.outcome == nil } == 150 - begun)
    }

    @Test func `without a secret nothing is signed`() async throws {
        #expect(try await outcome("ok").isAccepted)
        let request = try #require(try web.requests().first)
        #expect(request.header("webhook-id") == "k3f9x2-7-3")
        #expect(request.header("webhook-signature") == nil)
    }

    @Test func `a DingTalk robot is called with a signed URL`() async throws {
        let settings = ["preset": "dingtalk", "secret": "SECthis-is-a-test-secret"]
        #expect(try await outcome("errcode/0?access_token=x", settings).isAccepted)
        let target = try #require(try web.requests().first).target
        let signer = DingTalkSigner(secret: "SECthis-is-a-test-secret")
        #expect(target == signer.signed("/errcode/0?access_token=x", at: Example.now))
    }

    @Test(arguments: ["dingtalk", "wecom"])
    func `a receiver that answers 200 with an error code has not taken the message`(_ preset: String) async throws {
        #expect(try await outcome("errcode/0", ["preset": preset]).isAccepted)
        #expect(try await outcome("errcode/-1", ["preset": preset]).isTemporary)
        let final = preset == "dingtalk" ? "310000" : "93000"
        #expect(try await outcome("errcode/\(final)", ["preset": preset]).isPermanent)
        #expect(try await !outcome("ok", ["preset": preset]).isAccepted)
    }

    @Test func `Slack's answer must be its word`() async throws {
        #expect(try await outcome("ok", ["preset": "slack"]).isAccepted)
        #expect(try await !outcome("errcode/0", ["preset": "slack"]).isAccepted)
    }

    @Test(arguments: [500, 502, 503, 408])
    func `a receiver in trouble is tried again`(_ status: Int) async throws {
        let outcome = try await outcome("status/\(status)")
        #expect(outcome.isTemporary || outcome.isThrottled, "\(outcome)")
    }

    @Test(arguments: [400, 401, 404, 410])
    func `a refusal is final`(_ status: Int) async throws {
        #expect(try await outcome("status/\(status)").isPermanent)
    }

    @Test func `a redirect is not followed`() async throws {
        #expect(try await outcome("redirect").isPermanent)
        #expect(try web.requests().map(\.target) == ["/redirect"])
    }

    @Test func `a receiver that asks to wait is waited for`() async throws {
        #expect(try await outcome("wait/17") == .throttled(after: .seconds(17), reason: .http(429)))
    }

    @Test(arguments: ["reset", "cut", "garbage"])
    func `an answer that breaks off or is none leaves the outcome unknown`(_ path: String) async throws {
        let outcome = try await outcome(path)
        #expect(outcome.isUnknown, "\(outcome)")
    }

    @Test func `an endless answer is cut off`() async throws {
        #expect(try await outcome("endless").isAccepted)
        #expect(try await outcome("endless", ["preset": "wecom"]).isUnreadable)
    }

    @Test func `a receiver that takes the request and is silent leaves the outcome unknown`() async throws {
        let short = try Running(web, timeout: .seconds(10))
        let outcome = try await short.channel.outcome(Example.delivery(1, address("hang")))
        #expect(outcome.isUnknown, "\(outcome)")
    }

    @Test func `a receiver that is not there is tried again`() async throws {
        let port = try FakeServers.shared.get().closedPort()
        let policy = try AddressPolicy(allowing: ["127.0.0.1:\(port)"], plainHTTP: true)
        let running = try Running<WebhookChannel> { engine, turns in
            let presets = try Example.presets.get()
            return WebhookChannel(engine: engine, turns: turns, presets: { presets }, policy: policy) { Example.now }
        }
        let address = Example.address("webhook", ["url": "http://127.0.0.1:\(port)/secret-path"])
        let outcome = try await running.channel.outcome(Example.delivery(1, address))
        #expect(outcome.isTemporary, "\(outcome)")
        #expect(!outcome.words.contains("secret-path"))
    }

    @Test func `a receiver that the policy does not allow is never connected to`() async throws {
        let other = try FakeWeb()
        for host in ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433"] {
            let address = Example.address("webhook", ["url": "http://\(host):\(other.port)/secret-path?key=1"])
            let outcome = try await running.channel.outcome(Example.delivery(1, address))
            #expect(outcome.isPermanent && outcome.words.hasPrefix("blocked address"), "\(host): \(outcome)")
            #expect(!outcome.words.contains("secret-path") && !outcome.words.contains("key=1"))
        }
        #expect(try other.requests().isEmpty)
    }

    @Test(arguments: [
        ["url": ""], ["url": "no-url"], ["url": "file:///etc/passwd"], ["url": "https://a.example/x\r\nX-Evil: 1"],
        ["url": "https://u:secret-path@a.example/"], ["preset": "nosuch"], ["secret": "secret-path"],
        ["secret": "whsec_AAEC"],
    ])
    func `what an administrator must mend fails for good and says so`(_ settings: [String: String]) async throws {
        let outcome = try await outcome("secret-path", settings)
        #expect(outcome.isPermanent, "\(outcome)")
        #expect(!outcome.words.contains("secret-path") && !outcome.words.contains("passwd"), "\(outcome)")
        #expect(try web.requests().isEmpty)
    }

    @Test func `one of three receivers that hangs does not hold up the others`() async throws {
        let (hanging, second, third) = (web, try FakeWeb(), try FakeWeb())
        let running = try Running(hanging, second, third, timeout: .seconds(120))
        let reports = Reports()
        let urls = [hanging.url("held"), second.url("ok"), third.url("ok")]
        let deliveries = (0..<600).map { number in
            Example.delivery(number, Example.address("webhook", ["url": urls[number % 3]]))
        }
        running.channel.send(deliveries, report: reports.take)
        let first = await reports.waitFor(400)
        #expect(first.count == 400)
        #expect(first.allSatisfy { $0.parcel.first.number % 3 != 0 && $0.outcome?.isAccepted == true })
        try hanging.release()
        let all = await reports.waitFor(600)
        #expect(Set(all.map(\.parcel)).count == 600 && all.allSatisfy { $0.outcome?.isAccepted == true })
    }
}

extension AttemptOutcome {
    fileprivate var isThrottled: Bool { if case .throttled = self { true } else { false } }
}
