import Foundation
import Testing

/// A changed contact tree, put in force while an incident runs.
@Suite(.timeLimit(.minutes(10))) struct ReloadTests {
    private static func changed() -> Tree {
        // Cy has another log, and the plan's steps are an hour long.
        .usual(step: "1h", cy: "{log: cy-new}")
    }

    @Test(arguments: ["SIGHUP", "tocsin reload"])
    func `the next step of a running incident uses the people of now and the plan it began with`(way: String)
        async throws
    {
        try await Server.serve(.usual(step: "20s")) { server in
            let number = try await server.report("Reloaded meanwhile")
            let version = try await server.incident(number)["plan_version"].text
            try await server.line("ann", kind: "alert")
            try Self.changed().write(to: server.folder)
            if way == "SIGHUP" {
                server.signal(SIGHUP)
            } else {
                #expect(try await server.done("reload").text == "reloaded\n")
            }
            let line = try await server.line("cy-new", kind: "alert")
            #expect(line["incident"].int == number)
            #expect(server.lines("cy").isEmpty)
            #expect(try await server.incident(number)["plan_version"].text == version)
            let later = try await server.report("Reported after it")
            #expect(try await server.incident(later)["plan_version"].text != version)
        }
    }

    @Test func `a broken tree changes nothing, and every fault is printed`() async throws {
        try await Server.serve(.usual(step: "2s")) { server in
            let number = try await server.report("Broken meanwhile")
            let unit = server.folder.read("Contacts/yard/unit.yaml")
            let broken = unit.replacing("{log: cy}", with: "{log: cy, colour: red}").replacing(
                "holder: ann",
                with: "holder: nobody"
            )
            try server.folder.write(broken, to: "Contacts/yard/unit.yaml")

            let refused = try await server.run("reload")
            #expect(refused.code == 1)
            #expect(refused.text.contains("unit.yaml:") && refused.text.contains("colour"), "\(refused)")
            #expect(refused.text.contains("nobody") && refused.errorLines.count == 1, "\(refused)")
            let reply = try await server.post("/v1/reload", "{}")
            #expect(reply.status == 422 && reply.headers["content-type"] == "application/problem+json", "\(reply)")

            server.signal(SIGHUP)
            try await eventually("complaint in the log") { server.log.contains("has faults") ? true : nil }
            try await server.line("cy", kind: "alert")
            #expect(try await server.incident(number)["status"] == "open")
            _ = try await server.report("Still taken")

            try server.folder.write(unit, to: "Contacts/yard/unit.yaml")
            try await server.done("reload")
        }
    }

    @Test func `a server does not start on a broken tree`() async throws {
        let folder = try Folder()
        try Tree.usual().write(to: folder)
        try folder.write("name: Yard\n", to: "Contacts/yard/unit.yaml")
        let output = try await run([
            "serve", "--contacts", folder.path + "/Contacts", "--templates", Place.templates, "--data",
            folder.path + "/data",
            "--listen", "127.0.0.1:0", "--public-url", "http://127.0.0.1:1",
        ])
        #expect(output.code == 1 && output.text.contains("storm.yaml:"), "\(output)")
        #expect(output.errorLines.last?.hasPrefix("tocsin: ") == true)
    }
}
