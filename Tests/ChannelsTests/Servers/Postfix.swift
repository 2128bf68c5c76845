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
        authority = try TestAuthority()
        let file = authority.authorityFile
        let lines = settings.map { $0.replacing("AUTHORITY", with: file) }.joined(separator: "\n")
        var found: [String] = []
        for _ in 0..<4 {
            let folder = try TemporaryFolder()
            let port = try Int(FakeServers.shared.get().freePort())
            let shelled = try Self.shell(folder, port, authority.serverFile, lines)
            let other = try await Self.strangeGreeting(port, folder, shelled.shell)
            if other == nil {
                self.folder = folder
                self.port = port
                process = Mutex(shelled)
                return
            }
            // Somebody else took the port meanwhile.
            found.append(other ?? "")
            try shelled.input.close()
            shelled.shell.waitUntilExit()
        }
        throw NoGreeting(found: found)
    }

    private struct NoGreeting: Error {
        var found: [String]
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

    /// What is wrong with the greeting at its port; nil when it is its own.
    private static func strangeGreeting(_ port: Int, _ folder: TemporaryFolder, _ shell: Process) async throws
        -> String?
    {
        // The script gives each its folder's name as a mark.
        let mark = URL(fileURLWithPath: folder.path).lastPathComponent
        let greeted = try await eventually { () -> String? in
            if let text = await greeting(port), text.hasPrefix("220") { return text }
            return shell.isRunning ? nil : "its shell ended"
        }
        if greeted?.contains(mark) == true { return nil }
        let log = (try? String(contentsOfFile: folder.path("log"), encoding: .utf8)) ?? "it wrote no log"
        return "\(greeted ?? "no greeting"): \(log)"
    }

    /// What the server on that port says first; nil when there is none.
    private static func greeting(_ port: Int) async -> String? {
        let script =
            "import socket,sys;print(socket.create_connection(('127.0.0.1',int(sys.argv[1])),30).recv(99).decode())"
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
        let names = try await eventually {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: box)) ?? []
            return names.count >= count ? names : nil
        }
        if let names { return try names.map { [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(box)/\($0)"))) } }
        let log = (try? String(contentsOfFile: folder.path("log"), encoding: .utf8)) ?? ""
        Issue.record("fewer than \(count) mails arrived: \(log)")
        return []
    }
}
