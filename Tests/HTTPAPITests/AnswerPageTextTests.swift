import Dispatching
import Escalation
import HTTPAPI
import Testing

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

    @Test func `others are said to be asked only while they are`() async throws {
        try await TestServer.run { server in
            let id = try await server.file()
            let path = "/a/\(try server.token(id, "he-an"))"
            #expect(try await server.request("GET", path).text.contains("Others are still asked."))
            let taken = Answer(person: "lin-yue", word: .accept, note: nil)
            _ = try await server.ledger.handle(.answer(taken), of: id, by: .person("lin-yue"))
            let page = try await server.request("GET", path).text
            #expect(!page.contains("Others are still asked.") && page.contains("I take it too"))
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
