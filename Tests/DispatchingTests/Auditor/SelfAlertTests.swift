import Dispatching
import Escalation
import Logging
import Messages
import TestSupport
import Testing
import Text

@Suite("Troubles of the server itself")
struct SelfAlertTests {
    private let clock = HandClock()
    private let file = KeptChannel()
    private let hook = KeptChannel("webhook")
    private let alerts: SelfAlerts

    init() {
        func person(_ id: PersonID, _ language: String) -> Person {
            let address = Address(name: "webhook", channel: "webhook", destination: id, settings: [:])
            return Person(id: id, unit: "/town", name: LocalizedText(id), language: language, addresses: [address])
        }
        let people = [person("he", "en"), person("lin", "zh-Hans"), person("chen", "zh-TW")]
        let silence = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        alerts = SelfAlerts(log: silence, clock: clock) { people }
        alerts.connect([file, hook], name: "k3f9")
    }

    @Test func `every operator is told at once in their language, and the log file`() {
        alerts.raise(.storeRefuses, "the disk is full")
        #expect(file.all.count == 1 && file.all[0].hasPrefix("self-alert : Tocsin itself: new reports cannot"))
        #expect(file.all[0].contains("the disk is full"))
        #expect(hook.all.count == 3)
        #expect(hook.all[0].hasPrefix("self-alert he: Tocsin itself: new reports cannot be stored"))
        #expect(hook.all[1].contains("新的报告无法保存") && hook.all[1].contains("请为数据目录"))
        #expect(hook.all[2].contains("新的通報無法儲存"))
    }

    @Test func `what is known of a trouble is told in the operator's language too`() {
        alerts.raise(.nobodyReached, SelfAlert.incident(7))
        alerts.raise(.storm, SelfAlert.storm("gate", refused: 12))
        alerts.raise(.schedulerBehind, SelfAlert.behind(.seconds(9)))
        alerts.raise(.auditorMended, SelfAlert.mended(.lostMessage, of: 7, message: 2, late: .seconds(4)))
        alerts.raise(.storeRefuses, SelfAlert.diskFull(goesOn: true))
        let told = ["he", "lin", "chen"].map { person in hook.all.filter { $0.contains(" \(person): ") }.joined() }
        for (text, words) in zip(
            told,
            [
                ["incident 7", "gate: 12 reports were refused", "a deadline waits since", "the forgotten message 2"],
                ["事件7", "gate：12条报告被拒绝", "有时限已滞后9秒", "被遗漏的消息2，延误4秒", "磁盘已满"],
                ["事件7", "gate：12筆通報被拒絕", "有時限已延遲9秒", "被遺漏的訊息2，延誤4秒", "磁碟已滿"],
            ]
        ) {
            for word in words { #expect(text.contains(word), "\(text)") }
        }
        #expect(!told[1].contains("the disk is full") && !told[2].contains("waits since"))
        #expect(file.all.last?.contains("the disk is full; only what has begun goes on") == true)
    }

    @Test func `the same trouble is told again after ten minutes, with a count, and its end once`() {
        alerts.raise(.storeRefuses, "first")
        for _ in 0..<100 {
            clock.pass(.seconds(5))
            alerts.raise(.storeRefuses, "again")
            alerts.tick()
        }
        #expect(file.all.count == 1)
        clock.pass(.minutes(2))
        alerts.tick()
        #expect(file.all.count == 2 && file.all[1].contains("again (100 times)"), "\(file.all)")
        alerts.recovered(.storeRefuses)
        alerts.recovered(.storeRefuses)
        #expect(file.all.count == 3 && file.all[2].contains("Tocsin is well again: new reports are stored again"))
        clock.pass(.hours(1))
        alerts.tick()
        #expect(file.all.count == 3)
    }

    @Test func `another trouble is not held back by the first`() {
        alerts.raise(.storeRefuses, "full")
        alerts.raise(.nobodyReached, "incident 7")
        #expect(file.all.count == 2)
        #expect(alerts.exposition.contains("tocsin_self_alerts_total{trouble=\"nobody_reached\"} 1\n"))
    }

    @Test func `an end without a beginning is told to nobody`() {
        alerts.recovered(.relayRefuses)
        #expect(file.all.isEmpty && hook.all.isEmpty)
    }

    @Test func `a way that is down is told by the others, its end by all`() {
        let mail = KeptChannel("email")
        let addresses = [
            Address(
                name: "email",
                channel: "email",
                destination: "he@town.example",
                settings: ["to": "he@town.example"]
            ),
            Address(name: "webhook", channel: "webhook", destination: "https://a.example/x", settings: [:]),
            Address(name: "webhook-2", channel: "webhook", destination: "https://b.example/x", settings: [:]),
        ]
        let he = Person(id: "he", unit: "/town", name: LocalizedText("he"), addresses: addresses)
        let silence = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        let alerts = SelfAlerts(log: silence, clock: clock) { [he] }
        alerts.connect([file, hook, mail], name: "k3f9")
        let watch = WayWatch(clock: clock, alerts: alerts)
        func fail(_ address: Address) {
            for _ in 0..<2 {
                watch.note(
                    .temporary(reason: Evidence(.failed(.unconnected, .relay, nil))),
                    at: address,
                    isClosed: true
                )
            }
        }
        fail(addresses[0])
        fail(addresses[1])
        clock.pass(.seconds(119))
        watch.tick()
        #expect(mail.all.isEmpty && hook.all.isEmpty && watch.down.isEmpty)
        clock.pass(.seconds(1))
        watch.tick()
        watch.tick()
        #expect(watch.down.map(\.description) == ["email", "webhook to a.example"])
        // Of the relay by both hosts, of the one host by mail and the other.
        #expect(mail.all.count == 1 && hook.all.count == 3 && file.all.count == 2, "\(mail.all) \(hook.all)")
        #expect(mail.all[0].contains("webhook to a.example: 2 attempts in 2 min"))
        #expect(watch.exposition.contains("tocsin_channel_down{channel=\"email\"} 1\n"))
        #expect(watch.exposition.contains("tocsin_channel_down{channel=\"log\"} 0\n"))
        watch.note(.accepted(evidence: .reply(250)), at: addresses[0])
        #expect(
            mail.all.count == 2 && hook.all.count == 5 && mail.all[1].contains("messages get out again"),
            "\(mail.all)"
        )
        watch.keep(Directory(version: "2"))
        #expect(watch.down.isEmpty && mail.all.count == 2)
    }

    @Test(arguments: SelfAlert.Kind.allCases)
    func `every trouble has words in every language`(kind: SelfAlert.Kind) {
        var seen: Set<String> = []
        for language in Language.allCases {
            let title = SelfAlert(kind: kind, details: "").title(in: language)
            #expect(seen.insert(title).inserted && !title.isEmpty)
        }
    }

    @Test func `a plan that reaches nobody, a full disk and a damaged record are told by the ledger`() throws {
        let scene = try Scene(Town.directory([.asking(["a"])], without: ["office"]))
        scene.ledger.alerts = alerts
        clock.set(scene.now)
        scene.store.failCommits(.full)
        _ = try? scene.file()
        #expect(file.all.last?.contains("new reports cannot be stored") == true)
        clock.set(scene.now)
        try scene.file()
        #expect(file.all.last?.contains("Tocsin is well again: new reports are stored again") == true)
        try scene.run(until: 6)
        clock.set(scene.now)
        #expect(file.all.last?.contains("a plan reached nobody at all") == true, "\(file.all)")
    }
}
