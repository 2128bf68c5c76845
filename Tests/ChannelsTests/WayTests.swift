@testable import Channels
import Curl
import Dispatching
import Escalation
import Foundation
import Logging
import Messages
import Synchronization
import TestSupport
import Testing

/// What channels tell of their ways out, with peers that are dead, hang, refuse and come back.
@Suite(.timeLimit(.minutes(10))) struct WayTests {
    private final class SetClock: Clock {
        private let boot = Mutex(Timestamp(milliseconds: 5_000_000))
        func now() -> Moment { boot.withLock { Moment(wall: Example.now, boot: $0) } }
        func pass(_ span: TimeSpan) { boot.withLock { $0 = $0 + span } }
    }

    private let clock = SetClock()
    private let lines = LogLines()
    private let watch: WayWatch

    init() {
        watch = WayWatch(clock: clock, alerts: SelfAlerts(log: lines.logger, clock: clock) { [] })
    }

    private func channel(_ port: Int, timeout: TimeSpan = .seconds(120)) throws -> Running<WebhookChannel> {
        let policy = try AddressPolicy(allowing: ["127.0.0.1:\(port)", "nothing.invalid"], plainHTTP: true)
        let presets = try Example.presets.get()
        return try Running<WebhookChannel> { engine, turns in
            WebhookChannel(
                engine: engine,
                turns: turns,
                presets: { presets },
                policy: policy,
                timeout: timeout,
                watch: watch,
                clock: { Example.now }
            )
        }
    }

    private func send(_ urls: [String], by running: Running<WebhookChannel>, preset: String = "generic") async {
        for url in urls {
            let address = Address(
                name: "webhook",
                channel: "webhook",
                destination: url,
                settings: ["url": url, "preset": preset]
            )
            _ = await running.channel.outcomes([Example.delivery(1, address)])
        }
    }

    private func down(after span: TimeSpan = .minutes(2)) -> [String] {
        clock.pass(span)
        watch.tick()
        return watch.down.map(\.description)
    }

    @Test func `a receiver that is not there, or has no name, is down after two minutes`() async throws {
        let port = try FakeServers.shared.get().closedPort()
        let running = try channel(Int(port))
        await send(["http://127.0.0.1:\(port)/secret-path", "http://127.0.0.1:\(port)/secret-path"], by: running)
        await send(["http://nothing.invalid/secret-path", "http://nothing.invalid/x"], by: running)
        #expect(down(after: .seconds(119)) == [])
        #expect(down(after: .seconds(1)) == ["webhook to 127.0.0.1:\(port)", "webhook to nothing.invalid"])
        #expect(lines.all.count { $0.hasPrefix("critical") } == 2 && !lines.all.joined().contains("secret-path"))
    }

    @Test func `a host that hangs or fails for everybody is down, until it takes one message`() async throws {
        let web = try FakeWeb()
        try await send([web.url("hang/a"), web.url("status/500")], by: channel(web.port, timeout: .seconds(2)))
        #expect(down() == ["webhook to 127.0.0.1:\(web.port)"])
        try await send([web.url("ok/a")], by: channel(web.port))
        #expect(watch.down.isEmpty)
        #expect(lines.all.contains { $0.hasPrefix("notice") && $0.contains("messages get out again") })
    }

    @Test(arguments: ["errcode/-1", "errcode/93000", "status/404", "status/500"])
    func `one robot that refuses or fails beside another that takes messages is no trouble of the host`(
        _ path: String
    ) async throws {
        let web = try FakeWeb()
        let running = try channel(web.port)
        await send([web.url("errcode/0")], by: running, preset: "wecom")
        await send([web.url(path), web.url(path), web.url(path)], by: running, preset: "wecom")
        #expect(down() == [])
    }

    @Test(arguments: ["errcode/93000", "status/301", "status/403", "status/404", "status/410", "status/429"])
    func `the only robot of a host is down if it takes nothing, whether one person or many share it`(
        _ path: String
    ) async throws {
        let web = try FakeWeb()
        let running = try channel(web.port)
        await send([web.url(path)], by: running, preset: "wecom")
        #expect(down() == [])
        await send([web.url(path)], by: running, preset: "wecom")
        #expect(down(after: .zero) == ["webhook to 127.0.0.1:\(web.port)"])
        await send([web.url("errcode/0")], by: running, preset: "wecom")
        #expect(watch.down.isEmpty)
    }

    @Test(arguments: ["http://10.1.2.3/secret-path", "http://127.0.0.1:9/secret-path", "http://9.9.9.9:22/secret-path"])
    func `a receiver that our own settings let nothing out to is down, after one attempt`(_ url: String) async throws {
        let running = try channel(1)
        await send([url], by: running)
        #expect(down(after: .seconds(119)) == [])
        #expect(down(after: .seconds(1)).count == 1)
        #expect(lines.all.count { $0.hasPrefix("critical") } == 1 && !lines.all.joined().contains("secret-path"))
    }

    @Test(arguments: [
        ("RCPT", "554 5.7.1 Relay access denied", true), ("RCPT", "550 5.1.1 no such user", false),
        ("RCPT", "552 5.2.2 full", false), ("dot", "550 5.1.1 no such user", false), ("dot", "552 5.2.2 full", false),
        ("dot", "554 5.6.0 content refused", true), ("dot", "554 no", true),
    ])
    func `a relay that refuses us or every mail is down, one that refuses a recipient is not`(
        _ stage: String,
        _ reply: String,
        _ isDown: Bool
    ) async throws {
        let relay = try FakeRelay { $0.replies = [stage: reply] }
        let settings = try relay.settings()
        let running = try Running<EmailChannel> { engine, turns in
            EmailChannel(engine: engine, turns: turns, relay: settings, watch: watch, logger: lines.logger)
        }
        let address = Example.address("email", ["to": "ada@town.example"])
        for number in 1...2 { _ = await running.channel.outcomes([Example.delivery(number, address)]) }
        #expect(down() == (isDown ? ["email"] : []))
    }

    @Test func `mail without a relay is down, after one attempt`() async throws {
        let running = try Running<EmailChannel> { engine, turns in
            EmailChannel(engine: engine, turns: turns, relay: nil, watch: watch, logger: lines.logger)
        }
        let outcomes = await running.channel.outcomes([
            Example.delivery(1, Example.address("email", ["to": "ada@town.example"]))
        ])
        #expect(outcomes.count == 1)
        #expect(down() == ["email"])
        #expect(lines.all.contains { $0.hasPrefix("critical") && $0.contains("smtp-url") })
    }

    @Test func `log files that cannot be written are down, until they can`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/log"
        #expect(FileManager.default.createFile(atPath: path, contents: nil))
        let log = LogChannel(directory: path, watch: watch)
        defer { log.stop(patience: .zero) }
        let address = Example.address("log", ["file": "desk"])
        for number in 1...2 { _ = await log.outcomes([Example.delivery(number, address)]) }
        #expect(down() == ["log"])
        try FileManager.default.removeItem(atPath: path)
        _ = await log.outcomes([Example.delivery(3, address)])
        #expect(watch.down.isEmpty)
    }
}
