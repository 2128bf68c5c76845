import Dispatching
import Escalation
import HTTPAPI
import Record
import Testing

@Suite struct `Texts in reports` {
    private static let invisible = [
        " ", "\u{200B}", "\u{0}", "\u{202E}\u{2066}", "\u{FEFF}", "\u{3000}\t\n", "\u{3164}", "\u{2800}", "\u{E0041}",
        "\u{301}",
    ]

    @Test(arguments: invisible)
    func `a text of which nobody sees anything is none`(text: String) async throws {
        try await TestServer.run { server in
            let written = String(decoding: try CompactEncoder.encode(text), as: UTF8.self)
            let start = #"{"unit": "/riverside-town", "plan": "public-gathering", "#
            let title = try await server.request(
                "POST",
                "/v1/incidents",
                as: "gate",
                body: start + "\"title\": \(written)}"
            )
            #expect(title.status == 422)
            #expect(title.json["errors"][0]["detail"].string == "is blank: write something that can be seen")
            #expect(try server.contents().isEmpty)
            let rest = #""title": "x", "place": T, "note": T, "dedup_key": T, "facts": {"demand": T, "mood": T}}"#
            let body = start + rest.replacing("T", with: written)
            for _ in 0..<2 {
                #expect(try await server.request("POST", "/v1/incidents", as: "gate", body: body).status == 201)
            }
            let report = try server.incident(2).report
            #expect(report.place == nil && report.note == nil && report.dedupKey == nil && report.facts.isEmpty)
            for (path, member) in [
                ("escalate", "reason"), ("cancel", "reason"), ("stand-down", "reason"),
                ("reports", "kind\": \"final\", \"text"), ("severity", "severity\": \"II\", \"reason"),
                ("answers", "person\": \"he-an\", \"answer\": \"note\", \"note"),
            ] {
                let body = "{\"\(member)\": \(written)}"
                let reply = try await server.request("POST", "/v1/incidents/1/\(path)", as: "operator", body: body)
                #expect(reply.status == 422, "\(path): \(reply.text)")
            }
        }
    }

    @Test func `a real text keeps its joiners and marks`() async throws {
        try await TestServer.run { server in
            let title = "\u{200F}حريق 👩‍🚒 می\u{200C}خواهم e\u{301}"
            let body = #"{"unit": "/riverside-town", "plan": "public-gathering", "title": "\#(title)"}"#
            #expect(try await server.request("POST", "/v1/incidents", as: "gate", body: body).status == 201)
            let stored = try server.incident(1).report.title
            #expect(Array(stored.unicodeScalars) == Array(title.unicodeScalars))
        }
    }

    @Test func `two spellings of a dedup key are two keys`() async throws {
        try await TestServer.run { server in
            func body(_ key: String) -> String {
                #"{"unit": "/riverside-town", "plan": "public-gathering", "title": "x", "dedup_key": "\#(key)"}"#
            }
            let keys = ["caf\u{E9}", "cafe\u{301}", "\u{212A}", "K"]
            let all = "[" + keys.map(body).joined(separator: ",") + "]"
            #expect(try await server.request("POST", "/v1/incidents", as: "gate", body: all).status == 201)
            for (position, key) in keys.enumerated() {
                let again = try await server.request("POST", "/v1/incidents", as: "gate", body: body(key))
                #expect(again.status == 200)
                #expect(again.json["id"] == .integer(Int64(position + 1)))
            }
        }
    }
}
