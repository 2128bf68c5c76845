import Foundation
import Testing

/// What bad input over HTTP gets: a problem document that names the field, and nothing stored.
@Suite(.timeLimit(.minutes(10))) struct BadInputTests {
    /// One bad report and what it must be answered with.
    private struct Case {
        var name: String
        var body: String
        var status = 422
        /// A field that `errors` names; `nil` where the whole body is at fault.
        var field: String?
        /// What `allowed` lists among others.
        var allowed: [String] = []
    }

    private static func report(_ more: String, unit: String = "/riverside-town", plan: String = "public-gathering")
        -> String
    {
        #"{"unit": "\#(unit)", "plan": "\#(plan)", "title": "Bad"\#(more.isEmpty ? "" : ", " + more)}"#
    }

    private static let cases = [
        Case(name: "malformed", body: #"{"unit": "/riverside-town","#, status: 400),
        Case(name: "not JSON at all", body: "unit=/riverside-town", status: 400),
        Case(name: "empty", body: "", status: 400),
        Case(name: "not UTF-8 escapes", body: report(#""note": "\ud800""#), status: 400),
        Case(name: "a member twice", body: report(#""title": "Again""#), status: 400),
        Case(name: "nested too deep", body: report("\"note\": " + String(repeating: "[", count: 200)), status: 400),
        Case(name: "a text instead of an object", body: #""report""#, field: ""),
        Case(name: "unknown member", body: report(#""colour": "red""#), field: "colour", allowed: ["title", "facts"]),
        Case(name: "no title", body: #"{"unit": "/riverside-town", "plan": "fire"}"#, field: "title"),
        Case(name: "blank title", body: #"{"unit": "/riverside-town", "plan": "fire", "title": "  "}"#, field: "title"),
        Case(
            name: "title is a number",
            body: #"{"unit": "/riverside-town", "plan": "fire", "title": 5}"#,
            field: "title"
        ),
        Case(name: "unknown unit", body: report("", unit: "/lakeside"), field: "unit", allowed: ["/riverside-town"]),
        Case(name: "unknown plan", body: report("", plan: "flood"), field: "plan", allowed: ["fire", "power-loss"]),
        Case(name: "bad time", body: report(#""occurred_at": "yesterday""#), field: "occurred_at"),
        Case(name: "a day that is not", body: report(#""occurred_at": "2026-02-30T10:00:00Z""#), field: "occurred_at"),
        Case(name: "no rank", body: report(#""severity": "V""#), field: "severity", allowed: ["I", "IV"]),
        Case(
            name: "milder than the rules",
            body: report(#""severity": "IV", "facts": {"people": 30}"#),
            field: "severity",
            allowed: ["I", "II", "III"]
        ),
        Case(name: "unknown fact", body: report(#""facts": {"peple": 3}"#), field: "facts.peple", allowed: ["people"]),
        Case(name: "fact of a wrong type", body: report(#""facts": {"people": "many"}"#), field: "facts.people"),
        Case(name: "fact is a list", body: report(#""facts": {"people": [3]}"#), field: "facts.people"),
        Case(
            name: "no such choice",
            body: report(#""facts": {"mood": "merry"}"#),
            field: "facts.mood",
            allowed: ["calm"]
        ),
        Case(name: "drill is a text", body: report(#""drill": "yes""#), field: "drill", allowed: ["true", "false"]),
        Case(name: "empty array", body: "[]"),
        Case(name: "invisible title", body: report("").replacing("Bad", with: "\u{200B}\u{FEFF}"), field: "title"),
        Case(name: "too large", body: report(#""note": "\#(String(repeating: "x", count: 70_000))""#), status: 413),
        Case(
            name: "title too long",
            body: report("").replacing("Bad", with: String(repeating: "长", count: 2_000)),
            field: "title"
        ),
    ]

    @Test func `a bad report gets a problem that names the field, and nothing is stored`() async throws {
        try await Server.serve(.example) { server in
            for one in Self.cases {
                let reply = try await server.post("/v1/incidents", one.body)
                #expect(reply.status == one.status, "\(one.name): \(reply)")
                #expect(reply.headers["content-type"] == "application/problem+json", "\(one.name): \(reply)")
                let problem = reply.json
                #expect(
                    problem["status"].int == one.status && problem["title"].text?.isEmpty == false,
                    "\(one.name): \(reply)"
                )
                #expect(problem["detail"].text?.isEmpty == false && problem["type"].text?.isEmpty == false)
                guard let field = one.field else { continue }
                let fault = problem["errors"].list.first { $0["field"].text == field }
                #expect(fault?["detail"].text?.isEmpty == false, "\(one.name): \(reply)")
                #expect(Set(one.allowed).isSubset(of: fault?["allowed"].texts ?? []), "\(one.name): \(reply)")
            }
            try await Self.expectNothingStored(server)
        }
    }

    private static func expectNothingStored(_ server: Server) async throws {
        #expect(try await server.get("/v1/incidents").json["incidents"].list.isEmpty)
        #expect(try await server.done("incidents").text == "no incidents\n")
        let files = (try? FileManager.default.contentsOfDirectory(atPath: server.data + "/log")) ?? []
        #expect(files.allSatisfy { $0 == "record-heads.jsonl" }, "somebody was told: \(files)")
        let record = try await server.done("audit", "verify", "--json")
        #expect(record.json["holds"].isTrue && record.json["entries"] == 1, "\(record)")
        let own = try await server.done("audit", "export", "0").text
        #expect(own.contains("treeInstalled") && own.contains("zoneRules"), "\(own)")
    }

    @Test func `who may not do something is refused, and nothing is stored`() async throws {
        try await Server.serve(.example) { server in
            let body = Self.report("")
            for token in ["", "tcs_wrong", server.token + "x"] {
                let header = token.isEmpty ? "" : "Bearer \(token)"
                let reply = try await server.post("/v1/incidents", body, headers: ["Authorization": header])
                #expect(reply.status == 401 && reply.headers["www-authenticate"] != nil, "\(reply)")
                #expect(reply.json["type"].text?.isEmpty == false)
            }
            let auditor = try await Self.token("auditor", server)
            #expect(try await server.post("/v1/incidents", body, token: auditor).status == 403)
            let reporter = try await Self.token("reporter", server)
            #expect(try await server.post("/v1/reload", "{}", token: reporter).status == 403)
            try await Self.expectNothingStored(server)

            #expect(try await server.post("/v1/incidents", body, token: reporter).status == 201)
            #expect(
                try await server.post("/v1/incidents/1/stand-down", #"{"reason": "x"}"#, token: reporter).status == 403
            )
            #expect(
                try await server.post("/v1/incidents/1/severity", #"{"severity": "I", "reason": "x"}"#, token: auditor)
                    .status == 403
            )
            #expect(try await server.incident(1)["status"] == "open")
        }
    }

    private static func token(_ role: String, _ server: Server) async throws -> String {
        let made = try await server.done("token", "create", "--role", role, "--name", role, "--data", server.data)
        let token = made.text.trimmingCharacters(in: .newlines)
        // A server notices a new token within a second.
        try await eventually("token in force") {
            try await HTTP.send("GET", server.url + "/v1/incidents", headers: ["Authorization": "Bearer \(token)"])
                .status == 200
                ? true : nil
        }
        return token
    }

    @Test func `bad operations on an incident change nothing`() async throws {
        try await Server.serve(.example) { server in
            #expect(try await server.post("/v1/incidents", Self.report("")).status == 201)
            try await server.line("duty-desk", kind: "alert")
            try await server.timeline(1, has: "message_accepted")
            let before = try await server.incident(1)
            let bad: [(route: String, body: String, status: Int, field: String)] = [
                ("answers", #"{"person": "nobody", "answer": "accept"}"#, 422, "person"),
                ("answers", #"{"person": "wu-min", "answer": "perhaps"}"#, 422, "answer"),
                ("answers", #"{"person": "wu-min", "answer": "note"}"#, 422, "note"),
                ("severity", #"{"severity": "VII", "reason": "x"}"#, 422, "severity"),
                ("severity", #"{"severity": "I"}"#, 422, "reason"),
                ("pause", #"{"until": "soon", "reason": "x"}"#, 422, "until"),
                ("pause", #"{"until": "2199-01-01T00:00:00Z", "reason": "x"}"#, 422, "until"),
                ("pause", #"{"until": "2001-01-01T00:00:00Z", "reason": "x"}"#, 422, "until"),
                ("stand-down", "{}", 422, "reason"),
                ("cancel", #"{"reason": "x", "why": "y"}"#, 422, "why"),
                ("reports", #"{"kind": "half", "text": "x"}"#, 422, "kind"),
                ("reports", #"{"kind": "final", "text": "x", "facts": {"peple": 1}}"#, 422, "facts.peple"),
            ]
            for one in bad {
                let reply = try await server.post("/v1/incidents/1/\(one.route)", one.body)
                #expect(reply.status == one.status, "\(one): \(reply)")
                #expect(reply.json["errors"].list.contains { $0["field"].text == one.field }, "\(one): \(reply)")
            }
            #expect(try await server.post("/v1/incidents/999/escalate", #"{"reason": "x"}"#).status == 404)
            #expect(try await server.get("/v1/incidents/abc").status == 404)
            #expect(try await server.get("/v1/incidents?status=broken").status == 400)
            #expect(try await server.get("/v1/incidents?colour=red").status == 400)
            #expect(try await server.get("/v1/nothing").status == 404)
            let text = try await server.post("/v1/incidents", Self.report(""), headers: ["Content-Type": "text/plain"])
            #expect(text.status == 415)
            #expect(try await server.incident(1) == before)
            #expect(try await server.get("/v1/incidents").json["incidents"].list.count == 1)
        }
    }

    @Test func `a user, sender or password with a character that nobody sees is refused, with its number`() async throws
    {
        let folder = try Folder()
        try Tree.usual().write(to: folder)
        func serve(_ flags: [String], _ variables: [String: String] = [:]) async throws -> Output {
            let all = [
                "serve", "--contacts", folder.path + "/Contacts", "--templates", Place.templates, "--data",
                folder.path + "/data", "--listen", "127.0.0.1:0", "--public-url", "http://127.0.0.1:1", "--smtp-url",
                "smtp://127.0.0.1:1", "--smtp-tls", "none",
            ]
            return try await run(all + flags, environment: variables)
        }
        let from = ["--smtp-from", "t@town.example"]
        let file = folder.path + "/password"
        try folder.write("hun\u{200B}ter2\n", to: "password")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
        for (flags, variables, what) in [
            (["--smtp-from", "T <t@to\u{200B}wn.example>"], [:], "a zero-width space (U+200B)"),
            (from + ["--smtp-user", "duty\u{A0}"], ["TOCSIN_SMTP_PASSWORD": "x"], "a no-break space (U+00A0)"),
            (from + ["--smtp-user", "duty"], ["TOCSIN_SMTP_PASSWORD": "\u{FEFF}x"], "a byte order mark (U+FEFF)"),
            (from + ["--smtp-user", "duty", "--smtp-password-file", file], [:], "a zero-width space (U+200B)"),
        ] as [([String], [String: String], String)] {
            let output = try await serve(flags, variables)
            #expect(
                output.code == 2 && output.errors.contains(what) && output.errors.contains("type it anew"),
                "\(output)"
            )
            #expect(!output.errors.contains("ter2"))
        }
    }
}
