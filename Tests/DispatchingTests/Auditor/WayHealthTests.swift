import Dispatching
import Escalation
import Messages
import Testing

@Suite("Which ways out are down")
final class WayHealthTests {
    private static let relay = Way(channel: "email")
    private var health = WayHealth()

    private static let served = WayHealth.Sign.success(address: "other")

    private static func at(_ seconds: Int64) -> Timestamp { Timestamp(milliseconds: 1_000_000 + seconds * 1_000) }

    /// Notes signs at seconds, looks every five of them, and says when the way turned out to be down.
    private func fell(_ signs: [(Int64, WayHealth.Sign)], until end: Int64 = 1_200) -> Int64? {
        var next = 0
        for second in stride(from: Int64(0), through: end, by: 5) {
            while next < signs.count, signs[next].0 <= second {
                _ = health.note(signs[next].1, of: Self.relay, at: Self.at(signs[next].0))
                next += 1
            }
            if !health.look(at: Self.at(second)).isEmpty { return second }
        }
        return nil
    }

    private func news(at second: Int64) -> [String] {
        health.look(at: Self.at(second)).map { $0.details.text(in: "en") }
    }
    private func succeeds(at second: Int64) -> Bool { health.note(Self.served, of: Self.relay, at: Self.at(second)) }

    private static func closed(_ seconds: Int64...) -> [(Int64, WayHealth.Sign)] {
        seconds.map { ($0, .closed(reason: "no connection")) }
    }

    private static func failure(_ address: String, _ seconds: Int64...) -> [(Int64, WayHealth.Sign)] {
        seconds.map { ($0, .failure(address: address, reason: "451")) }
    }

    private static func refusal(_ address: String, _ seconds: Int64...) -> [(Int64, WayHealth.Sign)] {
        seconds.map { ($0, .refusal(address: address, reason: "550")) }
    }

    @Test func `a relay that nobody reaches is down after two minutes, by time and not by an attempt`() {
        #expect(fell(Self.closed(0, 15, 75, 375)) == 120)
        #expect(health.down == [Self.relay])
        #expect(news(at: 9_999).isEmpty)
        #expect(health.down == [Self.relay])
    }

    @Test func `a single attempt, and attempts far apart, are no trouble`() {
        #expect(fell(Self.closed(0)) == nil)
        #expect(fell(Self.closed(700)) == nil)
    }

    @Test func `our own settings that let nothing out are a trouble after one attempt, until something gets out`() {
        #expect(fell([(0, .barred(reason: "no relay"))]) == 120)
        #expect(news(at: 9_999).isEmpty)
        #expect(succeeds(at: 10_000))
        #expect(fell([(0, .barred(reason: "no relay")), (60, Self.served)]) == nil)
    }

    @Test func `attempts far apart begin anew`() {
        #expect(fell(Self.closed(0, 700, 715)) == 820)
    }

    @Test func `a success between ends it unseen`() {
        #expect(fell(Self.closed(0, 15) + [(80, Self.served)] + Self.closed(90, 100)) == 210)
    }

    @Test func `a success ends what was told, once`() {
        #expect(fell(Self.closed(0, 15)) == 120)
        #expect(succeeds(at: 130))
        #expect(!succeeds(at: 131))
        #expect(health.down.isEmpty)
    }

    @Test func `one mailbox that the relay refuses is that person's trouble`() {
        #expect(fell(Self.refusal("a", 0, 15, 75, 375)) == nil)
    }

    @Test func `everybody refused is everybody's trouble`() {
        #expect(fell(Self.refusal("a", 0) + Self.refusal("b", 1)) == 120)
    }

    @Test func `one robot that fails while another on its host had a success is that robot's trouble`() {
        #expect(fell([(0, Self.served)] + Self.failure("b", 0, 15, 75, 375)) == nil)
    }

    @Test func `a success a short time ago excuses neither a dead host nor two failing addresses`() {
        #expect(fell([(0, Self.served)] + Self.closed(1, 15, 75)) == 125)
        health = WayHealth()
        #expect(fell([(0, Self.served)] + Self.failure("a", 1) + Self.failure("b", 2)) == 125)
    }

    @Test func `the only address of a host that answers with failures is enough`() {
        #expect(fell(Self.failure("a", 0, 15)) == 120)
    }

    @Test func `an address that fails is not excused by its own success before, only by another's`() {
        let own = WayHealth.Sign.success(address: "a")
        #expect(fell([(0, own)] + Self.failure("a", 30, 60)) == 150)
        health = WayHealth()
        #expect(fell([(0, Self.served), (10, own), (20, own)] + Self.failure("a", 30, 60)) == nil)
        health = WayHealth()
        #expect(fell([(0, own), (10, Self.served)] + Self.failure("a", 30, 60)) == nil)
        health = WayHealth()
        #expect(fell([(0, Self.served), (10, own), (600, own)] + Self.failure("a", 610, 620)) == 730)
    }

    @Test func `a mailbox that was served and is refused now is no trouble of the relay`() {
        #expect(fell([(0, .success(address: "a"))] + Self.refusal("a", 30, 60, 90)) == nil)
    }

    private static func waiting(since start: Int64, _ seconds: Int64...) -> [(Int64, WayHealth.Sign)] {
        seconds.map { ($0, .waiting(since: at(start), reason: LocalizedText("no greeting, after \($0 - start) s"))) }
    }

    @Test func `one attempt that waits counts as none, and from its beginning`() {
        #expect(fell(Self.waiting(since: 0, 30, 60, 90), until: 115) == nil)
        #expect(
            news(at: 120) == [
                "email: nothing got through in 2 min, and an attempt is still waiting: no greeting, after 90 s"
            ]
        )
    }

    @Test func `an attempt that waits while others get out is slow and no trouble`() {
        #expect(
            fell(Self.waiting(since: 0, 30) + [(45, Self.served)] + Self.waiting(since: 0, 60, 90), until: 160) == nil
        )
        #expect(fell([], until: 170) == 165)
    }

    @Test func `an attempt that ended is counted once, and waits no more`() {
        #expect(fell(Self.waiting(since: 0, 30, 60) + Self.closed(70), until: 900) == nil)
        _ = health.note(.closed(reason: "no answer"), of: Self.relay, at: Self.at(200))
        #expect(news(at: 200) == ["email: 2 attempts in 3 min, none got through; the last: no answer"])
    }

    @Test func `ways are apart, and those that nobody takes any more are forgotten`() {
        func hook(_ url: String) -> Way {
            Way(Address(name: "webhook", channel: "webhook", destination: url, settings: ["url": url]))
        }
        let ways = [hook("https://A.example/x?key=1"), hook("https://b.example:8443/y")]
        for way in ways {
            for second in [0, 10] as [Int64] { _ = health.note(.closed(reason: "no"), of: way, at: Self.at(second)) }
        }
        _ = health.note(Self.served, of: ways[1], at: Self.at(20))
        #expect(
            news(at: 120) == [
                "webhook to a.example: 2 attempts in 2 min, none got through; the last: no"
            ]
        )
        #expect(hook("https://u:p@a.example/z") == ways[0] && ways[1].host == "b.example:8443")
        let gone = health.keep { $0 != ways[0] }
        #expect(gone == [ways[0]])
        #expect(health.down.isEmpty)
    }
}
