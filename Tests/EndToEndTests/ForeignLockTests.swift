import Foundation
import Testing

/// Another program locks the database file of a running server.
@Suite(.timeLimit(.minutes(10))) struct ForeignLockTests {
    @Test func `a shell with an open transaction delays what is stored, and readiness names it until it lets go`()
        async throws
    {
        try await Server.serve(.usual(step: "2s")) { server in
            let first = try await server.report("Before")
            try await server.line("ann", kind: "alert")
            let shell = try Shell(locking: server.data + "/tocsin.db")
            let body = #"{"unit":"/yard","plan":"storm","title":"Meanwhile"}"#
            let refused = try await server.post("/v1/incidents", body)
            #expect(refused.status == 503 && refused.body.contains("tocsin.db locked"), "\(refused)")
            let red = try await eventually("readiness with the reason") {
                let reply = try await server.get("/health/ready")
                return reply.json["reasons"].texts.contains { $0.contains("another program has") } ? reply : nil
            }
            #expect(red.status == 503)

            shell.letGo()
            try await eventually("readiness") {
                try await server.get("/health/ready").status == 200 ? true : nil
            }
            let second = try await server.report("Afterwards")
            #expect(second == first + 1, "nothing was stored meanwhile")
            try await server.line("bob", kind: "alert")
            try await server.timeline(first, has: "exhausted")
            try await server.expectSoundRecord()
        }
    }
}

/// A shell of SQLite in a transaction.
private final class Shell {
    private let process = Process()
    private let (input, output) = (Pipe(), Pipe())

    /// Returns once the file is locked.
    init(locking file: String) throws {
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["sqlite3", "-cmd", ".timeout 10000", file]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: Data("BEGIN IMMEDIATE;\n.print held\n".utf8))
        let told = try output.fileHandleForReading.read(upToCount: 4)
        try #require(told == Data("held".utf8))
    }

    deinit { letGo() }

    func letGo() {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
    }
}
