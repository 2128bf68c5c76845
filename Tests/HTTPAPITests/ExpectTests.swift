import Access
import Dispatching
import Escalation
import HTTPAPI
import NIOCore
import NIOPosix
import Testing

@Suite struct `A client that asks before it sends a body` {
    private static let form = "answer=seen&mark="

    /// Sends a head, and the body once it is asked for; gives all first lines of answers.
    private static func converse(_ server: TestServer, _ head: [String], body: String) async throws -> [String] {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: server.port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(string: head.joined(separator: "\r\n") + "\r\n\r\n"))
            var received = ""
            var isSent = false
            for try await part in inbound {
                received += String(buffer: part)
                guard !isSent, received.contains("HTTP/1.1 100 Continue\r\n\r\n") else { continue }
                isSent = true
                try await outbound.write(ByteBuffer(string: body))
            }
            // A body may end without a line end.
            return received.split(separator: "HTTP/1.1 ").map { String($0.prefix { $0 != "\r\n" }) }
        }
    }

    private static func ask(
        _ server: TestServer,
        _ first: String,
        fields: [String],
        body: String,
        expect: String = "Expect: 100-continue"
    ) async throws -> [String] {
        let head = [first + " HTTP/1.1", "Host: tocsin.example", "Content-Length: \(body.utf8.count)", expect]
        return try await converse(server, head + ["Connection: close"] + fields, body: body)
    }

    @Test(arguments: [
        "Expect: 100-continue", "EXPECT: 100-Continue", "Expect:  100-CONTINUE ", "Expect: 100-continue,",
    ])
    func `is told to go on, and then answered`(expect: String) async throws {
        try await TestServer.run { server in
            let fields = ["Authorization: Bearer \(server.tokens["reporter"] ?? "")", "Content-Type: application/json"]
            let heard = try await Self.ask(
                server,
                "POST /v1/incidents",
                fields: fields,
                body: TestServer.report,
                expect: expect
            )
            #expect(heard == ["100 Continue", "201 Created"])
            #expect(try server.incident(1).report.title == "Crowd at counter 3")
        }
    }

    @Test func `is told so by every route that takes a body`() async throws {
        try await TestServer.run { server in
            let id = try await server.file()
            let path = "/v1/incidents/\(id)"
            let token = try server.token(id, "he-an")
            let mark = server.links.csrf.token(for: token, at: server.clock.now().wall)
            let bearer = "Authorization: Bearer \(server.tokens["admin"] ?? "")"
            let reason = #"{"reason": "x"}"#
            for (path, body, field) in [
                (path + "/reports", #"{"kind": "follow_up", "text": "x"}"#, bearer),
                (path + "/answers", #"{"person": "he-an", "answer": "seen"}"#, bearer),
                (path + "/escalate", reason, bearer),
                (path + "/pause", #"{"until": "2025-11-20T21:00:00Z", "reason": "x"}"#, bearer),
                ("/a/\(token)", Self.form + mark, "Content-Type: application/x-www-form-urlencoded"),
                (path + "/severity", #"{"severity": 4, "reason": "x"}"#, bearer), (path + "/cancel", reason, bearer),
            ] {
                let heard = try await Self.ask(server, "POST \(path)", fields: [field], body: body)
                #expect(heard == ["100 Continue", "200 OK"], "\(path)")
            }
        }
    }

    @Test func `gets a refusal at once, for which no body is needed, and the connection ends`() async throws {
        try await TestServer.run { server in
            let good = "Authorization: Bearer \(server.tokens["reporter"] ?? "")"
            let json = "Content-Type: application/json"
            for (line, fields, length, status) in [
                ("POST /v1/incidents", [json], 10, "401 Unauthorized"),
                ("POST /v1/incidents", [json, "Authorization: Bearer x"], 10, "401 Unauthorized"),
                ("POST /v1/incidents", [json, good], 2 << 20, "413 Payload Too Large"),
                ("POST /v1/incidents", [good, "Content-Type: text/plain"], 10, "415 Unsupported Media Type"),
                ("POST /v1/incidents", [json, good, "Content-Encoding: gzip"], 10, "415 Unsupported Media Type"),
                ("POST /v1/incidents/1/cancel", [json, good], 10, "403 Forbidden"),
                ("PUT /v1/incidents", [json, good], 10, "405 Method Not Allowed"),
                ("POST /nowhere", [json, good], 10, "404 Not Found"), ("POST /a/x", [], 10, "404 Not Found"),
            ] {
                let body = String(repeating: " ", count: length)
                let heard = try await Self.ask(server, line, fields: fields, body: body)
                #expect(heard == [status], "\(line)")
            }
            #expect(try server.contents().isEmpty)
        }
    }

    @Test func `is told that the connection ends with a refusal, and nothing behind it is looked at`() async throws {
        try await TestServer.run { server in
            let head = "POST /v1/incidents HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\nExpect: 100-continue\r\n\r\n"
            let reply = try await server.client.raw(Array(head.utf8))
            #expect(reply.status == 401)
            #expect(reply[header: "Connection"] == "close")
        }
    }

    @Test func `who sends the body without waiting is answered as ever`() async throws {
        try await TestServer.run { server in
            let headers = [("Expect", "100-continue")]
            let reply = try await server.request(
                "POST",
                "/v1/incidents",
                as: "reporter",
                headers: headers,
                body: TestServer.report
            )
            #expect(reply.status == 201 || reply.status == 100)
            #expect(try server.incident(1).report.title == "Crowd at counter 3")
            let none = try await server.request("GET", "/health/live", headers: headers)
            #expect(none.status == 200)
            #expect(none[header: "Connection"] == "close", "as the client wished")
        }
    }

    @Test func `HTTP 1.0 knows no expectations`() async throws {
        try await TestServer.run { server in
            let body = TestServer.report
            for expect in ["100-continue", "wonders"] {
                let head = """
                    POST /v1/incidents HTTP/1.0\r\nAuthorization: Bearer \(server.tokens["reporter"] ?? "")\r\n\
                    Content-Length: \(body.utf8.count)\r\nExpect: \(expect)\r\nConnection: close\r\n\r\n
                    """
                let reply = try await server.client.raw(Array((head + body).utf8))
                #expect(reply.status == 201)
            }
        }
    }

    @Test(arguments: ["wonders", "100-continue, wonders", "200-ok", "100-continue=1"])
    func `any other expectation is 417, and nothing is stored`(expect: String) async throws {
        try await TestServer.run { server in
            let reply = try await server.request(
                "POST",
                "/v1/incidents",
                as: "reporter",
                headers: [("Expect", expect)],
                body: TestServer.report
            )
            #expect(reply.status == 417)
            #expect(reply.json["detail"].string?.contains("100-continue") == true)
            #expect(try server.contents().isEmpty)
        }
    }

    @Test func `hears it after the answers to the requests before, and goes on over the same connection`() async throws
    {
        try await TestServer.run { server in
            let body = TestServer.report
            let head = [
                "GET /health/live HTTP/1.1", "Host: x", "", "POST /v1/incidents HTTP/1.1", "Host: x",
                "Authorization: Bearer \(server.tokens["reporter"] ?? "")", "Content-Length: \(body.utf8.count)",
                "Expect: 100-continue",
            ]
            let next = "GET /a.css HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
            let heard = try await Self.converse(server, head, body: body + next)
            #expect(
                heard == ["200 OK", "100 Continue", "201 Created", "200 OK"]
            )
        }
    }
}
