import Dispatching
import Escalation
import HTTPAPI
import Testing
import Text

@Suite struct `What the answer page says` {
    @Test func `hostile texts are shown as texts`() async throws {
        try await TestServer.run { server in
            let id = try await server.file(
                #"""
                {"unit": "/riverside-town", "plan": "public-gathering", "title": "<script>alert('1')</script>",
                "place": "\"><img src=x>", "facts": {"demand": "</dd><form action=//evil>\u202e\u0000&amp;"},
                "note": "'onload='x"}
                """#
            )
            let page = try await server.request("GET", "/a/\(try server.token(id, "he-an"))").text
            #expect(!page.contains("<script"))
            #expect(!page.contains("<img"))
            #expect(!page.contains("</dd><form"))
            #expect(!page.contains("\u{202E}"))
            #expect(page.contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;"))
            #expect(page.contains("&amp;amp;"))
        }
    }

    @Test(arguments: [("he-an", "en", "I take it"), ("lin-yue", "zh-Hans", "我来处置"), ("wu-mei", "zh-Hant", "我來處理")])
    func `each reader gets their own language`(_ person: String, _ language: String, _ button: String) async throws {
        try await TestServer.run { server in
            let id = try await server.file()
            let page = try await server.request("GET", "/a/\(try server.token(id, person))").text
            #expect(page.contains("<html lang=\"\(language)\">"))
            #expect(page.contains(button))
        }
    }

    @Test func `each text has its own writing direction`() async throws {
        try await TestServer.run { server in
            let id = try await server.file(
                """
                {"unit": "/riverside-town", "plan": "public-gathering", "title": "حريق في المبنى 3", "place": "قاعة 2",
                "note": "سطر", "facts": {"demand": "أول"}}
                """
            )
            let page = try await server.request("GET", "/a/\(try server.token(id, "he-an"))").text
            #expect(page.contains("<h1 dir=\"auto\">حريق في المبنى 3</h1>"))
            #expect(page.contains("<bdi>قاعة 2</bdi> · <bdi>Riverside Town Office</bdi>"))
            #expect(page.contains("<dd dir=\"auto\">أول</dd>"))
            #expect(page.contains("<dd dir=\"auto\">سطر</dd>"))
            #expect(page.contains("<textarea name=\"note\" rows=\"1\" dir=\"auto\""))
        }
    }

    private static let ordinary =
        #"{"unit": "/riverside-town", "plan": "public-gathering", "title": "x", "facts": {"people": 2}}"#

    @Test func `others are said to be asked only while they are`() async throws {
        try await TestServer.run { server in
            let id = try await server.file(Self.ordinary)
            let path = "/a/\(try server.token(id, "he-an"))"
            let asked = try await server.request("GET", path).text
            #expect(asked.contains("Others are still asked."))
            #expect(asked.contains("Unless somebody takes it, others are asked at 03:27."))
            let taken = Answer(person: "lin-yue", word: .accept, note: nil)
            _ = try await server.ledger.handle(.answer(taken), of: id, by: .person("lin-yue"))
            let page = try await server.request("GET", path).text
            #expect(!page.contains("Others are still asked.") && page.contains("I take it too"))
        }
    }

    @Test func `everybody who has it is named with their own time, and one yes too few keeps the big button`()
        async throws
    {
        try await TestServer.run { server in
            let id = try await server.file(
                #"{"unit": "/riverside-town/service-centre", "plan": "fire", "title": "Fire", "severity": 1}"#
            )
            let path = "/a/\(try server.token(id, "he-an"))"
            #expect(try await server.request("GET", path).text.contains("Unless enough people take it, "))
            let first = Answer(person: "wu-mei", word: .accept, note: nil)
            _ = try await server.ledger.handle(.answer(first), of: id, by: .person("wu-mei"))
            let page = try await server.request("GET", path).text
            #expect(
                page.contains("Wu Mei has been handling this since 03:22.")
                    && page.contains("More people are being asked.")
            )
            #expect(page.contains("value=\"accept\" class=\"first\">I take it too"), "\(page)")
            #expect(
                page.contains(
                    "Unless enough people take it, Wu Mei and Lin Yue are told at 03:24 that people are still missing."
                )
            )
            server.clock.advance(.minutes(1))
            let second = Answer(person: "lin-yue", word: .accept, note: nil)
            _ = try await server.ledger.handle(.answer(second), of: id, by: .person("lin-yue"))
            let enough = try await server.request("GET", path).text
            #expect(enough.contains("Handling it: Wu Mei since 03:22, Lin Yue since 03:23."), "\(enough)")
            #expect(enough.contains("value=\"accept\" class=\"second wide\">I take it too"))
            #expect(!enough.contains("Unless"))
        }
    }

    @Test func `the last step promises no others`() async throws {
        try await TestServer.run { server in
            let id = try await server.file(
                #"{"unit": "/riverside-town/service-centre", "plan": "fire", "title": "Fire"}"#
            )
            let page = try await server.request("GET", "/a/\(try server.token(id, "he-an"))").text
            #expect(page.contains("Unless somebody takes it, Lin Yue is told at 03:27 that nobody has."), "\(page)")
            #expect(page.contains("It does not say that you take it.") && !page.contains("thers are"), "\(page)")
            let other = try await server.file(
                #"{"unit": "/riverside-town", "plan": "public-gathering", "title": "x"}"#
            )
            let begun = try await server.request("GET", "/a/\(try server.token(other, "he-an"))").text
            #expect(begun.contains("Unless somebody takes it, others are asked at 03:27."), "\(begun)")
        }
    }

    @Test(arguments: [
        ("he-an", "called the drill off", ["false alarm"]), ("lin-yue", "取消演练", ["误报"]),
        ("wu-mei", "取消演練", ["誤報"]),
    ])
    func `a drill that was called off is no false alarm, on the page and on the timeline`(
        _ person: String,
        _ words: String,
        _ untrue: [String]
    ) async throws {
        try await TestServer.run { server in
            for isDrill in [true, false] {
                let id = try await server.file(
                    #"{"unit": "/riverside-town", "plan": "public-gathering", "title": "x", "facts": {"people": 25}, "drill": \#(isDrill)}"#
                )
                let path = "/a/\(try server.token(id, person))"
                let ended = try await server.request(
                    "POST",
                    "/v1/incidents/\(id)/cancel",
                    as: "operator",
                    body: #"{"reason": "it rains"}"#
                )
                #expect(ended.json["drill"] == (isDrill ? .flag(true) : .null))
                let page = try await server.request("GET", path).text
                let language = ["he-an": "en", "lin-yue": "zh-Hans", "wu-mei": "zh-Hant"][person] ?? ""
                let shown = try await server.request(
                    "GET",
                    "/v1/incidents/\(id)?lang=\(language)",
                    as: "operator"
                )
                let off = ["en": "Drill called off (", "zh-Hans": "演练取消（", "zh-Hant": "演練取消（"]
                #expect(page.contains(words) == isDrill)
                #expect(shown.text.contains(off[language] ?? "-") == isDrill, "\(shown.text)")
                for word in untrue { #expect(page.contains(word) != isDrill && shown.text.contains(word) != isDrill) }
            }
        }
    }

    @Test(arguments: [("he-an", "tense"), ("lin-yue", "紧张"), ("wu-mei", "緊張")])
    func `a choice is shown in the reader's language`(_ person: String, _ word: String) async throws {
        try await TestServer.run { server in
            let id = try await server.file(
                #"{"unit": "/riverside-town", "plan": "public-gathering", "title": "x", "facts": {"people": 25, "mood": "tense"}}"#
            )
            let page = try await server.request("GET", "/a/\(try server.token(id, person))").text
            #expect(page.contains("<dd dir=\"auto\">\(word)</dd>"), "\(page)")
            let units = try await server.request("GET", "/v1/units", as: "operator").text
            #expect(units.contains(#""choice_labels":{"tense":{"#), "\(units)")
        }
    }

    @Test func `a drill says so`() async throws {
        try await TestServer.run { server in
            let id = try await server.file(
                #"{"unit": "/riverside-town", "plan": "public-gathering", "title": "x", "drill": true}"#
            )
            #expect(
                try await server.request("GET", "/a/\(try server.token(id, "he-an"))").text.contains(
                    "Drill. Nothing has happened. Call nobody outside."
                )
            )
        }
    }
}
