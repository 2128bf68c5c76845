import Foundation
import Testing

/// The rules of time zones that a running server shows times by.
@Suite(.timeLimit(.minutes(10))) struct ZoneTests {
    /// A folder of rules with one zone, whose clocks are 3 hours and 15 minutes ahead of UTC, and a version.
    private static func rules(_ version: String) throws -> Folder {
        let folder = try Folder()
        // Of all kinds of values there are one offset and the four bytes of its name.
        let head = Array("TZif2".utf8) + [UInt8](repeating: 0, count: 31) + [0, 0, 0, 1, 0, 0, 0, 4]
        let part = head + [0, 0, 0x2D, 0xB4, 0, 0] + Array("QQT\0".utf8)
        let file = part + part + Array("\n<+0315>-3:15\n".utf8)
        try FileManager.default.createDirectory(atPath: folder.path + "/Europe", withIntermediateDirectories: true)
        try Data(file).write(to: URL(fileURLWithPath: folder.path + "/Europe/London"))
        try folder.write("# version \(version)\n", to: "tzdata.zi")
        return folder
    }

    private static func ready(_ server: Server) async throws -> JSON {
        try await HTTP.send("GET", server.url + "/health/ready").json
    }

    @Test func `the system's rules are used, and their version is told and kept at each install`() async throws {
        let folder = try Self.rules("2026a")
        var tree = Tree.usual(step: "60s")
        tree.zone = "Europe/London"
        try await Server.serve(tree, variables: ["TZDIR": folder.path]) { server in
            #expect(try await Self.ready(server)["tzdata"] == "2026a")
            try await server.logged(#""tzdata":"2026a""#)
            _ = try await server.report("By the clock")
            let link = try #require(try await server.line("ann", kind: "alert")["link"].text)
            #expect(try await HTTP.send("GET", link).body.contains("UTC+3:15 (Europe/London)"))

            try folder.write("# version 2026b\n", to: "tzdata.zi")
            #expect(try await Self.ready(server)["tzdata"] == "2026a")
            try await server.done("reload")
            #expect(try await Self.ready(server)["tzdata"] == "2026b")
            let kept = try FileManager.default.subpathsOfDirectory(atPath: server.data + "/kept")
                .filter { $0.hasSuffix("kept.json") }
            #expect(kept.count == 1)
            #expect(server.folder.read("data/kept/" + (kept.first ?? "")).contains(#""tzdata":"2026b""#))
        }
    }

    @Test func `without the rules of a zone a server goes on, and says that times are in UTC`() async throws {
        let folder = try Self.rules("2026a")
        var tree = Tree.usual(step: "60s")
        tree.zone = "Europe/London"
        try await Server.serve(tree, variables: ["TZDIR": folder.path]) { server in
            _ = try await server.report("By the clock")
            let link = try #require(try await server.line("ann", kind: "alert")["link"].text)
            try folder.remove("Europe/London")
            // What is in force keeps the rules that it was checked with; a reload does not pass.
            let reload = try await server.run("reload")
            #expect(reload.code != 0 && reload.text.contains("Europe/London"), "\(reload)")
            #expect(try await HTTP.send("GET", link).body.contains("UTC+3:15 (Europe/London)"))

            try await server.stop()
            try await server.start()
            try await server.logged("time zones have no rules on this machine; their times are shown in UTC")
            #expect(try await HTTP.send("GET", link).body.contains("UTC+0 (UTC)"))
            #expect(try await Self.ready(server)["status"] == "ready")
        }
    }
}
