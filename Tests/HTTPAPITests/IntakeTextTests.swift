import Dispatching
import Escalation
import HTTPAPI
import Record
import Testing
import Text

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
                #expect(again.json["id"] == .text("memory00-\(position + 1)"))
            }
        }
    }

    private static func body(_ members: String) -> String {
        #"{"unit": "/riverside-town", "plan": "public-gathering", \#(members)}"#
    }

    @Test func `titles and places are counted in characters as people see them`() async throws {
        try await TestServer.run { server in
            for letter in ["a", "\u{6551}", "\u{1F692}", "e\u{301}"] {
                let fits = String(repeating: letter, count: APILimits.titleCharacters)
                let taken = Self.body(#""title": "\#(fits)", "place": "\#(fits)""#)
                #expect(
                    try await server.request("POST", "/v1/incidents", as: "gate", body: taken).status == 201,
                    "\(letter)"
                )
                for name in ["title", "place"] {
                    let other = name == "title" ? "" : #""title": "x", "#
                    let long = Self.body(other + #""\#(name)": "\#(fits)\#(letter)""#)
                    let reply = try await server.request("POST", "/v1/incidents", as: "gate", body: long)
                    #expect(reply.status == 422)
                    let detail = "must have at most 1000 characters, and has 1001"
                    #expect(reply.json["errors"][0]["detail"].string == detail, "\(reply.text)")
                }
            }
        }
    }

    @Test func `what is wrong with one report of an array names that report`() async throws {
        try await TestServer.run { server in
            let good = TestServer.report
            let nowhere = #"{"unit": "/nowhere", "plan": "public-gathering", "title": "x"}"#
            let body = "[\(good), 3, {}, \(nowhere), [], \(good)]"
            let reply = try await server.request("POST", "/v1/incidents", as: "gate", body: body)
            #expect(reply.status == 207)
            try #require(reply.json.elements.count == 6, "\(reply.text)")
            let problems = reply.json.elements.map { $0["problem"] }
            #expect(problems[0] == .null && problems[5] == .null)
            #expect(problems[1]["detail"].string == "report 2 of the array must be an object, not a number")
            #expect(problems[1]["errors"][0]["field"].string == "")
            #expect(problems[2]["detail"].string?.hasPrefix("report 3 of the array: unit is required") == true)
            #expect(problems[2]["errors"][0]["field"].string == "unit")
            #expect(problems[3]["detail"].string?.hasPrefix("report 4 of the array: ") == true, "\(problems[3])")
            #expect(problems[4]["detail"].string == "report 5 of the array must be an object, not a list")
            let alone = try await server.request("POST", "/v1/incidents", as: "gate", body: "[null]")
            #expect(alone.text.contains("report 1 of the array must be an object, not null"), "\(alone.text)")
        }
    }
}
