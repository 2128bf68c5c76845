import Foundation
import Testing

/// Kills, second servers and orderly ends.
@Suite(.timeLimit(.minutes(10))) struct RestartTests {
    @Test func `after SIGKILL everything due goes on, and what was cut off keeps its webhook-id`() async throws {
        let receiver = try Receiver()
        let tree = Tree.usual(step: "3s", ann: "{webhook: \"\(receiver.url("hang/ann"))\"}, {log: ann}")
        try await Server.serve(tree, flags: ["--allow-address", "127.0.0.1:\(receiver.port)"]) { server in
            let number = try await server.report("Cut off")
            let first = try #require(try await receiver.hits("ann", atLeast: 1).first)
            server.kill()
            #expect(try await server.end() == 128 + SIGKILL)

            try await server.start()
            let hits = try await receiver.hits("ann", atLeast: 2)
            #expect(Set(hits.map(\.id)) == [first.id])
            // Who is next is asked although nothing was in memory.
            try await server.line("bob", kind: "alert")
            try await server.line("cy", kind: "alert")
            #expect(try await server.timeline(number).filter { $0.what == "step_started" }.count == 2)
            try await server.expectSoundRecord()
        }
    }

    @Test func `after downtime one overdue step starts, and then its normal time is given`() async throws {
        try await Server.serve(.usual(step: "2s")) { server in
            let number = try await server.report("Slept through")
            try await server.line("ann", kind: "alert")
            server.kill()
            _ = try await server.end()
            try await Task.sleep(for: .seconds(6))
            try await server.start()
            let step = try await server.timeline(number, has: "step_started") { $0.details["step"] == 2 }
            let deputies = try await server.timeline(number, has: "deputies_asked")
            #expect(step.at.timeIntervalSince(deputies.at) > 1.9, "deputy and next step were fired in a burst")
            let exhausted = try await server.timeline(number, has: "exhausted")
            #expect(exhausted.at.timeIntervalSince(step.at) > 1.9)
        }
    }

    @Test(arguments: [SIGHUP, SIGUSR1, SIGUSR2, SIGPIPE, SIGXFSZ, SIGTTOU])
    func `a signal that comes while the server starts does not end it, and SIGHUP is not forgotten`(signal: Int32)
        async throws
    {
        try await Server.serve(.usual(step: "2m")) { server in
            try await server.stop()
            try await server.start { identifier in
                try await Self.handlersStand(identifier)
                kill(identifier, signal)
            }
            if signal == SIGHUP {
                try await eventually("reload") { server.log.contains("was read again") ? true : nil }
            }
            _ = try await server.report("Started")
        }
    }

    @Test(arguments: [SIGTERM, SIGINT]) func `a server that is ended while it starts ends well`(signal: Int32)
        async throws
    {
        let folder = try Folder()
        try Tree.usual().write(to: folder)
        let port = try Receivers.freePort()
        let child = try Child(
            [
                "serve", "--contacts", folder.path + "/Contacts", "--templates", Place.templates, "--data",
                folder.path + "/data", "--listen", "127.0.0.1:\(port)",
            ],
            environment: [:],
            output: folder.path + "/out",
            errors: folder.path + "/err"
        )
        try await Self.handlersStand(child.identifier)
        child.signal(signal)
        #expect(try await child.end(within: .seconds(120)) == 0)
    }

    /// Waits until a process that was just started catches SIGHUP.
    private static func handlersStand(_ identifier: Int32) async throws {
        try await eventually("a handler in process \(identifier)") {
            let status = try String(contentsOfFile: "/proc/\(identifier)/status", encoding: .utf8)
            let caught = status.split(separator: "\n").first { $0.hasPrefix("SigCgt:") }?.suffix(16)
            return UInt64(caught ?? "", radix: 16).map { $0 & 1 } == 1 ? true : nil
        }
    }

    @Test func `a data directory may be a link, and a backup goes where a link leads`() async throws {
        let disk = try Folder()
        let files = FileManager.default
        try files.setAttributes([.posixPermissions: 0o700], ofItemAtPath: disk.path)
        try files.createDirectory(atPath: disk.path + "/copy", withIntermediateDirectories: true)
        try await Server.serve(.usual(step: "2m")) { server in
            try await server.stop()
            try files.moveItem(atPath: server.data, toPath: disk.path + "/data")
            try files.createSymbolicLink(atPath: server.data, withDestinationPath: disk.path + "/data")
            try await server.start()
            _ = try await server.report("Behind a link")
            try await server.line("ann", kind: "alert")
            try files.createSymbolicLink(atPath: server.folder.path + "/copy", withDestinationPath: disk.path + "/copy")
            try await server.done("backup", "--to", server.folder.path + "/copy")
            #expect(files.fileExists(atPath: disk.path + "/copy/tocsin.db"))
            #expect(try await run(["audit", "verify", "--data", server.folder.path + "/copy"]).code == 0)

            try files.createSymbolicLink(atPath: server.folder.path + "/lost", withDestinationPath: "nowhere")
            for command in [
                ["backup", "--data", server.data, "--to", server.folder.path + "/lost"],
                ["token", "list", "--data", server.folder.path + "/lost"],
                ["token", "create", "--role", "admin", "--name", "x", "--data", server.folder.path + "/lost"],
                [
                    "serve", "--data", server.folder.path + "/lost", "--listen", "127.0.0.1:0", "--public-url",
                    server.url,
                ],
            ] {
                let refused = try await run(command)
                #expect(refused.code == 1 && refused.errors.contains("is a link to nowhere"), "\(refused)")
            }
        }
    }

    @Test func `a second server on the same data is refused with a clear message`() async throws {
        try await Server.serve(.usual(step: "1m")) { server in
            let second = try await server.run(
                "serve",
                "--contacts",
                server.folder.path + "/Contacts",
                "--templates",
                Place.templates,
                "--data",
                server.data,
                "--listen",
                "127.0.0.1:\(try Receivers.freePort())"
            )
            #expect(second.code == 1)
            let complaint = second.errorLines.last ?? ""
            #expect(complaint.hasPrefix("tocsin: ") && complaint.contains(server.data), "\(second)")
            _ = try await server.report("Still served")
            try await server.expectSoundRecord()
        }
    }

    @Test func `a port that is taken is named, and nothing starts`() async throws {
        let receiver = try Receiver()
        let folder = try Folder()
        try Tree.usual().write(to: folder)
        let output = try await run([
            "serve", "--contacts", folder.path + "/Contacts", "--templates", Place.templates, "--data",
            folder.path + "/data",
            "--listen", "127.0.0.1:\(receiver.port)",
        ])
        #expect(output.code == 1)
        let complaint = output.errorLines.last ?? ""
        #expect(complaint.hasPrefix("tocsin: ") && complaint.contains("127.0.0.1:\(receiver.port)"), "\(output)")
    }

    @Test func `SIGTERM ends the server soon, with a receiver that hangs and a storm of reports`()
        async throws
    {
        let receiver = try Receiver()
        let tree = Tree.usual(step: "1m", ann: "{webhook: \"\(receiver.url("hang/ann"))\"}, {log: ann}", rank: "II")
        try await Server.serve(tree, flags: ["--allow-address", "127.0.0.1:\(receiver.port)"]) { server in
            _ = try await server.report("First")
            try await receiver.hits("ann", atLeast: 1)
            let storm = Task { () -> [Int] in
                var taken: [Int] = []
                while let number = try? await server.report("Storm") { taken.append(number) }
                return taken
            }
            try await eventually("report of the storm") {
                try await server.get("/v1/incidents/3").status == 200 ? true : nil
            }
            server.signal(SIGTERM)
            let start = ContinuousClock.now
            #expect(try await server.end() == 0)
            #expect(ContinuousClock.now - start < .seconds(60), "it took \(ContinuousClock.now - start)")
            let taken = await storm.value

            try await server.start()
            for number in taken { #expect(try await server.get("/v1/incidents/\(number)").status == 200) }
            try await server.expectSoundRecord()
        }
    }
}
