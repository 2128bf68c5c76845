import Foundation
import Testing
import Text

@testable import Escalation
@testable import Messages

@Suite struct PayloadTests {
    private static func json(_ preset: String, _ message: Message) throws -> NSDictionary {
        let preset = try #require(try Example.templates.get().presets[preset])
        return try #require(try JSONSerialization.jsonObject(with: Data(preset.payload(for: message))) as? NSDictionary)
    }

    private static func expected(_ text: String) throws -> NSDictionary {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? NSDictionary)
    }

    @Test func `generic is a Standard Webhooks event`() throws {
        let preset = try #require(try Example.templates.get().presets["generic"])
        let payload = String(decoding: preset.payload(for: try Example.render(Example.material())), as: UTF8.self)
        #expect(
            payload.hasPrefix(
                #"{"type":"incident.alert","timestamp":"2026-11-20T19:05:00Z","data":{"id":"k3f9x2-7-3","#
            )
        )
        let start =
            #""thread":"k3f9x2-7","incident":7,"kind":"alert","asks":true,"drill":false,"status":"open","severity":"II","#
        #expect(payload.contains(start))
        #expect(payload.contains(#""facts":{"demand":"当日答复补偿款发放时间","people":25,"police":true}"#))
        #expect(payload.contains(#""occurred_at":"2026-11-20T18:46:00Z","reported_at":"2026-11-20T19:04:00Z""#))
        #expect(!payload.contains("\n"))
        #expect(preset.signing == .standardWebhooks)
        #expect(preset.method == "POST")
        #expect(preset.url(for: "https://x.example/hook") == "https://x.example/hook")
    }

    @Test func `generic says null for what there is not`() throws {
        var incident = Example.incident(place: nil)
        incident.report.occurredAt = nil
        let message = try Example.render(Example.material(.copy, incident: incident, link: nil))
        let data = try #require(try Self.json("generic", message)["data"] as? NSDictionary)
        for key in ["place", "occurred_at", "link"] { #expect(data[key] is NSNull) }
    }

    @Test func `Slack gets a button when the message asks, and the link in the text when not`() throws {
        let asking = try Example.render(Example.material(language: "en", incident: Example.incident(title: "A & B")))
        #expect(
            try Self.json("slack", asking)
                == Self.expected(
                    """
                    {"text":"[II Major] Service Centre: A &amp; B #7","blocks":[
                    {"type":"header","text":{"type":"plain_text","text":"[II Major] Service Centre: A &amp; B #7"}},
                    {"type":"section","text":{"type":"mrkdwn","text":\(Self.quoted(asking.textWithoutLink, "&", "&amp;"))}},
                    {"type":"actions","elements":[{"type":"button","style":"primary","url":"\(Example.link)",
                    "text":{"type":"plain_text","text":"Answer"}}]}]}
                    """
                )
        )
        let telling = try Example.render(Example.material(.takenOver))
        let blocks = try #require(try Self.json("slack", telling)["blocks"] as? [NSDictionary])
        #expect(blocks.count == 2)
        #expect("\(blocks[1])".contains("tocsin.town.example"))
    }

    @Test func `WeCom gets Markdown within its bytes, with the link whole`() throws {
        let message = try Example.render(Example.material())
        let content = "## \(message.title)\n\(message.textWithoutLink)\n\n[答复](\(Example.link))"
        let escaped = content.replacing("#7", with: "＃7")
        #expect(
            try Self.json("wecom", message)
                == Self.expected("{\"msgtype\":\"markdown\",\"markdown\":{\"content\":\(Self.quoted(escaped))}}")
        )
        let long = Example.incident(note: String(repeating: "长", count: 4_000))
        let payload = try Self.json("wecom", try Example.render(Example.material(incident: long)))
        let cut = try #require((payload["markdown"] as? NSDictionary)?["content"] as? String)
        #expect(cut.utf8.count <= 4_096)
        #expect(cut.utf8.count > 4_090)
        #expect(cut.hasSuffix("长…\n\n[答复](\(Example.link))"))
    }

    @Test func `DingTalk gets an action card when the message asks, Markdown when not`() throws {
        let message = try Example.render(Example.material())
        let title = message.title.replacing("#7", with: "＃7")
        let text = "### \(title)\n\n" + message.textWithoutLink.replacing("\n", with: "  \n")
        #expect(
            try Self.json("dingtalk", message)
                == Self.expected(
                    """
                    {"msgtype":"actionCard","actionCard":{"title":\(Self.quoted(title)),"text":\(Self.quoted(text)),
                    "singleTitle":"答复","singleURL":"\(Example.link)"}}
                    """
                )
        )
        let telling = try Self.json("dingtalk", Example.render(Example.material(.allClear)))
        #expect(telling["msgtype"] as? String == "markdown")
        #expect(try Example.templates.get().presets["dingtalk"]?.signing == .dingtalk)
    }

    @Test func `a digest of several incidents goes without a button`() throws {
        let materials = [Example.material(), Example.material(incident: Example.incident(id: 8))]
        let digest = try Example.templates.get().renderDigest(materials, wireID: "d-1", rule: .perAddress)
        for name in ["slack", "wecom", "dingtalk"] {
            #expect(!"\(try Self.json(name, digest))".contains("button"))
            #expect(try Self.json(name, digest)["actionCard"] == nil)
        }
        #expect(try Self.json("generic", digest)["type"] as? String == "incident.digest")
    }

    @Test func `a limit in characters counts what an escaped value takes`() throws {
        let incident = Example.incident(title: String(repeating: "&", count: 140))
        let payload = try Self.json("slack", try Example.render(Example.material(incident: incident)))
        let header = try #require((payload["blocks"] as? [NSDictionary])?[0]["text"] as? NSDictionary)
        let text = try #require(header["text"] as? String)
        #expect(text.utf16.count <= 150)
        #expect(text.hasSuffix("&amp;…"))
    }

    private static func quoted(_ text: String, _ this: String = "", _ that: String = "") -> String {
        let json = JSONOutput(.page)
        json.string(this.isEmpty ? text : text.replacing(this, with: that))
        return String(decoding: json.bytes, as: UTF8.self)
    }
}
