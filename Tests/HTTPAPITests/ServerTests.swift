import ConfigFiles
import Dispatching
import Escalation
import HTTPAPI
import Messages
import Testing
import Text

@Suite struct `The server` {
    @Test func `no part of an answer token reaches the log`() async throws {
        try await TestServer.run { server in
            let id = try await server.file()
            let token = try server.token(id, "he-an")
            for method in ["GET", "HEAD", "OPTIONS", "POST", "DELETE"] {
                _ = try await server.request(method, "/a/\(token)", headers: [("Referer", "http://x/a/\(token)")])
                _ = try await server.request(method, "//a/\(token)?q=\(token)")
                _ = try await server.request(method, "/x/\(token)")
            }
            let lines = server.log.lines
            #expect(lines.contains { $0.contains("path=/a/…") })
            for part in token.split(separator: ".").dropFirst() {
                #expect(!lines.contains { $0.contains(part) })
            }
            for token in server.tokens.values { #expect(!lines.contains { $0.contains(token) }) }
        }
    }

    @Test func `unknown addresses are 404, known ones with another method 405 with Allow`() async throws {
        try await TestServer.run { server in
            for path in [
                "/", "/v1", "/v1/incidents/", "/v1/incidents/1/nothing", "/favicon.ico", "/a/", "/a/x/y",
                "/health/live/", "/v1/%69ncidents", "/a.css/",
            ] {
                let reply = try await server.request("GET", path, as: "admin")
                #expect(reply.status == 404, "\(path)")
                #expect(reply[header: "Content-Type"] == "application/problem+json")
            }
            for id in ["0", "-1", "x", "99", "1e3", "+1", "99999999999999999999"] {
                #expect(try await server.request("GET", "/v1/incidents/\(id)", as: "admin").status == 404, "\(id)")
            }
            let reply = try await server.request("DELETE", "/v1/incidents", as: "admin")
            #expect(reply.status == 405)
            #expect(reply[header: "Allow"] == "GET, HEAD, POST")
            let long = "/v1/incidents?unit=" + String(repeating: "a", count: 2_100)
            #expect(try await server.request("GET", long, as: "admin").status == 414)
        }
    }

    @Test func `readiness follows the scheduler`() async throws {
        try await TestServer.run { server in
            _ = try await server.file()
            let ready = try await server.request("GET", "/health/ready")
            #expect(ready.status == 200 && ready.json["tzdata"].string == Zones.system.version)
            #expect(try await server.request("GET", "/health/live").json["status"].string == "live")
        }
    }

    @Test func `the figures are Prometheus' text form`() async throws {
        try await TestServer.run { server in
            _ = try await server.file()
            let reply = try await server.request("GET", "/metrics")
            #expect(reply[header: "Content-Type"] == "text/plain; version=0.0.4; charset=utf-8")
            var typed: Set<String> = []
            for line in reply.text.split(separator: "\n") {
                let words = line.split(separator: " ")
                if line.hasPrefix("# TYPE ") {
                    #expect(typed.insert(String(words[2])).inserted, "\(line)")
                } else if !line.hasPrefix("#") {
                    #expect(words.count == 2 && Double(words[1]) != nil, "\(line)")
                    let name = String(words[0].prefix { $0 != "{" })
                    let family = ["_bucket", "_sum", "_count"].first { name.hasSuffix($0) }
                    let base = family.map { String(name.dropLast($0.count)) } ?? name
                    #expect(typed.contains(name) || typed.contains(base), "\(line)")
                }
            }
            #expect(typed.contains("tocsin_http_requests_total"))
        }
    }

    @Test func `lists go page by page, newest first`() async throws {
        try await TestServer.run { server in
            for _ in 0..<5 { _ = try await server.file() }
            var found: [JSONValue] = []
            var path = "/v1/incidents?limit=2"
            while true {
                let page = try await server.request("GET", path, as: "auditor").json
                found += page["incidents"].elements.map { $0["id"] }
                guard let next = page["next"].string else { break }
                path = "/v1/incidents?limit=2&after=\(next)"
            }
            #expect(found == [5, 4, 3, 2, 1].map { .text("memory00-\($0)") })
            let wrong = try await server.request("GET", "/v1/incidents?status=odd&colour=1&limit=0", as: "auditor")
            #expect(wrong.status == 400)
            #expect(wrong.json["errors"].elements.map { $0["field"].string } == ["status", "limit", "colour"])
        }
    }

    @Test func `an incident shows its timeline in words and in a stable shape`() async throws {
        try await TestServer.run { server in
            let id = try await server.file()
            _ = try await server.request(
                "POST",
                "/v1/incidents/\(id)/answers",
                as: "operator",
                body: #"{"person": "he-an", "answer": "accept"}"#
            )
            let shown = try await server.request("GET", "/v1/incidents/\(id)", as: "auditor").json
            #expect(shown["status"].string == "acknowledged")
            let timeline = shown["timeline"].elements
            #expect(timeline.first?["what"].string == "reported")
            #expect(
                timeline.contains { $0["what"].string == "accepted" && $0["text"].string == "He An took it" }
            )
            #expect(timeline.contains { $0["by"]["kind"].string == "token" && $0["by"]["name"].string == "operator" })
            for entry in timeline {
                #expect(RFC3339.moment(entry["at"].string ?? "") != nil)
                #expect(entry["text"].string?.isEmpty == false)
            }
            let chinese = try await server.request("GET", "/v1/incidents/\(id)?lang=zh-Hans", as: "auditor").json
            #expect(chinese["timeline"].elements.contains { $0["text"].string == "何安负责处置" })
        }
    }

    @Test func `operations name the field that is wrong, and a closed incident is 409`() async throws {
        try await TestServer.run { server in
            let id = try await server.file()
            func post(_ path: String, _ body: String) async throws -> Reply {
                try await server.request("POST", "/v1/incidents/\(id)/\(path)", as: "operator", body: body)
            }
            let wrong: [(String, String, String)] = [
                ("answers", #"{"person": "nobody", "answer": "accept"}"#, "person"),
                ("answers", #"{"person": "he-an", "answer": "maybe"}"#, "answer"),
                ("answers", #"{"person": "he-an", "answer": "note"}"#, "note"),
                ("severity", #"{"severity": "V", "reason": "x"}"#, "severity"),
                ("severity", #"{"severity": 2}"#, "reason"),
                ("escalate", "{}", "reason"), ("pause", #"{"until": "soon"}"#, "until"),
                ("pause", #"{"until": "2025-12-31T00:00:00Z", "reason": "x"}"#, "until"),
                ("pause", #"{"until": "2025-01-01T00:00:00Z", "reason": "x"}"#, "until"),
                ("reports", #"{"kind": "odd", "text": "x"}"#, "kind"), ("stand-down", #"{"reason": " "}"#, "reason"),
                ("reports", #"{"kind": "final", "text": "x", "facts": {"people": "many"}}"#, "facts.people"),
            ]
            let before = try server.contents()
            for (path, body, field) in wrong {
                let reply = try await post(path, body)
                #expect(reply.status == 422, "\(path) \(body) \(reply.text)")
                #expect(reply.json["errors"][0]["field"].string == field, "\(reply.text)")
            }
            #expect(try server.contents() == before)
            #expect(try await post("stand-down", #"{"reason": "over"}"#).json["status"].string == "stood_down")
            #expect(try await post("severity", #"{"severity": "I", "reason": "x"}"#).status == 409)
        }
    }

    @Test func `a name where an id belongs, an unknown name and one that nobody can be asked for are told apart`()
        async throws
    {
        try await TestServer.run { server in
            let id = try await server.file()
            func detail(_ path: String, _ body: String) async throws -> String? {
                let reply = try await server.request("POST", "/v1/incidents/\(id)/\(path)", as: "operator", body: body)
                #expect(reply.status == 422, "\(reply.text)")
                return reply.json["detail"].string
            }
            #expect(
                try await detail("answers", #"{"person": "何安", "answer": "accept"}"#)
                    == "there is no person `何安`; that is he-an: write the id"
            )
            #expect(
                try await detail("answers", #"{"person": "nosuch", "answer": "accept"}"#)
                    == "nobody in the contact tree or the incident is called nosuch"
            )
            #expect(
                try await detail("ask", #"{"names": ["Lin Yue"]}"#)
                    == "nothing in /riverside-town is called `Lin Yue`; that is lin-yue: write the id"
            )
            #expect(
                try await detail("ask", #"{"names": ["nosuch"]}"#)
                    == "nothing in /riverside-town is called `nosuch`; name a group or a person as a plan would"
            )
            #expect(
                try await detail("without", #"{"names": ["He An"]}"#)
                    == "no open seat is called `He An`; that is he-an: write the id"
            )
            let answer = #"{"person": "he-an", "answer": "accept"}"#
            _ = try await server.request("POST", "/v1/incidents/\(id)/answers", as: "operator", body: answer)
            let answering = try await detail("ask", #"{"names": ["he-an"]}"#)
            #expect(
                answering?.hasPrefix("`he-an` leads to nobody who could be asked now") == true,
                "\(answering ?? "")"
            )
        }
    }

    @Test func `a raising says everybody whom it asks, also whose time goes on`() async throws {
        try await TestServer.run { server in
            let id = try await server.file()
            // Their time goes on only once a message has reached them.
            while try server.incident(id).contacts.all.contains(where: { $0.firstReachedAt == nil }) {
                try await Task.sleep(for: .milliseconds(5))
            }
            let before = try server.incident(id)
            let body = #"{"severity": "II", "reason": "worse"}"#
            let raised = try await server.request("POST", "/v1/incidents/\(id)/severity", as: "operator", body: body)
            #expect(raised.json["asked"].elements.compactMap(\.string).sorted() == ["he-an", "lin-yue", "wu-mei"])
            let after = try server.incident(id)
            #expect(after.runningBatches == before.runningBatches && after.round.number == 2)
        }
    }

    @Test func `the preview says who is asked when`() async throws {
        try await TestServer.run { server in
            let path = "/v1/preview?unit=/riverside-town&plan=public-gathering&at=2026-12-31T23:00:00%2B08:00"
            let preview = try await server.request("GET", path, as: "operator").json
            #expect(preview["severity_label"].string == "Ordinary")
            let steps = preview["steps"].elements
            let times = steps.compactMap { $0["at"].string.flatMap(RFC3339.moment) }
            #expect(times.map { RFC3339.text($0) } == ["2026-12-31T15:00:00Z", "2026-12-31T15:05:00Z"])
            let lines = steps[1]["lines"].elements
            #expect(lines.map { $0["event"].string } == ["asked", "asked"] && steps[1]["seats"] == .integer(1))
            #expect(lines[0]["seat"].string == "head" && lines[0]["message"].string == "alert")
            #expect(
                lines[1]["for"].string == lines[0]["person"].string && lines[1]["why"]["because"].string == "timeout"
            )
            let deadlines = lines.compactMap { $0["deadline"].string.flatMap(RFC3339.moment) }.map { RFC3339.text($0) }
            #expect(deadlines == ["2026-12-31T15:20:00Z", "2026-12-31T15:35:00Z"])
            #expect(
                preview["unanswered_at"].string.flatMap(RFC3339.moment).map { RFC3339.text($0) }
                    == "2026-12-31T15:35:00Z"
            )
            #expect(preview["unanswered"].elements.map { $0["person"].string } == ["wu-mei"])
            #expect(preview["steps_of"].string == "IV")
            let other = try await server.request("GET", path + "&severity=II", as: "operator").json
            #expect(other["severity"].string == "II" && other["steps_of"].string == "III")
            let wrong = try await server.request("GET", "/v1/preview?unit=/x", as: "operator")
            #expect(wrong.json["errors"][0]["allowed"].elements.count == 2)
        }
    }

    @Test func `no address's settings leave the server`() async throws {
        try await TestServer.run { server in
            for path in ["/v1/people", "/v1/units"] {
                let reply = try await server.request("GET", path, as: "admin")
                #expect(reply.status == 200)
                #expect(!reply.text.contains("secret-"))
            }
        }
    }

    @Test func `a reload that does not check lists every fault`() async throws {
        let faults = ["a/unit.yaml:3:1: no such key; write name", "b.yaml:1:1: empty"]
        try await TestServer.run(reload: .refused(faults)) { server in
            let reply = try await server.request("POST", "/v1/reload", as: "admin")
            #expect(reply.status == 422)
            #expect(reply.json["errors"].elements.map { $0["field"].string } == ["a/unit.yaml:3:1", "b.yaml:1:1"])
        }
    }

    @Test func `smuggled, cut off and oversized requests do nothing`() async throws {
        try await TestServer.run { server in
            let token = server.tokens["reporter"] ?? ""
            let head = "POST /v1/incidents HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(token)\r\n"
            let body = TestServer.report
            for extra in [
                "Content-Length: \(body.utf8.count)\r\nTransfer-Encoding: chunked\r\n",
                "Content-Length: \(body.utf8.count)\r\nContent-Length: 3\r\n", "Content-Length: -1\r\n",
                "Transfer-Encoding: chunked, x\r\n", "X-Long: \(String(repeating: "a", count: 20_000))\r\n",
            ] {
                let bytes = Array((head + "Connection: close\r\n" + extra + "\r\n" + body).utf8)
                let reply = try await server.client.raw(bytes)
                #expect(reply.status == 0 || (400..<500).contains(reply.status), "\(extra.prefix(60)) \(reply.status)")
            }
            #expect(try server.contents().isEmpty)
        }
    }
}
