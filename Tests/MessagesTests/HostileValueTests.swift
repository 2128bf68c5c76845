import Foundation
import Testing
import Text

@testable import Escalation
@testable import Messages

/// Values that would act if anything took them for more than text.
@Suite struct HostileValueTests {
    static let values = [
        "\"}", "</script><script>alert(1)</script>", "{{link}}{{#facts}}", "a\u{2028}b\u{2029}c", "nul\u{0}byte",
        "\u{1B}[31mred\u{1B}[0m\u{7}", "\u{202E}gpj.exe\u{2066}x\u{2069}\u{200F}", "c1\u{85}\u{9B}31m",
        "<!channel> <@all> & <https://evil.example|here>", "[x](https://evil.example) ![i](https://e.example/i.png)",
        "# h\n> q\n`c` *b* ~s~ \\", "line\r\nTo: x\rBcc: y\n\n\n\n.\n", "🏴󠁧󠁢󠁥󠁮󠁧󠁿e\u{301}\u{FFFD}\u{FFFF}",
        String(repeating: "a", count: 1_048_576), String(repeating: "救", count: 349_525),
        "e" + String(repeating: "\u{301}", count: 524_288),
    ]

    private static func message(_ value: String, _ kind: MessageKind = .alert) throws -> Message {
        var plan = Example.plan
        plan.guidance = LocalizedText(value)
        plan.title = LocalizedText(value)
        var incident = Example.incident(
            title: value,
            place: value,
            facts: ["people": .number(25), "demand": .text(value), value: .text(value)],
            note: value
        )
        incident.closing = ClosingNote(by: .token(value), at: Example.now, reason: value)
        return try Example.render(Example.material(kind, incident: incident, plan: plan))
    }

    private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0A: false
        case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    @Test(arguments: values.indices)
    func `in plain text they are harmless and short`(index: Int) throws {
        for kind in [MessageKind.alert, .allClear] {
            let message = try Self.message(Self.values[index], kind)
            #expect(message.templateFault == nil)
            #expect(message.text.utf8.count <= 65_536)
            #expect(message.title.utf8.count <= 1_024)
            #expect(!message.title.contains { $0.isNewline })
            #expect(!(message.title + message.text).unicodeScalars.contains { Self.isForbidden($0) })
            #expect(message.text.contains(Example.link))
            #expect(message.title.contains("II"))
        }
    }

    @Test(arguments: values.indices)
    func `in JSON they are values and nothing else`(index: Int) throws {
        let message = try Self.message(Self.values[index])
        for preset in try Example.templates.get().presets.values {
            let payload = preset.payload(for: message)
            #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(payload)) }
            #expect(!payload.contains { $0 < 0x20 || $0 == UInt8(ascii: "<") })
            #expect(payload.firstRange(of: Array(Example.link.utf8)) != nil)
        }
        let generic = try #require(try Example.templates.get().presets["generic"])
        let root = try JSONSerialization.jsonObject(with: Data(generic.payload(for: message))) as? [String: Any]
        let data = try #require(root?["data"] as? [String: Any])
        #expect(data["title"] as? String == message.title)
        #expect(data["text"] as? String == message.text)
        #expect(data["place"] as? String == message.place)
    }

    @Test(arguments: values.indices)
    func `in HTML they are text`(index: Int) throws {
        let html = try Self.message(Self.values[index]).html
        for part in ["<script", "</script", "<!channel", "<@all", "javascript:"] { #expect(!html.contains(part)) }
        let tags = html.split(separator: "<").dropFirst().map { $0.prefix { $0.isLetter || $0 == "/" || $0 == "!" } }
        let known: Set<Substring> = [
            "!DOCTYPE", "html", "/html", "head", "/head", "meta", "title", "/title", "body", "/body", "div", "/div",
            "h",
            "/h", "p", "/p", "br", "a", "/a", "bdi", "/bdi",
        ]
        #expect(Set(tags).subtracting(known) == [])
    }

    @Test(arguments: values.indices)
    func `among a receiver's own markup they make no link, no mention and no heading`(index: Int) throws {
        let message = try Self.message(Self.values[index])
        let presets = try Example.templates.get().presets
        let slack = try Self.texts(of: #require(presets["slack"]), message)
        for text in slack { #expect(!text.contains("<")) }
        for name in ["wecom", "dingtalk"] {
            for text in try Self.texts(of: #require(presets[name]), message) {
                #expect(text.count { $0 == "[" } <= 1)
                #expect(!text.contains("`") && !text.contains("*"))
                #expect(!text.dropFirst().contains("\n#"))
            }
        }
    }

    private static func texts(of preset: WebhookPreset, _ message: Message) throws -> [String] {
        func texts(_ value: Any) -> [String] {
            if let map = value as? [String: Any] { return map.values.flatMap(texts) }
            if let list = value as? [Any] { return list.flatMap(texts) }
            return (value as? String).map { [$0] } ?? []
        }
        return texts(try JSONSerialization.jsonObject(with: Data(preset.payload(for: message))))
    }

    @Test(arguments: ["javascript:alert(1)", "https://x.example/\" onclick=\"x", "data:text/html,x", " https://x"])
    func `a link that is none makes no button`(link: String) throws {
        let html = try Example.render(Example.material(link: link)).html
        #expect(!html.contains("<a "))
        #expect(!html.contains("onclick=\""))
    }
}
