import Foundation
import Testing

/// Tokens, test messages and reading commands beside a running server.
@Suite(.timeLimit(.minutes(10))) struct TokenTests {
    @Test func `a token works at once, is listed without its secret, and is refused soon after it is revoked`()
        async throws
    {
        try await Server.serve(.usual(step: "1m")) { server in
            let made = try await server.done("token", "create", "--role", "reporter", "--name", "gate-1")
            let token = made.text.trimmingCharacters(in: .newlines)
            #expect(made.errors.isEmpty && !token.contains("\n"))
            let report = #"{"unit": "/yard", "plan": "storm", "title": "By the gate"}"#
            try await eventually("token in force") {
                try await server.post("/v1/incidents", report, token: token).status == 201 ? true : nil
            }
            let listed = try await server.done("token", "list")
            #expect(listed.text.contains("gate-1") && listed.text.contains("reporter") && !listed.text.contains(token))
            let names = try await server.done("token", "list", "--json").json.list.compactMap { $0["name"].text }
            #expect(Set(names) == ["tests", "gate-1"])
            let files = FileManager.default.enumerator(atPath: server.data)?.compactMap { $0 as? String } ?? []
            for file in files where !file.hasPrefix("log") {
                let bytes = FileManager.default.contents(atPath: server.data + "/" + file) ?? Data()
                #expect(bytes.range(of: Data(token.utf8)) == nil, "the token stands in \(file)")
            }

            try await server.done("token", "revoke", "gate-1")
            try await eventually("refusal of the revoked token") {
                try await server.post("/v1/incidents", report, token: token).status == 401 ? true : nil
            }
            #expect(try await server.get("/v1/incidents").status == 200, "the other token still works")
            let unknown = try await server.run("token", "revoke", "gate-9")
            #expect(unknown.code == 1 && unknown.errorLines.count == 1, "\(unknown)")
            let again = try await server.run("token", "create", "--role", "admin", "--name", "tests")
            #expect(again.code == 1 && again.errorLines.count == 1, "a name stands for one token: \(again)")
        }
    }

    @Test func `a token may have a Chinese name, which stands on record and in the list as it is`() async throws {
        try await Server.serve(.usual(step: "1m")) { server in
            let made = try await server.done("token", "create", "--role", "operator", "--name", "东门岗亭")
            let token = made.text.trimmingCharacters(in: .newlines)
            let report = #"{"unit": "/yard", "plan": "storm", "title": "By the gate"}"#
            try await eventually("token in force") {
                try await server.post("/v1/incidents", report, token: token).status == 201 ? true : nil
            }
            #expect(try await server.done("token", "list").text.contains("东门岗亭"))
            let timeline = try await server.get("/v1/incidents/1").body
            #expect(timeline.contains("东门岗亭"), "\(timeline)")
            try await server.done("token", "revoke", "东门岗亭")
            let refused = try await server.run("token", "create", "--role", "operator", "--name", "东门 岗亭")
            #expect(refused.code != 0 && refused.errors.contains("letters and digits of any script"), "\(refused)")
        }
    }

    @Test(arguments: ["", "{\"tok", "{}", "[]"])
    func `a server whose tokens were damaged starts, says so, and goes on with what is open`(
        _ content: String
    ) async throws {
        try await Server.serve(.usual(step: "1m")) { server in
            _ = try await server.report("Open")
            try await server.stop()
            let whole = server.folder.read("data/tokens.json")
            try server.folder.write(content, to: "data/tokens.json")
            try await server.start()
            let ready = try await HTTP.send("GET", server.url + "/health/ready")
            #expect(ready.status == 200 && ready.body.contains("the access tokens cannot be read"), "\(ready)")
            #expect(try await server.get("/v1/incidents").status == 401)
            try server.folder.write(whole, to: "data/tokens.json")
            try await eventually("the tokens count again") {
                try await server.get("/v1/incidents").status == 200 ? true : nil
            }
            try await server.expectSoundRecord()
        }
    }

    @Test func `a token's person is held against the contact tree, as far as one is named`() async throws {
        let folder = try Folder()
        try Tree.usual().write(to: folder)
        let data = ["--data", folder.path + "/data"]
        func create(_ person: String, _ name: String, _ own: [String: String]) async throws -> Output {
            let words = ["token", "create", "--role", "responder", "--name", name, "--person", person] + data
            return try await run(words, environment: own)
        }
        let named = ["TOCSIN_CONTACTS": folder.path + "/Contacts"]
        let wrong = try await create("anm", "a", named)
        #expect(wrong.code == 1 && wrong.text.isEmpty && wrong.errorLines.count == 1, "\(wrong)")
        #expect(wrong.errors.contains("nobody in the contact tree is called anm; did you mean `ann`?"), "\(wrong)")
        let right = try await create("ann", "b", named)
        #expect(right.code == 0 && right.errors.isEmpty, "\(right)")
        let unnamed = try await create("anm", "c", [:])
        #expect(
            unnamed.code == 0 && unnamed.errors.contains("not held against the contact tree: no setting"),
            "\(unnamed)"
        )
        try folder.write(": [", to: "Contacts/yard/unit.yaml")
        let broken = try await create("anm", "d", named)
        #expect(broken.code == 0 && broken.errors.contains("yard/unit.yaml:1:"), "\(broken)")
        let settings = ["--settings", folder.path + "/s.yaml"]
        try folder.write("contacts: \(Place.contacts)\n", to: "s.yaml")
        let words = ["token", "create", "--role", "responder", "--name", "e", "--person", "nobody"] + data + settings
        #expect(try await run(words).code == 1)

        try await Server.serve(.usual(step: "5m")) { server in
            let words = ["token", "create", "--role", "responder", "--name", "x", "--data", server.data, "--person"]
            let refused = try await run(words + ["bop"])
            #expect(refused.code == 1 && refused.errors.contains("did you mean `bob`?"), "\(refused)")
            #expect(try await run(words + ["bob"]).code == 0)
            let number = try await server.report("For whom")
            let ack = try await server.run("incidents", "ack", "\(number)", "--person", "nosuch")
            #expect(
                ack.errors.contains("person: nobody in the contact tree or the incident is called nosuch"),
                "\(ack)"
            )
            let body = #"{"person":"nosuch","answer":"accept"}"#
            let reply = try await server.post("/v1/incidents/\(number)/answers", body)
            #expect(reply.status == 422, "\(reply)")
            #expect(
                reply.json["detail"].text == "nobody in the contact tree or the incident is called nosuch",
                "\(reply)"
            )
        }
    }

    @Test func `a test message shows what each receiver said, and goes on no record`() async throws {
        let receiver = try Receiver()
        let tree = Tree.usual(
            ann:
                "{webhook: \"\(receiver.url("ok/ann"))\", secret: {env: E2E_KEY}}, {webhook: \"\(receiver.url("status/500/ann"))\"}, {log: ann}"
        )
        let folder = try Folder()
        try tree.write(to: folder)
        let flags = [
            "test", "--person", "ann", "--contacts", folder.path + "/Contacts", "--templates", Place.templates,
            "--data", folder.path + "/data", "--allow-address", "127.0.0.1:\(receiver.port)",
        ]
        let environment = ["E2E_KEY": Receiver.secret]
        let all = try await run(flags, environment: environment)
        #expect(all.code == 1 && all.errors.contains("1 of 3"), "\(all)")
        #expect(all.text.contains("204") && all.text.contains("500"), "\(all)")
        let hits = try receiver.hits("ok/ann")
        #expect(hits.count == 1 && hits[0].isSigned == true)
        #expect(hits[0].body.contains("Test: can you read this?"), "\(hits[0].body)")

        let one = try await run(flags + ["--address", "webhook"], environment: environment)
        #expect(one.code == 0 && !one.text.contains("500"), "\(one)")
        let wrong = try await run(flags + ["--address", "pigeon"], environment: environment)
        #expect(wrong.code == 1 && wrong.errors.contains("webhook-2"), "\(wrong)")
        let nobody = try await run(flags.map { $0 == "ann" ? "zoe" : $0 }, environment: environment)
        #expect(nobody.code == 1 && nobody.errorLines.count == 1, "\(nobody)")
        let both = try await run(flags + ["--person", "zoe"], environment: environment)
        #expect(both.code == 2 && both.errors.contains("--person is written 2 times; keep one of them"), "\(both)")
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/data/tocsin.sqlite"))
    }

    @Test func `what the server refuses, the command says once, with what is allowed`() async throws {
        try await Server.serve(.usual(step: "1m")) { server in
            let report = ["report", "--unit", "/yard", "--plan", "storm", "--title", "T"]
            let refused: [(arguments: [String], what: String, allowed: String)] = [
                (
                    ["report", "--unit", "/nowhere", "--plan", "storm", "--title", "T"], "names no unit: /nowhere",
                    "/yard"
                ),
                (["report", "--unit", "/yard", "--plan", "flood", "--title", "T"], "names no plan in force", "storm"),
                (report + ["--occurred-at", "yesterday"], "must be a time such as", "RFC 3339"),
                (report + ["--set", "colour=red"], "no such field", "facts.colour"),
            ]
            let misused: [(arguments: [String], allowed: String)] = [
                (report + ["--severity", "V"], "--severity V is none of I, II, III, IV"),
                (["incidents", "list", "--status", "broken"], "is none of open, acknowledged"),
            ]
            for one in misused {
                let output = try await EndToEndTests.run(one.arguments, environment: server.environment)
                #expect(output.code == 2 && output.errorLines.count == 1 && output.text.isEmpty, "\(output)")
                #expect(output.errors.contains(one.allowed), "\(output)")
            }
            for one in refused {
                let output = try await EndToEndTests.run(one.arguments, environment: server.environment)
                #expect(output.code == 1 && output.errorLines.count == 1 && output.text.isEmpty, "\(output)")
                #expect(output.errors.components(separatedBy: one.what).count == 2, "not said once: \(output)")
                #expect(output.errors.contains(one.allowed), "\(output)")
            }
            #expect(try await server.done("incidents").text == "no incidents\n")
        }
    }

    @Test func `reading commands print JSON, and the bundle of an incident is complete`() async throws {
        try await Server.serve(.usual(step: "1m")) { server in
            let number = try await server.report("Read me")
            try await server.timeline(number, has: "message_accepted")
            #expect(try await server.done("incidents", "--json").json["incidents"].list.count == 1)
            #expect(
                try await server.done("incidents", "list", "--status", "open", "--json").json["incidents"][0]["id"]
                    .incident
                    == 1
            )
            #expect(try await server.done("incidents", "show", "1", "--json").json["title"] == "Read me")
            #expect(try await server.done("audit", "verify", "--json").json["holds"].isTrue)
            let lines = try await server.done("audit", "export", "1").text.split(separator: "\n").map {
                JSON(String($0))
            }
            #expect(lines.count > 1 && lines.allSatisfy { $0["hash"].text?.count == 64 && $0["entry"] != .null })
            for lang in ["zh-Hans", "zh-Hant"] {
                let shown = try await server.done("incidents", "show", "1", "--lang", lang)
                #expect(shown.text.contains(lang == "zh-Hans" ? "接报：" : "通報："), "\(shown)")
            }
            let name = try #require(try await server.incident(1)["id"].text)
            let ledger = String(name.dropLast(2))
            for written in [name, "#1", "#" + name] {
                #expect(try await server.done("incidents", "show", written, "--json").json["id"].text == name)
                #expect(
                    try await server.done("audit", "export", written).text == server.done("audit", "export", "1").text
                )
            }
            #expect(try await server.done("incidents").text.contains(name))
            #expect(try await server.done("incidents", "show", "1").text.contains("incident \(name): Read me"))
            for other in ["other000-1", ledger + "-2", ledger + "-01"] {
                #expect(try await server.run("incidents", "show", other).code != 0, "\(other)")
                #expect(try await server.get("/v1/incidents/\(other)").status == 404, "\(other)")
                #expect(try await server.run("audit", "export", other).code != 0, "\(other)")
            }
            let missing = try await server.run("incidents", "show", "7")
            #expect(missing.code == 1 && missing.errorLines == ["tocsin: there is no incident 7 that you may see"])
            #expect(try await server.run("audit", "export", "7").code == 1)
            let health = try await HTTP.send("GET", server.url + "/health/live")
            #expect(health.status == 200)
            #expect(try await server.get("/metrics").body.contains("tocsin_"))
            #expect(try await server.get("/openapi.json").json["openapi"].text?.hasPrefix("3.1") == true)
        }
    }
}
