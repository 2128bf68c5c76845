import Foundation
import Testing

/// What becomes of reports that are good, or nearly.
@Suite(.timeLimit(.minutes(10))) struct IntakeTests {
    private static func report(_ title: String, _ more: String = "") -> String {
        #"{"unit": "/riverside-town", "plan": "public-gathering", "title": "\#(title)"\#(more.isEmpty ? "" : ", " + more)}"#
    }

    @Test func `required fields may stay open, and are owed until a follow-up says them`() async throws {
        try await Server.serve(.example) { server in
            let reply = try await server.post("/v1/incidents", Self.report("First report"))
            #expect(reply.status == 201 && reply.json["details_due"].text != nil, "\(reply)")
            #expect(try await server.incident(1)["owed"].list.map { $0["kind"].text } == ["details"])
            let alert = try await server.line("duty-desk", kind: "alert")
            #expect(alert["text"].text?.contains("在场人数") == true, "the open field is not named: \(alert)")

            let more = ["incidents", "report", "1", "--text", "Counted them", "--set", "people=120"]
            let wrong = try await run(more + ["--set", "colour=red"], environment: server.environment)
            #expect(wrong.code == 1 && wrong.errors.contains("colour"), "\(wrong)")
            let said = try await run(more + ["--set", "mood=violent"], environment: server.environment)
            #expect(said.code == 0 && said.text.contains("follow-up 1 is on record"), "\(said)")
            let now = try await server.incident(1)
            #expect(!now["owed"].list.contains { $0["kind"] == "details" })
            #expect(now["severity"] == "I", "new facts are graded again")
            #expect(now["follow_ups"] == 1)
        }
    }

    @Test func `the same idempotency key and body give the same incident, another body is refused`() async throws {
        try await Server.serve(.example) { server in
            let body = Self.report("Once")
            let first = try await server.post("/v1/incidents", body, headers: ["Idempotency-Key": "gate-1"])
            let again = try await server.post("/v1/incidents", body, headers: ["Idempotency-Key": "gate-1"])
            #expect(first.status == 201 && [200, 201].contains(again.status), "\(again)")
            #expect(first.json["id"] == again.json["id"])
            let other = try await server.post(
                "/v1/incidents",
                Self.report("Twice"),
                headers: ["Idempotency-Key": "gate-1"]
            )
            #expect(other.status == 409 && other.json["errors"][0]["field"] == "Idempotency-Key", "\(other)")
            #expect(try await server.get("/v1/incidents").json["incidents"].list.count == 1)
            #expect(try await server.incident(1)["reports"] == 1)

            server.kill()
            _ = try await server.end()
            try await server.start()
            let later = try await server.post("/v1/incidents", body, headers: ["Idempotency-Key": "gate-1"])
            #expect(later.json["id"] == first.json["id"], "the key was forgotten by a restart")
        }
    }

    @Test func `reports with one dedup key are counted, keep the newest text, and ask nobody twice`() async throws {
        try await Server.serve(.example) { server in
            for count in 1...3 {
                let reply = try await server.post(
                    "/v1/incidents",
                    Self.report("Report \(count)", #""dedup_key": "counter-3""#)
                )
                #expect(reply.status == (count == 1 ? 201 : 200) && reply.json["id"].incident == 1, "\(reply)")
            }
            let incident = try await server.incident(1)
            #expect(incident["reports"] == 3 && incident["title"] == "Report 3")
            try await server.line("duty-desk", kind: "alert")
            #expect(server.lines("duty-desk").count == 1)

            try await server.done("incidents", "stand-down", "1", "--reason", "Over")
            let later = try await server.post("/v1/incidents", Self.report("Again", #""dedup_key": "counter-3""#))
            #expect(
                later.status == 200 && later.json["result"] == "reopened" && later.json["id"].incident == 1,
                "\(later)"
            )
            #expect(try await server.incident(1)["round"]["number"] == 2)
        }
    }

    @Test func `in an array each report has its own result, and one bad one stops no other`() async throws {
        try await Server.serve(.example) { server in
            let body = "[\(Self.report("A")), \(Self.report("B", #""colour": 1"#)), 7, \(Self.report("C"))]"
            let reply = try await server.post("/v1/incidents", body)
            #expect(reply.status == 207, "\(reply)")
            #expect(reply.json.list.map { $0["status"].int } == [201, 422, 422, 201])
            #expect(reply.json[1]["problem"]["errors"][0]["field"] == "colour")
            try server.folder.write("[\(Self.report("D", #""colour": 1"#)), 7]", to: "reports.json")
            let said = try await server.run("report", "--json-file", server.folder.path + "/reports.json")
            #expect(said.code == 1 && said.errors.contains("report 1 of the array was refused: colour: "), "\(said)")
            #expect(said.errors.contains("report 2 of the array was refused: it must be an object"), "\(said)")
            let titles = try await server.get("/v1/incidents").json["incidents"].list.compactMap { $0["title"].text }
            #expect(titles == ["C", "A"])
            #expect(try await server.post("/v1/incidents", "[\(Self.report("D", #""colour": 1"#))]").status == 422)
            let input = try await server.run("report", "-", input: "[\(Self.report("E"))]")
            #expect(input.code == 0 && input.text.contains("-3, severity"), "\(input)")
        }
    }

    @Test func `a template that fails to render falls back to the fixed plain message, and is reported`() async throws {
        let templates = try Folder()
        try FileManager.default.copyItem(atPath: Place.templates, toPath: templates.path + "/Templates")
        // Fine for the example that templates are tried on, and without a title for a report with a note.
        for language in ["en", "zh-Hans", "zh-Hant"] {
            let text = "{{^note}}{{>head}} {{title}}{{/note}}\n\n{{>drill}}\n{{>incident}}\n{{>link}}\n"
            try templates.write(text, to: "Templates/messages/alert.\(language).mustache")
        }
        try await Server.serve(.example, templates: templates.path + "/Templates") { server in
            let reply = try await server.post("/v1/incidents", Self.report("Trees down", #""note": "On the road""#))
            #expect(reply.status == 201, "\(reply)")
            let line = try await server.line("duty-desk", kind: "alert")
            #expect(line["title"].text?.contains("Trees down") == true, "\(line)")
            let link = try #require(line["link"].text)
            #expect(line["text"].text?.contains(link) == true, "\(line)")
            try await server.timeline(1, has: "template_failed")
        }
    }
}
