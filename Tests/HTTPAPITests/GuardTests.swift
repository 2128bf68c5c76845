import Escalation
import HTTPAPI
import Testing
import Text

@Suite struct `What the server is guarded against` {
    @Test func `a reporter gets full pages of their own, however many others there are`() async throws {
        try await TestServer.run { server in
            var own: [JSONValue] = []
            for number in 0..<12 {
                let isOwn = number % 4 == 0
                let id = try await server.file(as: isOwn ? "reporter" : "gate")
                if isOwn { own.insert(.text("memory00-\(id)"), at: 0) }
            }
            var found: [JSONValue] = []
            var path = "/v1/incidents?limit=2"
            while true {
                let page = try await server.request("GET", path, as: "reporter").json
                found += page["incidents"].elements.map { $0["id"] }
                guard let next = page["next"].string else { break }
                #expect(page["incidents"].elements.count == 2)
                path = "/v1/incidents?limit=2&after=\(next)"
            }
            #expect(found == own)
        }
    }

    @Test func `unknown tokens are slowed down, and a good one from the same address is not`() async throws {
        try await TestServer.run { server in
            let guess = [("Authorization", "Bearer tcs_guess")]
            for _ in 0..<APILimits.badTokensPerHour {
                #expect(try await server.request("GET", "/v1/units", headers: guess).status == 401)
            }
            let refused = try await server.request("GET", "/v1/units", headers: guess)
            #expect(refused.status == 429)
            #expect(refused[header: "Retry-After"].flatMap { Int($0) } ?? 0 > 0)
            #expect(try await server.request("GET", "/v1/units", as: "reporter").status == 200)
            #expect(server.log.lines.contains { $0.hasPrefix("warning") && $0.contains("limit=tokens") })
            #expect(try await server.request("GET", "/metrics").text.contains("tocsin_bad_tokens_over_rate_total 1\n"))
            server.clock.advance(.minutes(3))
            #expect(try await server.request("GET", "/v1/units", headers: guess).status == 401)
        }
    }

    @Test func `only a trusted proxy's word on the address counts`() async throws {
        for proxies in [TrustedProxies.none, try TrustedProxies(["127.0.0.1"])] {
            try await TestServer.run(proxies: proxies) { server in
                var statuses: [Int] = []
                for number in 0..<APILimits.badLinksPerMinute + 5 {
                    let headers = [("X-Forwarded-For", "10.0.0.1, 192.0.2.\(number)")]
                    statuses.append(try await server.request("GET", "/a/x", headers: headers).status)
                }
                #expect(statuses.contains(429) == (proxies == .none))
            }
        }
        #expect(throws: TrustedProxies.NotAnAddress.self) { try TrustedProxies(["10.0.0.1", "proxy"]) }
    }

    @Test func `a request that cannot be read gets a problem document`() async throws {
        try await TestServer.run { server in
            let start = "GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
            for (bytes, status) in [
                (start + "Bad Field: x\r\n\r\n", 400), (start + "Host: y\r\n\r\n", 400),
                ("GET /health/live HTTP/1.1\r\nConnection: close\r\n\r\n", 400), ("GET / HTTP/3.0\r\n\r\n", 400),
                (start + "X: \(String(repeating: "a", count: 17_000))\r\n\r\n", 431),
            ] {
                let reply = try await server.client.raw(Array(bytes.utf8))
                #expect(reply.status == status, "\(bytes.prefix(80)): \(reply.status)")
                #expect(reply[header: "Content-Type"] == "application/problem+json", "\(bytes.prefix(80))")
            }
        }
    }

    @Test(arguments: [
        "HTTP/1.0", "HTTP/1.0\r\nHost: x", "HTTP/1.0\r\nConnection: upgrade",
        "HTTP/1.0\r\nConnection: close, keep-alive",
        "HTTP/1.1\r\nHost: x\r\nConnection: Close", "HTTP/1.1\r\nHost: x\r\nCONNECTION: CLOSE",
        "HTTP/1.1\r\nHost: x\r\nConnection: keep-alive, close", "HTTP/1.1\r\nHost: x\r\nConnection: TE ,\tclose ",
        "HTTP/1.1\r\nHost: x\r\nConnection: te\r\nConnection: close", "HTTP/1.1\r\nHost: x\r\nConnection: ,close,",
    ])
    func `a connection of one request is closed behind its answer`(head: String) async throws {
        try await TestServer.run { server in
            let next = "GET /openapi.json HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
            let reply = try await server.client.raw(Array(("GET /health/live \(head)\r\n\r\n" + next).utf8))
            #expect(reply.status == 200 && reply[header: "Connection"] == "close", "\(reply)")
            #expect(!String(decoding: reply.body, as: UTF8.self).contains("HTTP/1.1"), "a second answer")
        }
    }

    @Test(arguments: [
        "HTTP/1.0\r\nConnection: keep-alive", "HTTP/1.0\r\nConnection: TE, Keep-Alive", "HTTP/1.1\r\nHost: x",
        "HTTP/1.1\r\nHost: x\r\nConnection: closed", "HTTP/1.1\r\nHost: x\r\nX-Connection: close",
    ])
    func `a connection of which nobody says that it ends takes the next request`(head: String) async throws {
        try await TestServer.run { server in
            let next = "GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
            let reply = try await server.client.raw(Array(("GET /health/live \(head)\r\n\r\n" + next).utf8))
            #expect(reply.status == 200 && reply[header: "Connection"] == nil, "\(reply)")
            #expect(String(decoding: reply.body, as: UTF8.self).contains("HTTP/1.1 200"), "no second answer")
        }
    }

    @Test func `a form that says it comes from half our address is refused`() async throws {
        try await TestServer.run(publicURL: "https://tocsin.example") { server in
            let token = try server.token(try await server.file(), "he-an")
            for origin in [
                "https:", "https://", "https://tocsin", "https://tocsin.example.evil", "http://tocsin.example",
            ] {
                let headers = [("Origin", origin), ("Content-Type", "application/x-www-form-urlencoded")]
                let reply = try await server.request("POST", "/a/\(token)", headers: headers, body: "answer=accept")
                #expect(reply.status == 403, "\(origin)")
            }
        }
    }
}
