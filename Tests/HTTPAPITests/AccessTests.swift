import Access
import Dispatching
import HTTPAPI
import Testing
import Text

@Suite struct `Who may do what` {
    /// The whole matrix once more, by hand: what each role gets for each route.
    private static let allowed: [(method: String, path: String, body: String?, roles: Set<String>)] = [
        ("POST", "/v1/incidents", TestServer.report, ["reporter", "operator", "admin"]),
        ("GET", "/v1/incidents", nil, ["reporter", "responder", "operator", "auditor", "admin"]),
        ("GET", "/v1/incidents/1", nil, ["reporter", "responder", "operator", "auditor", "admin"]),
        (
            "POST", "/v1/incidents/1/reports", #"{"kind": "follow_up", "text": "more"}"#,
            ["reporter", "responder", "operator", "admin"]
        ),
        (
            "POST", "/v1/incidents/1/answers", #"{"person": "he-an", "answer": "seen"}"#,
            ["responder", "operator", "admin"]
        ),
        ("POST", "/v1/incidents/1/severity", #"{"severity": "II", "reason": "x"}"#, ["operator", "admin"]),
        ("POST", "/v1/incidents/1/escalate", #"{"reason": "x"}"#, ["operator", "admin"]),
        ("POST", "/v1/incidents/1/ask", #"{"names": ["leaders"]}"#, ["operator", "admin"]),
        ("POST", "/v1/incidents/1/without", #"{"names": ["everybody"]}"#, ["operator", "admin"]),
        (
            "POST", "/v1/incidents/1/pause", #"{"until": "2025-11-21T04:00:00+08:00", "reason": "x"}"#,
            ["operator", "admin"]
        ),
        ("POST", "/v1/incidents/1/stand-down", #"{"reason": "x"}"#, ["operator", "admin"]),
        ("POST", "/v1/incidents/1/cancel", #"{"reason": "x"}"#, ["operator", "admin"]),
        (
            "GET", "/v1/preview?unit=/riverside-town&plan=public-gathering", nil,
            ["responder", "operator", "auditor", "admin"]
        ),
        ("GET", "/v1/rosters/1", nil, ["responder", "operator", "auditor", "admin"]),
        ("GET", "/v1/people", nil, ["responder", "operator", "auditor", "admin"]),
        ("GET", "/v1/units", nil, ["reporter", "responder", "operator", "auditor", "admin"]),
        ("POST", "/v1/reload", nil, ["admin"]),
        (
            "POST", "/v1/changes/absence",
            #"{"person": "he-an", "from": "2026-12-01", "to": "2026-12-07", "reason": "leave"}"#, ["admin"]
        ),
        (
            "POST", "/v1/changes/override",
            #"{"roster": "/riverside-town/x", "from": "2026-12-01", "to": "2026-12-01", "add": ["he-an"], "reason": "x"}"#,
            ["admin"]
        ),
        (
            "POST", "/v1/changes/withdraw",
            #"{"file": "riverside-town/changes/2026-12-01-he-an.yaml", "reason": "back"}"#, ["admin"]
        ),
    ]

    @Test func `each role gets what it may, and everything else is 403 with the roles that may`() async throws {
        for role in Role.allCases.map(\.rawValue) {
            try await TestServer.run { server in
                _ = try await server.file()
                for one in Self.allowed {
                    let before = try server.contents()
                    let reply = try await server.request(one.method, one.path, as: role, body: one.body)
                    guard one.roles.contains(role) else {
                        #expect(reply.status == 403, "\(role) \(one.method) \(one.path)")
                        #expect(reply.json["detail"].string?.contains("admin") == true)
                        #expect(try server.contents() == before)
                        continue
                    }
                    // What the state of the incident forbids later in the row is no matter of roles.
                    // That there is no roster of that name is told to those alone who might see it.
                    let good = one.path == "/v1/rosters/1" ? [404] : [200, 201, 409]
                    #expect(good.contains(reply.status), "\(role) \(one.method) \(one.path) \(reply.text)")
                }
            }
        }
    }

    @Test func `the matrix covers every route that asks for a token`() async throws {
        try await TestServer.run { server in
            let guarded = server.routes.filter { $0.access != .anybody }.map(\.name)
            let covered = Self.allowed.map { one in
                "\(one.method) \(one.path.prefix { $0 != "?" }.replacing("/1", with: "/{id}"))"
            }
            #expect(Set(guarded) == Set(covered))
        }
    }

    @Test func `no token, a wrong one and one in a wrong form are 401`() async throws {
        try await TestServer.run { server in
            for one in Self.allowed {
                for field in [nil, "Bearer tcs_wrong", "Bearer ", "Basic dXNlcg==", server.tokens["admin"] ?? ""] {
                    let headers = field.map { [("Authorization", $0)] } ?? []
                    let reply = try await server.request(one.method, one.path, headers: headers, body: one.body)
                    #expect(reply.status == 401)
                    #expect(reply[header: "WWW-Authenticate"] == "Bearer realm=\"tocsin\"")
                    #expect(reply[header: "Content-Type"] == "application/problem+json")
                }
            }
            #expect(try server.contents().isEmpty)
        }
    }

    @Test func `one blank or several stand before a token`() async throws {
        try await TestServer.run { server in
            for blanks in [" ", "   "] {
                let field = [("Authorization", "Bearer" + blanks + (server.tokens["admin"] ?? ""))]
                let reply = try await server.request("GET", "/v1/units", headers: field)
                #expect(reply.status == 200)
            }
        }
    }

    @Test func `a reporter sees and adds to their own incidents alone`() async throws {
        try await TestServer.run { server in
            let own = try await server.file(as: "reporter")
            let other = try await server.file(as: "gate")
            let list = try await server.request("GET", "/v1/incidents", as: "reporter").json["incidents"].elements
            #expect(list.map { $0["id"] } == [.text("memory00-\(own)")])
            #expect(try await server.request("GET", "/v1/incidents/\(other)", as: "reporter").status == 404)
            let body = #"{"kind": "follow_up", "text": "more"}"#
            let path = "/v1/incidents/\(other)/reports"
            #expect(try await server.request("POST", path, as: "reporter", body: body).status == 404)
            #expect(try await server.request("POST", path, as: "gate", body: body).status == 200)
        }
    }

    @Test func `a responder who is in the contact tree answers for themselves alone`() async throws {
        try await TestServer.run { server in
            let id = try await server.file()
            let path = "/v1/incidents/\(id)/answers"
            let other = try await server.request(
                "POST",
                path,
                as: "lin",
                body: #"{"person": "he-an", "answer": "accept"}"#
            )
            #expect(other.status == 403)
            let own = try await server.request("POST", path, as: "lin", body: #"{"answer": "accept"}"#)
            #expect(own.status == 200)
            #expect(own.json["responders"] == .list([.text("lin-yue")]))
        }
    }

    @Test func `whoever leads calls people in and goes on without seats with their own token, and no other responder`()
        async throws
    {
        try await TestServer.run { server in
            let id = try await server.file()
            let ask = #"{"names": ["duty"], "within": "10m", "reason": "more hands"}"#
            let path = "/v1/incidents/\(id)/ask"
            #expect(try await server.request("POST", path, as: "lin", body: ask).status == 403)
            #expect(try await server.request("POST", path, as: "responder", body: ask).status == 403)
            let answers = "/v1/incidents/\(id)/answers"
            #expect(try await server.request("POST", answers, as: "lin", body: #"{"answer": "accept"}"#).status == 200)
            let asked = try await server.request("POST", path, as: "lin", body: ask)
            #expect(asked.status == 200, "\(asked.text)")
            #expect(asked.json["asked"] == .list([.text("he-an")]))
            #expect(asked.json["commander"] == .text("lin-yue"))
            let shown = try await server.request("GET", "/v1/incidents/\(id)", as: "auditor").json
            #expect(shown["called_in"].elements.map { $0["reason"] } == [.text("more hands")])
            #expect(shown["commander"]["person"] == .text("lin-yue"))
            #expect(try await server.request("POST", path, as: "responder", body: ask).status == 403)
        }
    }

    @Test(arguments: [
        ("ask", #"{}"#, "names"), ("ask", #"{"names": []}"#, "names"), ("ask", #"{"names": "duty"}"#, "names"),
        ("ask", #"{"names": [1]}"#, "names[0]"), ("ask", #"{"names": [" "]}"#, "names[0]"),
        ("ask", #"{"names": ["nobody"]}"#, "names"), ("ask", #"{"names": ["duty"], "within": "0s"}"#, "within"),
        ("ask", #"{"names": ["duty"], "within": "25h"}"#, "within"), ("ask", #"{"names": ["duty"], "to": "x"}"#, "to"),
        ("ask", #"{"names": ["duty"], "within": 5}"#, "within"), ("without", #"{"names": ["nobody"]}"#, "names"),
        ("without", #"{"names": ["duty"], "within": "5m"}"#, "within"),
    ])
    func `an ask for nobody, and a seat that is not open, are refused by the name of the field`(
        word: String,
        body: String,
        field: String
    ) async throws {
        try await TestServer.run { server in
            let id = try await server.file()
            let before = try server.contents()
            let reply = try await server.request("POST", "/v1/incidents/\(id)/\(word)", as: "operator", body: body)
            #expect(reply.status == 422)
            #expect(reply.json["errors"].elements.map { $0["field"].string } == [field], "\(reply.text)")
            #expect(try server.contents() == before)
        }
    }

    @Test func `the health routes, the figures and the description need no token`() async throws {
        try await TestServer.run { server in
            for path in ["/health/live", "/health/ready", "/metrics", "/openapi.json", "/a.css"] {
                let status = try await server.request("GET", path).status
                #expect(status == 200 || status == 503 && path == "/health/ready")
            }
        }
    }
}
