import Dispatching
import Escalation
import HTTPAPI
import Testing
import Text

@Suite struct `Filing reports` {
    @Test func `a report becomes an incident, durable, with its address`() async throws {
        try await TestServer.run { server in
            let reply = try await server.request("POST", "/v1/incidents", as: "reporter", body: TestServer.report)
            #expect(reply.status == 201)
            #expect(reply[header: "Location"] == "/v1/incidents/memory00-1")
            #expect(reply.json["severity"].string == "III")
            #expect(reply.json["details_due"] != .null)
            let incident = try server.incident(1)
            #expect(incident.report.source == "reporter")
            #expect(incident.report.facts == ["people": .number(25), "armed": .flag(false)])
        }
    }

    @Test(arguments: [
        (#"{"plan": "public-gathering", "title": "x"}"#, "unit"), (#"{"unit": 1, "plan": "p", "title": "x"}"#, "unit"),
        (#"{"unit": "/nowhere", "plan": "public-gathering", "title": "x"}"#, "unit"),
        (#"{"unit": "/riverside-town", "plan": "flood", "title": "x"}"#, "plan"),
        (#"{"unit": "/riverside-town", "plan": "public-gathering"}"#, "title"),
        (#"{"unit": "/riverside-town", "plan": "public-gathering", "title": "  "}"#, "title"),
        (
            #"{"unit": "/riverside-town", "plan": "public-gathering", "title": "x", "facts": {"peple": 1}}"#,
            "facts.peple"
        ),
        (
            #"{"unit": "/riverside-town", "plan": "public-gathering", "title": "x", "facts": {"people": "9"}}"#,
            "facts.people"
        ),
        (
            #"{"unit": "/riverside-town", "plan": "public-gathering", "title": "x", "facts": {"people": [9]}}"#,
            "facts.people"
        ),
        (
            #"{"unit": "/riverside-town", "plan": "public-gathering", "title": "x", "facts": {"mood": "odd"}}"#,
            "facts.mood"
        ),
        (#"{"unit": "/riverside-town", "plan": "public-gathering", "title": "x", "facts": 3}"#, "facts"),
        (#"{"unit": "/riverside-town", "plan": "public-gathering", "title": "x", "severity": "V"}"#, "severity"),
        (
            #"{"unit": "/riverside-town", "plan": "public-gathering", "title": "x", "severity": "IV", "facts": {"people": 30}}"#,
            "severity"
        ),
        (
            #"{"unit": "/riverside-town", "plan": "public-gathering", "title": "x", "occurred_at": "2026-02-30"}"#,
            "occurred_at"
        ),
        (#"{"unit": "/riverside-town", "plan": "public-gathering", "title": "x", "drill": "yes"}"#, "drill"),
        (#"{"unit": "/riverside-town", "plan": "public-gathering", "title": "x", "colour": 1}"#, "colour"),
        ("[]", ""), ("3", ""),
    ])
    func `a wrong field is named and nothing is stored`(_ body: String, _ field: String) async throws {
        try await TestServer.run { server in
            let reply = try await server.request("POST", "/v1/incidents", as: "reporter", body: body)
            #expect(reply.status == 422, "\(reply.text)")
            #expect(reply[header: "Content-Type"] == "application/problem+json")
            #expect(reply.json["type"].string?.hasPrefix("urn:tocsin:problem:") == true)
            if !field.isEmpty { #expect(reply.json["errors"][0]["field"].string == field, "\(reply.text)") }
            #expect(try server.contents().isEmpty)
        }
    }

    @Test func `an error lists what may stand there`() async throws {
        try await TestServer.run { server in
            func allowed(_ body: String) async throws -> JSONValue {
                try await server.request("POST", "/v1/incidents", as: "reporter", body: body).json["errors"][0][
                    "allowed"
                ]
            }
            let units = JSONValue.list([.text("/riverside-town"), .text("/riverside-town/service-centre")])
            let noUnit = try await allowed(#"{"unit": "/x", "plan": "fire", "title": "x"}"#)
            #expect(noUnit == units)
            let plans = JSONValue.list([.text("public-gathering")])
            let noPlan = try await allowed(#"{"unit": "/riverside-town", "plan": "fire", "title": "x"}"#)
            #expect(noPlan == plans)
            let body =
                #"{"unit": "/riverside-town", "plan": "public-gathering", "title": "x", "facts": {"mood": "odd"}}"#
            let noChoice = try await allowed(body)
            #expect(noChoice == .list([.text("calm"), .text("tense")]))
        }
    }

    @Test func `broken JSON, other types and oversize are refused`() async throws {
        try await TestServer.run { server in
            let twice = #"{"unit": "/riverside-town", "unit": "/x", "plan": "fire", "title": "x"}"#
            for body in ["{", twice, "{\"unit\": \"\\ud800\"}"] {
                let reply = try await server.request("POST", "/v1/incidents", as: "reporter", body: body)
                #expect(reply.status == 400)
                #expect(reply.json["detail"].string?.hasPrefix("At byte ") == true)
            }
            let type = [("Content-Type", "text/plain")]
            let wrong = try await server.request(
                "POST",
                "/v1/incidents",
                as: "reporter",
                headers: type,
                body: TestServer.report
            )
            #expect(wrong.status == 415)
            let packed = [("Content-Encoding", "gzip")]
            let compressed = try await server.request(
                "POST",
                "/v1/incidents",
                as: "reporter",
                headers: packed,
                body: TestServer.report
            )
            #expect(compressed.status == 415)
            let large = "{" + String(repeating: " ", count: 64 << 10) + "}"
            #expect(try await server.request("POST", "/v1/incidents", as: "reporter", body: large).status == 413)
            let huge = "[" + String(repeating: " ", count: 1 << 20) + "]"
            #expect(try await server.request("POST", "/v1/incidents", as: "reporter", body: huge).status == 413)
            #expect(try server.contents().isEmpty)
        }
    }

    @Test(arguments: [
        ("[]", "\"the body is an empty array: send"), (" [ ] ", "\"detail\":\"is an empty array: send"),
        ("null", "must be an object, not null"), ("3", "must be an object, not a number"),
        ("\"x\"", "must be an object, not a text"), ("true", "must be an object, not true or false"),
        ("{}", "unit is required"), ("[[]]", "must be an object, not a list"),
        ("[null]", "must be an object, not null"),
        ("[{}]", "unit is required"),
    ])
    func `a body that is no report is refused for what it is`(_ body: String, _ why: String) async throws {
        try await TestServer.run { server in
            let reply = try await server.request("POST", "/v1/incidents", as: "reporter", body: body)
            #expect(reply.status == 422)
            #expect(reply.text.contains(why), "\(reply.text)")
            #expect(try server.contents().isEmpty)
        }
    }

    @Test(
        arguments: [
            ([], "empty"), (Array(" \r\n\t".utf8), "empty"),
            ([0xEF, 0xBB, 0xBF] + Array("{}".utf8), "byte order mark"), ([0xFF, 0xFE, 0x7B, 0], "UTF-16"),
            ([0xFE, 0xFF, 0, 0x7B], "UTF-16"), ([0x7B, 0, 0x7D, 0], "UTF-16"), ([0, 0x7B, 0, 0x7D], "UTF-16"),
            (Array("unit=x".utf8), "a value must begin here"),
        ] as [([UInt8], String)]
    )
    func `a body that is no JSON is refused for what it is`(_ body: [UInt8], _ why: String) async throws {
        try await TestServer.run { server in
            let headers = [("Authorization", "Bearer \(server.tokens["reporter"] ?? "")")]
            let reply = try await server.client.send("POST", "/v1/incidents", headers: headers, body: body)
            #expect(reply.status == 400)
            #expect(reply.json["detail"].string?.contains(why) == true, "\(reply.text)")
        }
    }

    @Test func `an array gives one result each, in its order`() async throws {
        try await TestServer.run { server in
            let good = TestServer.report
            let body = "[\(good), {\"unit\": 3}, \(good), {\"unit\": \"/x\", \"plan\": \"p\", \"title\": \"t\"}]"
            let mixed = try await server.request("POST", "/v1/incidents", as: "reporter", body: body)
            #expect(mixed.status == 207)
            #expect(
                mixed.json.elements.map { $0["status"] } == [
                    .integer(201), .integer(422), .integer(201), .integer(422),
                ]
            )
            #expect(mixed.json[1]["problem"]["errors"][0]["field"].string == "unit")
            #expect(mixed.json[0]["id"].string == "memory00-1")
            #expect(mixed.json[2]["id"].string == "memory00-2")
            let all = try await server.request("POST", "/v1/incidents", as: "reporter", body: "[\(good)]")
            #expect(all.status == 201)
            let none = try await server.request("POST", "/v1/incidents", as: "reporter", body: "[3, {}]")
            #expect(none.status == 422)
            let many = "[" + [String](repeating: good, count: 1_001).joined(separator: ",") + "]"
            #expect(try await server.request("POST", "/v1/incidents", as: "reporter", body: many).status == 413)
            #expect(try await server.request("GET", "/v1/incidents", as: "admin").json["incidents"].elements.count == 3)
        }
    }

    @Test func `an idempotency key gives the same incident for the same body, and 409 for another`() async throws {
        try await TestServer.run { server in
            func file(_ body: String, as role: String = "reporter") async throws -> Reply {
                try await server.request(
                    "POST",
                    "/v1/incidents",
                    as: role,
                    headers: [("Idempotency-Key", "k1")],
                    body: body
                )
            }
            #expect(try await file(TestServer.report).status == 201)
            let again = try await file(TestServer.report)
            #expect(again.status == 200)
            #expect(again.json["result"].string == "repeated")
            #expect(again.json["id"].string == "memory00-1")
            let before = try server.contents()
            let other = try await file(TestServer.report + " ")
            #expect(other.status == 409)
            #expect(other.json["errors"][0]["field"].string == "Idempotency-Key")
            #expect(try await file("[\(TestServer.report)]").status == 422)
            #expect(try server.contents() == before)
            #expect(try await file(TestServer.report, as: "gate").status == 201)
        }
    }

    @Test func `a dedup key counts the same thing again`() async throws {
        try await TestServer.run { server in
            let body = #"{"unit": "/riverside-town", "plan": "public-gathering", "title": "x", "dedup_key": "d"}"#
            #expect(try await server.request("POST", "/v1/incidents", as: "gate", body: body).status == 201)
            let again = try await server.request("POST", "/v1/incidents", as: "gate", body: body)
            #expect(again.status == 200)
            #expect(again.json["result"].string == "counted")
        }
    }

    @Test func `a source over its rate gets 429 and others go on`() async throws {
        try await TestServer.run(rate: ReportRate(perSecond: 1, burst: 3)) { server in
            for _ in 0..<3 { _ = try await server.file() }
            let reply = try await server.request("POST", "/v1/incidents", as: "reporter", body: TestServer.report)
            #expect(reply.status == 429)
            #expect(reply[header: "Retry-After"] == "1")
            _ = try await server.file(as: "gate")
            let metrics = try await server.request("GET", "/metrics").text
            #expect(metrics.contains("tocsin_reports_over_rate_total 1\n"))
            server.clock.advance(.seconds(1))
            _ = try await server.file()
        }
    }

    @Test func `a store that takes no writes is 503 with Retry-After`() async throws {
        try await TestServer.run { server in
            server.store.failNextCommit(with: .full)
            let reply = try await server.request("POST", "/v1/incidents", as: "reporter", body: TestServer.report)
            #expect(reply.status == 503)
            #expect(reply[header: "Retry-After"] != nil)
            #expect(try server.contents().isEmpty)
        }
    }
}
