import Access
import Dispatching
import HTTPAPI
import Testing
import Text

@Suite struct `The description of the API` {
    @Test func `every route is described, with its roles, and nothing else is`() async throws {
        try await TestServer.run { server in
            let document = try await server.request("GET", "/openapi.json").json
            guard case .object(let paths) = document["paths"] else {
                Issue.record("no paths")
                return
            }
            var described: [String: String] = [:]
            for path in paths {
                guard case .object(let operations) = path.value else { continue }
                for operation in operations {
                    described["\(operation.name.uppercased()) \(path.name)"] =
                        operation.value["description"].string ?? "-"
                }
            }
            var registered: [String: String] = [:]
            for route in server.routes {
                let roles: String =
                    switch route.access {
                    case .anybody: "-"
                    case .needs(let permission):
                        "Roles: \(permission.roles.map(\.rawValue).joined(separator: ", "))."
                    }
                registered[route.name] = roles
            }
            #expect(described == registered)
        }
    }

    @Test func `every schema that is named is there, and every one that is there is named`() async throws {
        try await TestServer.run { server in
            let reply = try await server.request("GET", "/openapi.json")
            guard case .object(let schemas) = reply.json["components"]["schemas"] else {
                Issue.record("no schemas")
                return
            }
            let pieces = reply.text.split(separator: "#/components/schemas/").dropFirst()
            let named = Set(pieces.map { String($0.prefix { $0 != "\"" }) })
            #expect(named.count > 20)
            #expect(named == Set(schemas.map(\.name)))
            #expect(Set(SchemaName.allCases.map(\.rawValue)).isSubset(of: named))
        }
    }

    /// A body or a query that is refused says which names are known: those and no others are described.
    @Test func `the fields and parameters of every route are those that are described`() async throws {
        try await TestServer.run { server in
            let id = try await server.file()
            var seen = 0
            for route in server.routes where route.access != .anybody {
                let method = String(route.name.prefix { $0 != " " })
                let path = route.path.replacing("{id}", with: String(id))
                let operation = try #require(server.description.operation(method, path))
                let stranger = "zz"
                var described: [String]
                let reply: Reply
                if let schema = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].string {
                    described = Self.members(of: schema, in: server.description)
                    reply = try await server.request(method, path, as: "admin", body: #"{"zz": 1}"#)
                } else if method == "GET" {
                    described = operation["parameters"].elements.filter { $0["in"].string == "query" }
                        .compactMap { $0["name"].string }
                    reply = try await server.request("GET", path + "?zz=1", as: "admin")
                } else {
                    continue
                }
                let fault = try #require(
                    reply.json["errors"].elements.first { $0["field"].string == stranger },
                    "\(path)"
                )
                let known = fault["allowed"].elements.compactMap(\.string)
                #expect(known.sorted() == described.sorted(), "\(route.name)")
                seen += 1
            }
            #expect(seen >= 12)
        }
    }

    private static func members(of reference: String, in description: APIDescription) -> [String] {
        let schemas = description.document["components"]["schemas"]
        let schema = schemas[String(reference.split(separator: "/").last ?? "")]
        guard case .object(let members) = schema["properties"] else {
            return schema["oneOf"][0]["$ref"].string.map { Self.members(of: $0, in: description) } ?? []
        }
        return members.map(\.name)
    }

    /// Every answer that a test asks for is held against the description; this asks for one of each route and kind.
    @Test func `what every route answers is what is described`() async throws {
        try await TestServer.run { server in
            let id = try await server.file()
            let many = "[\(TestServer.report), {\"unit\": \"/nowhere\", \"plan\": \"x\", \"title\": \"y\"}]"
            #expect(try await server.request("POST", "/v1/incidents", as: "lin", body: many).status == 403)
            #expect(try await server.request("POST", "/v1/incidents", as: "gate", body: many).status == 207)
            let keyed = TestServer.report.replacing(
                "{\"unit\"",
                with: "{\"dedup_key\": \"k\", \"note\": \"n\", \"unit\""
            )
            for status in [201, 200] {
                #expect(try await server.request("POST", "/v1/incidents", as: "gate", body: keyed).status == status)
            }
            #expect(try await server.request("POST", "/v1/incidents", as: "gate", body: "{}").status == 422)
            let steps = [
                ("answers", #"{"person": "he-an", "answer": "accept", "note": "going"}"#),
                ("severity", #"{"severity": "I", "reason": "worse"}"#), ("escalate", #"{"reason": "now"}"#),
                ("ask", #"{"names": ["leaders"], "reason": "hands"}"#), ("without", #"{"names": ["everybody"]}"#),
                ("pause", #"{"until": "2025-11-21T01:30:00Z", "reason": "wait"}"#),
                ("reports", #"{"kind": "follow_up", "text": "more", "facts": {"injured": 2}}"#),
                ("answers", #"{"person": "lin-yue", "answer": "cannot"}"#), ("reports", #"{"kind": "odd"}"#),
                ("reports", #"{"kind": "final", "text": "end", "facts": {"demand": "pay"}}"#),
            ]
            var statuses: [Int] = []
            for (word, body) in steps {
                let path = "/v1/incidents/\(id)/\(word)"
                statuses.append(try await server.request("POST", path, as: "operator", body: body).status)
                #expect(
                    try await server.request("GET", "/v1/incidents/\(id)?lang=zh-Hant", as: "auditor").status == 200
                )
            }
            #expect(statuses == [200, 200, 200, 200, 200, 200, 200, 200, 422, 200])
            let (stop, cancel) = ("/v1/incidents/\(id)/stand-down", "/v1/incidents/\(id + 1)/cancel")
            for path in [stop, stop, cancel] {
                #expect(try await server.request("POST", path, as: "admin", body: #"{"reason": "x"}"#).status == 200)
            }
            for path in [
                "/v1/incidents", "/v1/incidents?limit=1", "/v1/incidents/\(id)", "/v1/people", "/v1/units",
                "/v1/preview?unit=/riverside-town&plan=public-gathering",
                "/v1/preview?unit=/riverside-town/service-centre&plan=fire&severity=I&lang=zh-Hans",
                "/health/live", "/health/ready", "/metrics", "/openapi.json", "/a.css",
                "/a/\(try server.token(id, "he-an"))",
            ] {
                #expect(try await server.request("GET", path, as: "admin").status == 200, "\(path)")
            }
            #expect(try await server.request("POST", "/v1/reload", as: "admin").status == 200)
            #expect(try await server.request("GET", "/v1/incidents/999", as: "admin").status == 404)
        }
    }

    @Test func `a value that does not fit its schema is found`() {
        let schemas = #"""
            {"components": {"schemas": {"N": {"enum": ["a"]}, "O": {"type": "object", "required": ["x"], "properties": {
            "x": {"type": "integer"}, "n": {"$ref": "#/components/schemas/N"}, "t": {"type": ["string", "null"],
            "format": "date-time"}, "l": {"type": "array", "items": {"type": "boolean"}}}}}}}
            """#
        let document = (try? JSONReader.read(Array(schemas.utf8))) ?? .null
        func faults(_ text: String) -> Int {
            let value = (try? JSONReader.read(Array(text.utf8))) ?? .null
            return SchemaCheck(document: document).faults(of: value, in: document["components"]["schemas"]["O"]).count
        }
        #expect(faults(#"{"x": 1, "n": "a", "t": null, "l": [true]}"#) == 0)
        for wrong in [
            "[]", "{}", #"{"x": 1.5}"#, #"{"x": 1, "y": 2}"#, #"{"x": 1, "n": "b"}"#, #"{"x": 1, "t": "soon"}"#,
            #"{"x": 1, "t": 3}"#, #"{"x": 1, "l": [true, 0]}"#, #"{"x": 1, "l": {}}"#,
        ] {
            #expect(faults(wrong) > 0, "\(wrong)")
        }
    }
}
