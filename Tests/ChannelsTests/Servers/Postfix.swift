import Channels
import Curl
import Foundation
import Synchronization
import TestSupport
import Testing

/// Debian's Postfix with a configuration of its own, delivering to a maildir below a temporary folder.
///
/// It listens on a free loopback port, and knows nothing of the system's Postfix.
final class Postfix: Sendable {
    /// Whether there is a Postfix, and we may start it: its master drops root's rights, and so needs them.
    static var canRun: Bool {
        getuid() == 0 && FileManager.default.isExecutableFile(atPath: "/usr/lib/postfix/sbin/master")
    }

    private struct Shelled {
        let shell: Process
        let input: FileHandle
    }

    let port: Int
    private let folder: TemporaryFolder
    let authority: TestAuthority
    private let process: Mutex<Shelled>

    /// Starts it and waits until it greets.
    ///
    /// - Parameter settings: further lines of its configuration; `AUTHORITY` in them is the file of the test's authority.
    /// - Throws: when it cannot be started.
    init(_ settings: [String] = []) async throws {
        folder = try TemporaryFolder()
        authority = try TestAuthority()
        port = try Int(FakeServers.shared.get().freePort())
        let file = authority.authorityFile
        let lines = settings.map { $0.replacing("AUTHORITY", with: file) }.joined(separator: "\n")
        process = Mutex(try Self.shell(folder, port, authority.serverFile, lines))
        try await Self.waitForGreeting(port, folder)
    }

    deinit {
        process.withLock { process in
            try? process.input.close()
            process.shell.waitUntilExit()
        }
    }

    /// A shell that runs Postfix for as long as its input is open.
    private static func shell(
        _ folder: TemporaryFolder,
        _ port: Int,
        _ certificate: String,
        _ settings: String
    ) throws -> Shelled {
        let shell = Process()
        let input = Pipe()
        shell.executableURL = URL(fileURLWithPath: "/bin/sh")
        shell.arguments = ["-c", PostfixScript.text, folder.path, String(port), certificate, settings]
        shell.standardInput = input
        shell.standardOutput = FileHandle.nullDevice
        shell.standardError = FileHandle.nullDevice
        try shell.run()
        return Shelled(shell: shell, input: input.fileHandleForWriting)
    }

    private static func waitForGreeting(_ port: Int, _ folder: TemporaryFolder) async throws {
        for _ in 0..<300 {
            if await greeting(port)?.hasPrefix("220 ") == true { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        let log = try? String(contentsOfFile: folder.path("log"), encoding: .utf8)
        Issue.record("Postfix does not greet: \(log ?? "it wrote no log")")
    }

    /// What the server on that port says first; nil when there is none.
    private static func greeting(_ port: Int) async -> String? {
        let script =
            "import socket,sys;print(socket.create_connection(('127.0.0.1',int(sys.argv[1])),2).recv(99).decode())"
        let printed = try? Shell.run("/usr/bin/env", ["python3", "-c", script, String(port)])
        return printed.map { String(decoding: $0, as: UTF8.self) }
    }

    func settings(_ security: RelaySecurity, identity: MailRequest.Identity? = nil) throws -> RelaySettings {
        try RelaySettings(
            address: RelayAddress("smtp://localhost:\(port)"),
            security: security,
            from: "tocsin@town.example",
            fromName: "Tocsin 警钟",
            ehloName: "tocsin.town.example",
            authorityFile: authority.authorityFile,
            identity: identity
        )
    }

    /// Waits until that many mails are in the maildir.
    func mails(_ count: Int) async throws -> [[UInt8]] {
        let box = folder.path("mail/box/new")
        for _ in 0..<400 {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: box)) ?? []
            if names.count >= count {
                return try names.map { [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(box)/\($0)"))) }
            }
            try await Task.sleep(for: .milliseconds(25))
        }
        let log = (try? String(contentsOfFile: folder.path("log"), encoding: .utf8)) ?? ""
        Issue.record("fewer than \(count) mails arrived: \(log)")
        return []
    }
}
