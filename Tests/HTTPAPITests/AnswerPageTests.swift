import Access
import Dispatching
import Escalation
import HTTPAPI
import Testing

@Suite struct `The answer page` {
    private static let form = [("Content-Type", "application/x-www-form-urlencoded")]

    /// Presses a button of a page that was just fetched.
    private static func press(
        _ word: String,
        at path: String,
        of server: TestServer,
        note: String = "",
        mark: String? = nil,
        headers: [(String, String)] = []
    ) async throws -> Reply {
        let page = try await server.request("GET", path).text
        let found = page.split(separator: "name=\"mark\" value=\"").dropFirst().first?.prefix { $0 != "\"" }
        let body = "answer=\(word)&note=\(note)&mark=\(mark ?? String(found ?? ""))"
        return try await server.request("POST", path, headers: form + headers, body: body)
    }

    @Test func `a thousand looks change nothing`() async throws {
        try await TestServer.run { server in
            let id = try await server.file()
            let path = "/a/\(try server.token(id, "he-an"))"
            let before = try await server.settledContents()
            for _ in 0..<1_000 {
                #expect(try await server.request("GET", path).status == 200)
                let head = try await server.request("HEAD", path)
                #expect(head.status == 200)
                #expect(head.body.isEmpty)
                let options = try await server.request("OPTIONS", path)
                #expect(options.status == 204)
                #expect(options[header: "Allow"] == "GET, HEAD, OPTIONS, POST")
            }
            for method in ["PUT", "DELETE", "PATCH"] {
                #expect(try await server.request(method, path).status == 405)
            }
            #expect(try await server.settledContents() == before)
        }
    }

    @Test func `a pressed button answers, and the second one hears who was first`() async throws {
        try await TestServer.run { server in
            let id = try await server.file()
            let first = try await Self.press(
                "accept",
                at: "/a/\(try server.token(id, "he-an"))",
                of: server,
                note: "on+my+way"
            )
            #expect(first.status == 200)
            #expect(first.text.contains("You are handling this now."))
            #expect(first.text.contains("You said at 03:22: I take it; on my way"))
            #expect(try server.incident(id).status == .acknowledged)
            #expect(try server.incident(id).responders.first?.note == "on my way")
            server.clock.advance(.minutes(2))
            let second = try await Self.press("accept", at: "/a/\(try server.token(id, "lin-yue"))", of: server)
            #expect(second.text.contains("何安已于03:22负责处置，您是第2位。"), "\(second.text)")
            let third = try await Self.press("accept", at: "/a/\(try server.token(id, "wu-mei"))", of: server)
            #expect(third.text.contains("何安已於03:22負責處理，您是第3位。"))
            #expect(try server.incident(id).responders.map(\.person) == ["he-an", "lin-yue", "wu-mei"])
        }
    }

    @Test func `cannot, seen, still on it and a note are told back`() async throws {
        try await TestServer.run { server in
            let id = try await server.file()
            let path = "/a/\(try server.token(id, "he-an"))"
            let seen = try await Self.press("seen", at: path, of: server)
            #expect(seen.text.contains("Nobody is handling it now: can you?"))
            #expect(try await Self.press("cannot", at: path, of: server).text.contains("Noted that you cannot."))
            let lapsed = try await Self.press("extend", at: path, of: server).text
            #expect(lapsed.contains("you do not count as handling this"))
            _ = try await Self.press("accept", at: path, of: server)
            let page = try await server.request("GET", path).text
            #expect(page.contains("Still on it"))
            #expect(page.contains("You have been handling this since 03:22."))
            #expect(try await Self.press("extend", at: path, of: server).text.contains("still on it"))
            #expect(
                try await Self.press("note", at: path, of: server, note: "ok").text.contains("Your note is on record.")
            )
            let empty = try await Self.press("note", at: path, of: server)
            #expect(empty.status == 400)
        }
    }

    @Test func `a late answer is kept and the page says who closed it`() async throws {
        try await TestServer.run { server in
            let id = try await server.file()
            let path = "/a/\(try server.token(id, "he-an"))"
            _ = try await server.ledger.handle(.close(.stoodDown, reason: "over"), of: id, by: .person("lin-yue"))
            let reply = try await Self.press("accept", at: path, of: server)
            #expect(reply.status == 200)
            #expect(reply.text.contains("It had ended before you answered; nothing is needed."))
            #expect(reply.text.contains("Lin Yue ended the response at 03:22."))
            let shown = try await server.request("GET", "/v1/incidents/\(id)?lang=zh-Hans", as: "admin")
            #expect(shown.text.contains("何安（结束后答复）：我来处置"), "\(shown.text)")
            #expect(try await server.request("GET", path).text.contains("You said at 03:22: I take it"))
            server.clock.advance(.days(8))
            #expect(try await server.request("GET", path).status == 404)
        }
    }

    @Test func `a stale, foreign, forged or missing mark does nothing and gives fresh buttons`() async throws {
        try await TestServer.run { server in
            let id = try await server.file()
            let token = try server.token(id, "he-an")
            let foreign = server.links.csrf.token(for: try server.token(id, "lin-yue"), at: server.clock.now().wall)
            let stale = server.links.csrf.token(for: token, at: server.clock.now().wall)
            server.clock.advance(.minutes(16))
            let before = try server.contents()
            for mark in [stale, foreign, "", "x", "a.b", stale.lowercased()] {
                let reply = try await Self.press("accept", at: "/a/\(token)", of: server, note: "kept", mark: mark)
                #expect(reply.status == 409)
                #expect(reply.text.contains("nothing was sent. Please press again."))
                #expect(reply.text.contains(">kept</textarea>"))
            }
            #expect(try server.contents() == before)
            #expect(try await Self.press("accept", at: "/a/\(token)", of: server).status == 200)
        }
    }

    @Test func `a form from another site does nothing`() async throws {
        try await TestServer.run { server in
            let id = try await server.file()
            let path = "/a/\(try server.token(id, "he-an"))"
            let before = try server.contents()
            for header in [
                ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site"), ("Origin", "https://evil.example"),
                ("Referer", "https://evil.example/a"),
            ] {
                let reply = try await Self.press("accept", at: path, of: server, note: "kept", headers: [header])
                #expect(reply.status == 403)
                let (name, value) = header
                let why = name == "Sec-Fetch-Site" ? "on a page of another site" : "was opened at https://evil.example,"
                #expect(reply.text.contains(why), "\(name): \(value)")
                #expect(reply.text.contains(">kept</textarea>"))
            }
            #expect(try server.contents() == before)
            #expect(
                try await Self.press("seen", at: path, of: server, headers: [("Sec-Fetch-Site", "same-origin")]).status
                    == 200
            )
            #expect(try await Self.press("seen", at: path, of: server, headers: [("Origin", "null")]).status == 200)
        }
    }

    @Test func `forged, foreign, cut off and unknown links get one and the same page`() async throws {
        try await TestServer.run { server in
            let id = try await server.file()
            let token = try server.token(id, "he-an")
            var bad = [
                "x", "a1.x", String(token.dropLast()), token + "A", token.lowercased(), "%00", "a1....", "..%2f",
            ]
            for position in stride(from: 3, to: token.count, by: 17) {
                var letters = Array(token)
                letters[position] = letters[position] == "A" ? "B" : "A"
                bad.append(String(letters))
            }
            var bodies: Set<[UInt8]> = []
            for one in bad {
                let reply = try await server.request("GET", "/a/\(one)")
                #expect(reply.status == 404, "\(one)")
                bodies.insert(reply.body)
                let post = try await server.request("POST", "/a/\(one)", headers: Self.form, body: "answer=accept")
                #expect(post.status == 404)
                bodies.insert(post.body)
            }
            #expect(bodies.count == 1)
        }
    }

    @Test func `sixty bad links a minute and then 429, while a good link always works`() async throws {
        try await TestServer.run { server in
            let id = try await server.file()
            for _ in 0..<60 { #expect(try await server.request("GET", "/a/x").status == 404) }
            let reply = try await server.request("GET", "/a/x")
            #expect(reply.status == 429)
            #expect(reply[header: "Retry-After"] == "1")
            #expect(try await server.request("GET", "/a/\(try server.token(id, "he-an"))").status == 200)
        }
    }

    @Test func `an answer that cannot be stored says so in the reader's language`() async throws {
        try await TestServer.run { server in
            let id = try await server.file()
            let path = "/a/\(try server.token(id, "lin-yue"))"
            server.store.failNextCommit(with: .full)
            let reply = try await Self.press("accept", at: path, of: server)
            #expect(reply.status == 503)
            #expect(reply.text.contains("您的答复未能保存。请再按一次，或直接打电话。"))
        }
    }

    @Test func `every page carries every header field`() async throws {
        try await TestServer.run(publicURL: "https://tocsin.example") { server in
            let id = try await server.file()
            let path = "/a/\(try server.token(id, "he-an"))"
            let replies = [
                try await server.request("GET", path), try await server.request("HEAD", path),
                try await server.request("GET", "/a/x"), try await Self.press("seen", at: path, of: server),
                try await Self.press("seen", at: path, of: server, mark: "x"),
                try await Self.press("odd", at: path, of: server),
                try await server.request("POST", path, headers: Self.form, body: String(repeating: "a", count: 70_000)),
            ]
            #expect(replies.map(\.status) == [200, 200, 404, 200, 409, 400, 413])
            let expected = [
                "content-security-policy":
                    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
                    + "frame-ancestors 'none'",
                "x-content-type-options": "nosniff", "referrer-policy": "no-referrer", "cache-control": "no-store",
                "x-robots-tag": "noindex, nofollow", "cross-origin-opener-policy": "same-origin",
                "cross-origin-resource-policy": "same-origin", "strict-transport-security": "max-age=31536000",
                "content-type": "text/html; charset=utf-8",
            ]
            for reply in replies {
                for (name, value) in expected { #expect(reply[header: name] == value, "\(reply.status) \(name)") }
                #expect(reply[header: "Access-Control-Allow-Origin"] == nil)
            }
        }
    }
}
