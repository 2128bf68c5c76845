import Foundation
import Testing

/// What becomes of a command whose output nobody can see, and of a server whose log nobody takes.
@Suite(.timeLimit(.minutes(10))) struct OutputTests {
    /// Ways to lose standard output, for a shell.
    private static let losses = [">/dev/full", ">&-", "| true"]

    /// The command in a shell that takes its output away.
    private static func lose(
        _ arguments: [String],
        by loss: String,
        _ environment: [String: String] = [:]
    ) async throws -> Output {
        // A reader that ends later may still take what fits into the pipe.
        let script =
            loss == "| true" ? #"{ sleep 0.3; "$@"; } | true; exit ${PIPESTATUS[0]}"# : "exec \"$@\" \(loss)"
        return try await run(arguments, environment: environment, script: script)
    }

    @Test(arguments: losses) func `a token that nobody saw is taken back`(loss: String) async throws {
        let folder = try Folder()
        let data = folder.path + "/data"
        let create = ["token", "create", "--role", "admin", "--name", "lost", "--data", data]
        let output = try await Self.lose(create, by: loss)
        #expect(output.code == 1 && output.errorLines.count == 1, "\(output)")
        #expect(output.errors.contains("standard output cannot be written"), "\(output)")
        #expect(output.errors.contains("the token lost does not count"), "\(output)")
        #expect(try await run(["token", "list", "--data", data]).text.hasPrefix("no tokens"))
        #expect(try await run(create).code == 0)
    }

    @Test(arguments: losses) func `every command says that its output cannot be written, and ends with 1`(loss: String)
        async throws
    {
        let tree = ["--contacts", Place.contacts, "--templates", Place.templates]
        let plan = ["--unit", "/riverside-town", "--plan", "fire"]
        for command in [
            ["--help"], ["--version"], ["serve", "--help"], ["help", "check"], ["check"] + tree,
            ["check", "--json"] + tree,
            ["who"] + plan + tree, ["rehearse"] + plan + tree, ["token", "list", "--data", "/nowhere"],
            ["--generate-completion-script", "bash"],
        ] {
            let output = try await Self.lose(command, by: loss)
            #expect(output.code == 1, "\(command): \(output)")
            #expect(output.errorLines.count == 1, "\(command): \(output)")
            #expect(output.errors.hasPrefix("tocsin: standard output cannot be written: "), "\(command): \(output)")
        }
    }

    /// Refusals of each kind: of the parser, of values, of what was found, and of a server's start.
    private static let refusals: [[String]] = [
        ["nothing"], ["serve", "--listen", "nowhere"], ["check", "--bad"], ["check", "--contacts", "/nowhere"],
        ["token", "revoke", "nobody", "--data", "/nowhere"], ["audit", "verify", "--data", "/nowhere"],
        ["backup", "--to", "/dev/null", "--data", "/nowhere"],
        ["report", "--title", "T", "--unit", "/y", "--plan", "p"],
        ["serve", "--contacts", "/nowhere", "--data", "/dev/null"], ["serve", "--settings", "/nowhere"],
        ["init", "--unit", "x"],
    ]

    @Test(arguments: refusals, ["2>/dev/full", "2>&-", "2> >(true)"])
    func `a refusal that standard error does not take is said on standard output, with its own code`(
        command: [String],
        loss: String
    ) async throws {
        let said = try await run(command)
        #expect(said.code != 0 && said.errors.hasPrefix("tocsin: "), "\(said)")
        let pause = loss.contains("true") ? "sleep 0.3; " : ""
        let output = try await run(command, script: "exec \(loss); \(pause)exec \"$@\"")
        #expect(output.code == said.code, "\(command): \(output)")
        #expect(output.text.hasSuffix(said.errorLines.last.map { $0 + "\n" } ?? ""), "\(command): \(output), \(said)")
        let neither = try await run(command, script: "exec >/dev/full \(loss); \(pause)exec \"$@\"")
        #expect(neither.code != 0 && neither.text.isEmpty, "\(command): \(neither)")
    }

    @Test func `what a server did for a command that cannot show it is said`() async throws {
        try await Server.serve(.usual(step: "5m")) { server in
            let number = try await server.report("Seen by nobody")
            let act = ["incidents", "cancel", "\(number)", "--reason", "false alarm"]
            let cancelled = try await Self.lose(act, by: ">/dev/full", server.environment)
            #expect(
                cancelled.code == 1 && cancelled.errors.contains("-\(number) was cancelled"),
                "\(cancelled)"
            )
            #expect(try await server.incident(number)["status"] == "cancelled")

            let report = ["report", "--unit", "/yard", "--plan", "storm", "--title", "Filed unseen"]
            let filed = try await Self.lose(report, by: ">&-", server.environment)
            #expect(filed.code == 1 && filed.errors.contains("-\(number + 1), severity"), "\(filed)")
            let reload = try await Self.lose(["reload"], by: ">/dev/full", server.environment)
            #expect(reload.code == 1 && reload.errors.contains("has reloaded"), "\(reload)")

            let copy = server.folder.path + "/copy"
            let backup = try await Self.lose(["backup", "--to", copy], by: ">/dev/full", server.environment)
            #expect(backup.code == 1 && backup.errors.contains("whole and verified"), "\(backup)")
            #expect(try await run(["audit", "verify", "--data", copy]).code == 0)
            let verified = try await Self.lose(["audit", "verify"], by: ">/dev/full", server.environment)
            #expect(verified.code == 1, "\(verified)")
        }
    }

    /// The disk is full; nothing is open; the reader is gone; the pipe is full, and the reader takes nothing.
    private static let logLosses = [
        #"exec "$@" 2>/dev/full"#, #"exec "$@" 2>&- >&- <&-"#, #"exec "$@" 2> >(true)"#,
        #"P=$(mktemp -u) && mkfifo $P && exec 9<>$P && head -c 65536 /dev/zero >&9 && exec "$@" 2>$P"#,
    ]

    @Test(arguments: logLosses)
    func `a server whose log nobody takes answers, escalates and ends in time`(loss: String) async throws {
        try await Server.serve(.usual(step: "2s"), script: loss) { server in
            for _ in 0..<20 { #expect(try await server.get("/a/nobody").status == 404) }
            let number = try await server.report("Unlogged")
            try await server.line("cy", kind: "alert")
            #expect(try await server.incident(number)["status"] == "open")
            #expect(try await HTTP.send("GET", server.url + "/health/ready").status == 200)
            // A file that the server opened in the place of its log would be written into.
            try await server.expectSoundRecord()
        }
    }
}
