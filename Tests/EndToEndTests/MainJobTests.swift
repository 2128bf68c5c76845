import Foundation
import Testing

/// The main job: a report is told, missed, escalated, answered, ended, and on record.
@Suite(.timeLimit(.minutes(10))) struct MainJobTests {
    @Test
    func `a report is told by webhook and log, missed, escalated, answered and ended, and the record shows it all`()
        async throws
    {
        let receiver = try Receiver()
        let hook = receiver.url("ok/ann")
        let tree = Tree.usual(
            step: "3s",
            ann: "{webhook: \"\(hook)\", secret: {env: E2E_KEY}}, {log: ann}",
            rank: "II"
        )
        try await Server.serve(tree, flags: ["--allow-address", "127.0.0.1:\(receiver.port)"]) { server in
            let filed = try await server.done(
                "report",
                "--unit",
                "/yard",
                "--plan",
                "storm",
                "--title",
                "Roof gone",
                "--place",
                "Hall 3"
            )
            #expect(filed.text.hasPrefix("incident ") && filed.text.contains("-1, severity II"))

            let hit = try #require(try await receiver.hits("ann", atLeast: 1).first)
            #expect(hit.isSigned == true, "the signature does not hold: \(hit.headers)")
            #expect(hit.json["data"]["title"].text?.contains("Roof gone") == true)
            #expect(hit.json["data"]["person"] == "ann" && hit.json["data"]["asks"].isTrue)
            let line = try await server.line("ann", kind: "alert")
            #expect(line["text"].text?.contains("Hall 3") == true)

            let deputy = try await server.timeline(1, has: "deputies_asked")
            #expect(deputy.details["asked"].list.map { $0["person"].text } == ["bob"])
            try await server.line("bob", kind: "alert")
            let link = try #require(try await server.line("cy", kind: "alert")["link"].text)

            let page = try await server.press("accept", at: link, note: "On+my+way")
            #expect(page.status == 200 && page.body.contains("You are handling this now."), "\(page)")
            try await Self.expectAcknowledged(by: "Cy", server)
            for name in ["ann", "bob"] {
                let told = try await server.line(name, kind: "taken-over")
                #expect(told["text"].text?.contains("Cy") == true, "\(told)")
            }
            try await Self.expectEnd(server)
        }
    }

    private static func expectAcknowledged(by name: String, _ server: Server) async throws {
        let shown = try await server.done("incidents", "show", "1")
        for part in [
            "Roof gone", "in hand", "handled by \(name)", "Deputies are asked: Bob", "On my way",
            "times: ", "(UTC",
        ] {
            #expect(shown.text.contains(part), "\(part) is missing: \(shown)")
        }
    }

    /// Stood down: the all-clear goes to exactly those who were reached, and the record holds.
    private static func expectEnd(_ server: Server) async throws {
        let ended = try await server.done("incidents", "stand-down", "1", "--reason", "Roof is back")
        #expect(ended.text.contains("-1 ended; 3 people are told"), "\(ended)")
        for name in ["ann", "bob", "cy"] {
            let clear = try await server.line(name, kind: "all-clear")
            #expect(clear["text"].text?.contains("Roof is back") == true, "\(clear)")
        }
        #expect(server.lines("dee").isEmpty, "Dee was never asked, and is told nothing")
        let told = try await server.timeline(1)
            .filter { $0.what == "message_planned" && $0.details["kind"] == "all-clear" }
            .compactMap { $0.details["person"].text }
        #expect(Set(told) == ["ann", "bob", "cy"])
        #expect(try await server.done("incidents", "show", "1").text.contains("ended · enough people had taken it"))
        try await expectNothingDoneTwice(server)
        try await server.expectSoundRecord()
    }

    /// What comes after the end says that it came after the end, and tells nobody.
    private static func expectNothingDoneTwice(_ server: Server) async throws {
        let before = try await server.timeline(1).count
        for word in ["stand-down", "cancel"] {
            let again = try await server.run("incidents", word, "1", "--reason", "Once more")
            #expect(again.code == 1 && again.errors.contains("-1 had ended already on "), "\(again)")
            #expect(again.errors.contains(" by tests; nothing was changed, nobody is told"), "\(again)")
            let reply = try await server.post("/v1/incidents/1/\(word)", #"{"reason": "x"}"#)
            #expect(reply.status == 200 && reply.body.contains(#""had_ended":true"#), "\(reply)")
            #expect(reply.body.contains(#""told":0"#), "\(reply)")
        }
        #expect(try await server.timeline(1).count == before)
        let late = try await server.done("incidents", "ack", "1", "--person", "bob")
        #expect(
            late.text.contains("had ended already") && late.text.contains("the answer of bob is kept as a note"),
            "\(late)"
        )
    }

    @Test func `every action says what it did`() async throws {
        try await Server.serve(.usual(step: "60s")) { server in
            let number = try await server.report("Roof gone")
            func said(_ words: String...) async throws -> String {
                let arguments = ["incidents", words[0], "\(number)"] + words.dropFirst()
                let output = try await EndToEndTests.run(arguments, environment: server.environment)
                #expect(output.code == 0, "\(output)")
                return output.text
            }
            let until = Date(timeIntervalSinceNow: 3_600).formatted(.iso8601)
            #expect(
                try await said("pause", "--until", until, "--reason", "wait").contains(
                    "no step starts by itself before"
                )
            )
            let escalated = try await said("escalate", "--reason", "now")
            #expect(escalated.contains("escalated; the pause is over; now asked: "), "\(escalated)")
            let local = "2001-02-03 04:05"
            let past = try await EndToEndTests.run(
                ["incidents", "pause", "\(number)", "--until", local],
                environment: server.environment
            )
            #expect(
                past.code == 1 && past.errors.contains("in the past"),
                "a time of the unit's clock is read: \(past)"
            )
            #expect(try await said("report", "--text", "more").contains("follow-up 1 is on record"))
            #expect(try await said("ack", "--person", "cy").contains("cy takes it (in hand, severity "))
            #expect(try await said("ack", "--person", "cy", "--answer", "extend").contains("cy is still on it"))
        }
    }

    @Test func `nobody answers at all: the fallback and the reporter's record say so, again and again`() async throws {
        try await Server.serve(.usual(step: "1s", repeats: "repeat: {times: 1, every: 1s}")) { server in
            let number = try await server.report("Lights out")
            try await server.timeline(number, has: "exhausted")
            let first = try await server.line("dee", kind: "unanswered")
            #expect(
                first["text"].text?.contains("Lights out") == true
                    || first["title"].text?.contains("Lights out") == true
            )
            try await eventually("second telling") {
                server.lines("dee").filter { $0["kind"].text == "unanswered" }.count > 1 ? true : nil
            }
            let incident = try await server.incident(number)
            #expect(incident["status"] == "open" && incident["progress"] == "exhausted")
        }
    }

    @Test func `opening a link changes nothing, pressing answers, and a second person is told who was first`()
        async throws
    {
        try await Server.serve(.usual(step: "1m", ann: "{log: ann}, {log: ann-too}", rank: "II")) { server in
            let number = try await server.report("Gate stuck")
            let link = try #require(try await server.line("ann", kind: "alert")["link"].text)
            try await eventually("both messages taken") {
                try await server.timeline(number).filter { $0.what == "message_accepted" }.count == 2 ? true : nil
            }
            let before = try await server.incident(number)
            for _ in 0..<50 {
                #expect(try await HTTP.send("GET", link).status == 200)
                #expect(try await HTTP.send("HEAD", link).status == 200)
            }
            #expect(try await server.incident(number) == before)
            try await server.done("incidents", "escalate", "\(number)", "--reason", "Testing")
            let other = try #require(try await server.line("cy", kind: "alert")["link"].text)
            #expect(try await server.press("accept", at: link).body.contains("You are handling this now."))
            let second = try await server.press("accept", at: other)
            #expect(second.status == 200 && second.body.contains("Ann took it at"), "\(second)")

            let forged = link.dropLast() + (link.hasSuffix("A") ? "B" : "A")
            let missing = try await HTTP.send("GET", server.url + "/a/nothing")
            let reply = try await HTTP.send("GET", String(forged))
            #expect(reply.status == 404 && reply.body == missing.body)
        }
    }
}
