import Foundation
import Synchronization
import Testing

/// The server under test, on folders of its own.
final class Server: Sendable {
    /// Holds `Contacts`, `data` and the log.
    let folder: Folder
    let url: String
    let token: String
    private let port: Int
    private let flags: [String]
    private let templates: String
    private let variables: [String: String]
    /// What bash does with the command that starts it.
    private let script: String?
    private let child = Mutex<Child?>(nil)

    private init(
        _ tree: Tree,
        flags: [String],
        templates: String?,
        variables: [String: String],
        script: String?
    ) async throws {
        self.script = script
        folder = try Folder()
        try tree.write(to: folder)
        port = try Receivers.freePort()
        url = "http://127.0.0.1:\(port)"
        self.flags = flags
        self.variables = variables
        self.templates = templates ?? Place.templates
        let made = try await EndToEndTests.run([
            "token", "create", "--role", "admin", "--name", "tests", "--data", folder.path + "/data",
        ])
        try #require(made.code == 0, "\(made)")
        token = made.text.trimmingCharacters(in: .newlines)
    }

    var data: String { folder.path + "/data" }
    var log: String { folder.read("server.log") }
    var environment: [String: String] { ["TOCSIN_URL": url, "TOCSIN_TOKEN": token, "TOCSIN_DATA": data] }

    /// Runs `body` beside a server, which is ended after it; where `body` throws, the server's log is shown.
    static func serve(
        _ tree: Tree,
        flags: [String] = [],
        templates: String? = nil,
        variables: [String: String] = [:],
        script: String? = nil,
        _ body: (Server) async throws -> Void
    ) async throws {
        await Gate.shared.enter()
        do {
            let server = try await started(
                tree,
                flags: flags,
                templates: templates,
                variables: variables,
                script: script
            )
            do {
                try await body(server)
                try await server.stop()
            } catch {
                Issue.record("the server's log:\n\(server.log.suffix(6_000))")
                server.kill()
                throw error
            }
        } catch {
            await Gate.shared.leave()
            throw error
        }
        await Gate.shared.leave()
    }

    /// A server that runs; on another port when somebody else took the first one meanwhile.
    private static func started(
        _ tree: Tree,
        flags: [String],
        templates: String?,
        variables: [String: String],
        script: String?
    ) async throws -> Server {
        for _ in 0..<4 {
            let server = try await Server(
                tree,
                flags: flags,
                templates: templates,
                variables: variables,
                script: script
            )
            do {
                try await server.start()
                return server
            } catch  where server.log.contains("cannot listen at") || server.log.contains("already in use") {}
        }
        throw TooLate(description: "every port was taken")
    }

    /// The flags that `serve` is started with.
    var serveFlags: [String] {
        [
            "--contacts", folder.path + "/Contacts", "--templates", templates, "--data", data,
            "--listen", "127.0.0.1:\(port)",
        ] + (flags.contains("--public-url") ? [] : ["--public-url", url]) + flags
    }

    /// Starts it and waits until it answers; `early` is handed the process at once.
    func start(_ early: (Int32) async throws -> Void = { _ in }) async throws {
        let child = try Child(
            ["serve"] + serveFlags,
            environment: ["E2E_KEY": Receiver.secret].merging(variables) { $1 },
            output: folder.path + "/server.out",
            errors: folder.path + "/server.log",
            script: script
        )
        self.child.withLock { $0 = child }
        try await early(child.identifier)
        try await eventually("answer from \(url)/health/ready") {
            guard child.isRunning else {
                throw TooLate(description: "the server ended: \(log)\(folder.read("server.out"))")
            }
            return try? await HTTP.send("GET", url + "/health/ready").status == 200 ? true : nil
        }
    }

    func signal(_ number: Int32) {
        child.withLock { $0 }?.signal(number)
    }

    func kill() { signal(SIGKILL) }

    /// Waits for the end of the process.
    func end(within limit: Duration = .seconds(120)) async throws -> Int32 {
        guard let child = child.withLock({ $0 }) else { return 0 }
        return try await child.end(within: limit)
    }

    /// Ends it as an init system does; it must go by itself.
    func stop() async throws {
        guard let child = child.withLock({ $0 }), child.isRunning else { return }
        signal(SIGTERM)
        do {
            let code = try await end()
            #expect(code == 0, "the server ended with \(code) on SIGTERM: \(log.suffix(2_000))")
        } catch {
            kill()
            throw error
        }
    }
}
