import Dispatching
import Escalation
import Logging
import Synchronization
import Testing

@testable import Channels

/// A wrong set-up of the relay is told to whoever watches over the server.
@Suite struct SetUpAlarmTests {
    /// What was told, from any thread.
    private final class Told: Sendable {
        private let all = Mutex<[String?]>([])
        var texts: [String?] { all.withLock { $0 } }
        func add(_ text: String?) { all.withLock { $0.append(text) } }
    }

    @Test func `an alarm is told once, and its end once`() {
        let told = Told()
        let logger = Logger(label: "quiet") { _ in SwiftLogNoOpLogHandler() }
        let alarm = SetUpAlarm(logger: logger) { told.add($0) }
        alarm.calm()
        for _ in 0..<3 { alarm.ring(Evidence(.mail(.refusesUser, code: 535), at: "relay")) }
        for _ in 0..<3 { alarm.calm() }
        #expect(told.texts == ["no e-mail gets out: the relay refuses our user or password (relay): 535", nil])
    }

    @Test func `a relay that lets mails wait is a line in the log, once a minute, and no trouble yet`() {
        let (told, lines) = (Told(), LogLines())
        let alarm = SetUpAlarm(logger: lines.logger) { told.add($0) }
        for seconds in [30, 60, 90] { alarm.waits(relay: "relay", words: "no greeting, after \(seconds) s") }
        #expect(lines.all.count == 1 && lines.all[0].hasPrefix("warning a mail waits for the relay"), "\(lines.all)")
        #expect(told.texts.isEmpty)
    }

    @Test func `a relay that refuses our password is trouble, one that takes mail is none`() async throws {
        let told = Told()
        let address = Address(
            name: "email",
            channel: "email",
            destination: "a",
            settings: ["to": "lin.yue@town.example"]
        )
        let open = try FakeRelay()
        let good = try Running(open.settings(), trouble: { told.add($0) })
        _ = await good.channel.outcomes([Example.delivery(1, address)])
        #expect(told.texts.isEmpty)
        let closed = try FakeRelay { $0.replies = ["MAIL": "530 5.7.0 authentication required"] }
        let bad = try Running(closed.settings(), trouble: { told.add($0) })
        _ = await bad.channel.outcomes([Example.delivery(2, address)])
        #expect(told.texts.count == 1 && told.texts[0]?.contains("530") == true, "\(told.texts)")
    }

    private static func mail(_ number: Int, to address: String) -> Delivery {
        Example.delivery(
            number,
            Address(name: "email", channel: "email", destination: address, settings: ["to": address])
        )
    }

    @Test func `a relay that passes nothing on to one domain is that domain's trouble, to several it is ours`()
        async throws
    {
        let told = Told()
        let relay = try FakeRelay { behaviour in
            behaviour.replies = ["RCPT": "554 5.7.1 Relay access denied"]
        }
        let running = try Running(relay.settings(), trouble: { told.add($0) })
        for number in 1...3 {
            let outcomes = await running.channel.outcomes([Self.mail(number, to: "a\(number)@Far.example")])
            let words = "the relay takes no mail for this domain ("
            #expect(outcomes.values.allSatisfy { $0.isTemporary && $0.words.hasPrefix(words) }, "\(outcomes)")
        }
        #expect(told.texts.isEmpty, "\(told.texts)")
        _ = await running.channel.outcomes([Self.mail(4, to: "b@other.example")])
        #expect(told.texts.count == 1 && told.texts[0]?.contains("passes no mail on") == true, "\(told.texts)")
    }
}
