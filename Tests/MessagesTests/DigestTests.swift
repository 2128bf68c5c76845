import Testing

@testable import Escalation
@testable import Messages

@Suite struct DigestTests {
    private static let power = Example.incident(
        title: "配电室停电",
        severity: .one,
        id: 9,
        reportedAt: Example.now - .minutes(75)
    )

    private static func material(_ kind: MessageKind, _ incident: Incident, language: String) -> MessageMaterial {
        Example.material(kind, language: language, incident: incident, link: "https://x.example/a/\(incident.id)")
    }

    @Test(arguments: Language.allCases)
    func `a digest lists titles, ranks and ages, with a link for each incident`(language: Language) throws {
        let first = Self.material(.alert, Example.incident(), language: language.rawValue)
        let second = Self.material(.reminder, Self.power, language: language.rawValue)
        let message = try Example.templates.get().renderDigest(
            [first, second],
            wireID: "k3f9x2-d-1",
            rule: .perAddress
        )
        #expect(message.templateFault == nil)
        #expect(message.isDigest)
        #expect(message.kindName == "digest")
        #expect(message.severity == .one)
        #expect(message.title.contains("I"))
        #expect(message.title.contains("2"))
        let age = ["en": "1 h 15 min", "zh-Hans": "1小时15分钟", "zh-Hant": "1小時15分鐘"][language.rawValue] ?? ""
        for part in ["配电室停电", "补偿款未到账", "#9", "#7", age] { #expect(message.text.contains(part)) }
        let lines = message.text.split(separator: "\n")
        #expect(lines.contains("https://x.example/a/7"))
        #expect(lines.contains("https://x.example/a/9"))
        let graver = try #require(message.text.firstRange(of: "配电室停电"))
        let other = try #require(message.text.firstRange(of: "补偿款未到账"))
        #expect(graver.lowerBound < other.lowerBound)
        #expect(message.link == nil)
        #expect(message.threadID == "k3f9x2-d-1")
        #expect(message.asks)
    }

    @Test func `an incident stands in a digest once, as its last message has it`() throws {
        let first = Self.material(.alert, Example.incident(), language: "en")
        let second = Self.material(.allClear, Example.incident(for: .allClear), language: "en")
        let message = try Example.templates.get().renderDigest([first, second], wireID: "d", rule: .perAddress)
        #expect(message.title.contains("Ended"))
        #expect(message.link == "https://x.example/a/7")
        let other = Self.material(.alert, Self.power, language: "en")
        let digest = try Example.templates.get().renderDigest([first, other, second], wireID: "d", rule: .perAddress)
        #expect(digest.title.contains("2 at once") && digest.title.contains("配电室停电"))
        #expect(digest.text.contains("\nended ·"))
        #expect(digest.text.ranges(of: "please answer").count == 1)
    }

    @Test func `what is about one incident alone goes out as that incident's own message`() throws {
        let alert = Self.material(.alert, Example.incident(), language: "en")
        let news = Self.material(.update, Example.incident(), language: "en")
        let message = try Example.templates.get().renderDigest(
            [alert, news],
            wireID: "k3f9x2-7-1-d",
            rule: .perAddress
        )
        #expect(!message.isDigest && message.kind == .alert && message.asks)
        #expect(message.wireID == "k3f9x2-7-1-d" && message.threadID == alert.threadID)
        let own = try Example.templates.get().render(alert)
        #expect(message.title == own.title)
    }

    @Test func `a digest is a drill only when all in it are; each drill is marked`() throws {
        var drill = Self.power
        drill.report.isDrill = true
        let mixed = [
            Self.material(.alert, Example.incident(), language: "en"), Self.material(.alert, drill, language: "en"),
        ]
        let message = try Example.templates.get().renderDigest(mixed, wireID: "d", rule: .perAddress)
        #expect(
            message.title.hasPrefix("[I] 2 at once, please answer · DRILL Service Centre: 配电室停电 · Service Centre: 补偿款")
        )
        #expect(message.text.contains("DRILL [I] Service Centre: 配电室停电"))
        let practice = try Example.templates.get().renderDigest([mixed[1]], wireID: "d", rule: .perAddress)
        #expect(practice.title.hasPrefix("DRILL"))
        #expect(practice.text.hasPrefix("DRILL"))
    }

    @Test func `a digest of ten thousand incidents keeps its limit`() throws {
        let materials = (1...10_000).map {
            Self.material(.alert, Example.incident(id: Int64($0)), language: "zh-Hans")
        }
        let message = try Example.templates.get().renderDigest(materials, wireID: "d", rule: .perAddress)
        #expect(message.text.utf8.count <= 65_536)
        #expect(message.text.hasSuffix("…"))
    }
}
