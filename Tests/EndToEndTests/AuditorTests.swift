import Foundation
import Testing

/// Faults made on purpose: the server finds them by itself, says so, and knows when it cannot.
@Suite(.timeLimit(.minutes(10))) struct AuditorTests {
    @Test func `a stuck escalation is found and told on the log, in a file and to the operators`()
        async throws
    {
        let receiver = try Receiver()
        let tree = Tree(
            people: [
                "ann": "{log: ann}", "bob": "{log: bob}",
                "dee zh-Hans": "{webhook: \"\(receiver.url("ok/dee"))\"}",
            ],
            groups: "office: {members: [dee]}",
            responses: "IV: {steps: [{ask: [ann], within: 3s}, {ask: [bob], within: 1h}]}"
        )
        let flags = ["--allow-address", "127.0.0.1:\(receiver.port)", "--operators", "/yard/office"]
        try await Server.serve(tree, flags: flags, variables: ["TOCSIN_FAILPOINT": "drop-deadline:1"]) { server in
            try await server.logged("never use this in production")
            let number = try await server.report("Stuck")
            let first = try await server.timeline(number, has: "step_started")
            let mended = try await server.timeline(number, has: "auditor_mended")
            let late = mended.at.timeIntervalSince(first.at) - 3
            // Ten seconds are promised, and tested where no machine can be slow.
            #expect(late > 0 && late <= 60, "found \(late) s after the deadline")
            #expect(mended.details["found"] == "lost_deadline")
            let second = try await server.timeline(number, has: "step_started") { $0.details["step"] == 2 }
            #expect(second.at.timeIntervalSince(first.at) - 3 <= 90)
            try await server.line("bob", kind: "alert")

            let line = try await server.line("tocsin", kind: "self-alert")
            #expect(line["text"].text?.contains("incident 1: a forgotten deadline") == true, "\(line)")
            let hit = try #require(try await receiver.hits("dee", atLeast: 1).first)
            #expect(hit.kind == "self-alert" && hit.json["type"] == "incident.self-alert")
            #expect(hit.json["data"]["title"].text?.contains("Tocsin系统告警") == true, "\(hit.body)")
            try await server.logged("the auditor found something undone")
            let figures = try await HTTP.send("GET", server.url + "/metrics").body
            #expect(figures.contains("tocsin_auditor_mended_total{found=\"lost_deadline\"} 1\n"))
            #expect(figures.contains("tocsin_self_alerts_total{trouble=\"auditor_mended\"} 1\n"))
            try await server.expectSoundRecord()
        }
    }

    @Test func `the monitor is called while all is well; the auditor's silence turns readiness red and ends the calls`()
        async throws
    {
        let receiver = try Receiver()
        let flags = [
            "--allow-address", "127.0.0.1:\(receiver.port)", "--heartbeat-url", receiver.url("ok/beat"),
            "--heartbeat-every", "1s",
        ]
        try await Server.serve(.usual(), flags: flags, variables: ["TOCSIN_FAILPOINT": "stop-auditor:4"]) { server in
            try await receiver.hits("beat", atLeast: 3)
            let red = try await eventually("readiness turned red") {
                let reply = try await HTTP.send("GET", server.url + "/health/ready")
                return reply.status == 503 ? reply : nil
            }
            let why = red.json["reasons"].texts
            #expect(why.count == 1 && why[0].hasPrefix("the auditor has not finished a look"), "\(red)")
            try await Task.sleep(for: .seconds(1))
            let count = try receiver.hits("beat").count
            try await Task.sleep(for: .seconds(4))
            #expect(try receiver.hits("beat").count == count)
            let figures = try await HTTP.send("GET", server.url + "/metrics").body
            #expect(figures.contains("tocsin_heartbeats_total{result=\"taken\"} \(count)\n"), "\(figures)")
            #expect(!figures.contains("result=\"withheld\"} 0\n"))
        }
    }

    @Test func `a refused reload is told once, and its end`() async throws {
        try await Server.serve(.usual()) { server in
            let unit = server.folder.read("Contacts/yard/unit.yaml")
            try server.folder.write(unit + "colour: red\n", to: "Contacts/yard/unit.yaml")
            for _ in 0..<3 { #expect(try await server.run("reload").code == 1) }
            let remarked = try await HTTP.send("GET", server.url + "/health/ready")
            #expect(remarked.status == 200 && remarked.body.contains("was refused: 1 fault\""), "\(remarked)")
            try server.folder.write(unit, to: "Contacts/yard/unit.yaml")
            try await server.done("reload")
            #expect(try await !HTTP.send("GET", server.url + "/health/ready").body.contains("refused"))
            let lines = try await eventually("two lines") {
                server.lines("tocsin").count > 1 ? server.lines("tocsin") : nil
            }
            let texts = lines.compactMap { $0["text"].text }
            #expect(
                lines.count == 2 && texts[0].contains("colour")
                    && texts[1].contains("the contact tree was read without fault\nIt was: "),
                "\(texts)"
            )
        }
    }

    @Test(arguments: [
        ["--operators", "/yard/nobody"], ["--operators", "office"], ["--heartbeat-url", "monitor.example"],
        ["--heartbeat-every", "often", "--heartbeat-url", "https://monitor.example"],
    ])
    func `settings that make no sense are refused at start, with what to write instead`(flags: [String]) async throws {
        let folder = try Folder()
        try Tree.usual().write(to: folder)
        let output = try await run(
            [
                "serve", "--contacts", folder.path + "/Contacts", "--templates", Place.templates, "--data",
                folder.path + "/data", "--listen", "127.0.0.1:0", "--public-url", "http://127.0.0.1:1",
            ] + flags
        )
        #expect(output.code == 2, "\(output)")
        #expect(
            output.errorLines.last?.contains(flags[0]) == true && output.errors.contains("such as")
                || output.errors.contains("groups are"),
            "\(output)"
        )
    }
}
