import Access
import Dispatching
import Escalation
import HTTPAPI
import Testing

@Suite struct `A refused press` {
    private static let form = ("Content-Type", "application/x-www-form-urlencoded")

    private static func press(
        _ server: TestServer,
        _ token: String,
        _ headers: [(String, String)],
        body: String? = nil
    ) async throws -> Reply {
        let mark = server.links.csrf.token(for: token, at: server.clock.now().wall)
        let (path, form) = ("/a/\(token)", "answer=accept&note=kept&mark=\(mark)")
        return try await server.request("POST", path, headers: headers, body: body ?? form)
    }

    @Test(arguments: [
        ("he-an", "The page was opened at http://127.0.0.1:", "but this server is known as https://tocsin.example"),
        ("lin-yue", "页面是从 http://127.0.0.1:", "而本服务器的网址是 https://tocsin.example"),
        ("wu-mei", "頁面是從 http://127.0.0.1:", "而本伺服器的網址是 https://tocsin.example"),
    ])
    func `on a page at another address says both addresses`(_ person: String, _ opened: String, _ known: String)
        async throws
    {
        try await TestServer.run(publicURL: "https://tocsin.example") { server in
            let id = try await server.file()
            let token = try server.token(id, person)
            let before = try server.contents()
            let headers = [Self.form, ("Origin", "http://127.0.0.1:\(server.port)")]
            let reply = try await Self.press(server, token, headers)
            #expect(reply.status == 403)
            #expect(reply.text.contains(opened))
            #expect(reply.text.contains(known))
            #expect(reply.text.contains(">kept</textarea>"))
            #expect(try server.contents() == before)
        }
    }

    @Test func `says its true reason`() async throws {
        try await TestServer.run { server in
            let token = try server.token(try await server.file(), "he-an")
            let before = try await server.settledContents()
            let long = "answer=accept&note=" + String(repeating: "a", count: 70_000)
            let cases: [([(String, String)], String?, Int, String)] = [
                ([("Content-Type", "text/plain")], nil, 415, "in a way that is not taken"),
                ([("Content-Type", "multipart/form-data; boundary=x")], nil, 415, "in a way that is not taken"),
                ([Self.form, ("Content-Encoding", "gzip")], nil, 415, "in a way that is not taken"),
                ([Self.form], long, 413, "larger than this page allows"),
                ([Self.form], "answer=accept&note=%zz", 400, "cannot be read"),
                ([Self.form], "answer=maybe", 400, "Please press a button"),
                ([Self.form], "answer=accept", 409, "without the mark of this page"),
                ([Self.form], "answer=accept&mark=1.AA", 409, "without the mark of this page"),
            ]
            for (headers, body, status, why) in cases {
                let reply = try await Self.press(server, token, headers, body: body)
                #expect(reply.status == status, "\(why)")
                #expect(reply.text.contains(why), "\(why): \(reply.text)")
                #expect(reply.text.contains("name=\"mark\""), "fresh buttons")
            }
            #expect(try await server.settledContents() == before)
        }
    }

    @Test(arguments: ["\u{6C49}", "\u{1F692}", "a", "\n"])
    func `is not one for the longest note, in whatever letters`(letter: String) async throws {
        try await TestServer.run { server in
            let token = try server.token(try await server.file(), "he-an")
            let mark = server.links.csrf.token(for: token, at: server.clock.now().wall)
            let escaped = letter == "\n" ? "%0D%0A" : letter.utf8.map { "%" + String($0, radix: 16) }.joined()
            for (count, status) in [(3_600, 200), (4_000, 200), (4_001, 413)] {
                let note = "x" + String(repeating: escaped, count: count - 2) + "x"
                let body = "answer=note&mark=\(mark)&note=\(note)"
                let reply = try await Self.press(server, token, [Self.form], body: body)
                #expect(reply.status == status, "\(count): \(reply.status)")
            }
        }
    }

    @Test(arguments: [
        ("he-an", "The button came", "nothing was sent"), ("lin-yue", "按钮未带本页的校验标记，答复尚未提交", "此次提交"),
        ("wu-mei", "按鈕未帶本頁的驗證標記，答覆尚未送出", "此次送出"),
    ])
    func `does not say both that it came and that it was not sent`(_ person: String, _ words: String, _ other: String)
        async throws
    {
        try await TestServer.run { server in
            let token = try server.token(try await server.file(), person)
            let reply = try await Self.press(server, token, [Self.form], body: "answer=accept")
            #expect(reply.status == 409 && reply.text.contains(words))
            #expect(reply.text.contains(other) == (person == "he-an"))
        }
    }

    @Test(arguments: [
        "application/x-www-form-urlencoded; charset=UTF-8", "Application/X-WWW-Form-Urlencoded;charset=utf-8",
        "application/x-www-form-urlencoded ; x=y",
    ])
    func `is not one for its spelling of the type`(type: String) async throws {
        try await TestServer.run { server in
            let token = try server.token(try await server.file(), "he-an")
            #expect(try await Self.press(server, token, [("Content-Type", type)]).status == 200)
        }
    }

    @Test(arguments: ["https://TOCSIN.example:443", "https://tocsin.example.", "HTTPS://tocsin.example"])
    func `is not one for the browser's spelling of our name`(origin: String) async throws {
        for url in ["https://tocsin.example", "https://Tocsin.Example/alarm", "https://tocsin.example:443"] {
            try await TestServer.run(publicURL: url) { server in
                let token = try server.token(try await server.file(), "he-an")
                #expect(try await Self.press(server, token, [Self.form, ("Origin", origin)]).status == 200)
            }
        }
    }

    @Test func `is not one for a name in other letters than Latin`() async throws {
        for name in ["städte", "sta\u{308}dte", "ST\u{C4}DTE"] {
            try await TestServer.run(publicURL: "https://\(name).example") { server in
                let token = try server.token(try await server.file(), "he-an")
                let headers = [Self.form, ("Origin", "https://xn--stdte-hra.example")]
                #expect(try await Self.press(server, token, headers).status == 200)
            }
        }
    }

    @Test func `an empty note is one, whatever it is made of`() async throws {
        try await TestServer.run { server in
            let token = try server.token(try await server.file(), "he-an")
            let mark = server.links.csrf.token(for: token, at: server.clock.now().wall)
            for note in ["", "+", "%E2%80%8B", "%EF%BB%BF%0D%0A", "%E3%80%80", "%E3%85%A4", "%CC%81", "%00"] {
                let body = "answer=note&mark=\(mark)&note=\(note)"
                let reply = try await Self.press(server, token, [Self.form], body: body)
                #expect(reply.status == 400, "\(note)")
                #expect(reply.text.contains("the note is empty"))
            }
        }
    }
}
