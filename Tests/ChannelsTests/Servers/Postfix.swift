import Channels
import Foundation
import Synchronization
import Testing

/// Debian's Postfix with a configuration of its own, delivering to a maildir below a temporary folder.
///
/// It listens on a free loopback port, and knows nothing of the system's Postfix.
final class Postfix: Sendable {
    /// Whether there is a Postfix, and we may start it: its master drops root's rights, and so needs them.
    static var canRun: Bool {
        getuid() == 0 && FileManager.default.isExecutableFile(atPath: "/usr/lib/postfix/sbin/master")
    }

    let port: Int
    private let folder: TemporaryFolder
    private let authority: TestAuthority

    /// Starts it and waits until it greets.
    init() async throws {
        folder = try TemporaryFolder()
        authority = try TestAuthority()
        port = try await Self.start(folder, certificate: authority.serverFile)
    }

    deinit {
        guard let master = try? String(contentsOfFile: folder.path("queue/pid/master.pid"), encoding: .utf8),
            let id = Int32(master.trimmingCharacters(in: .whitespacesAndNewlines))
        else { return }
        kill(id, SIGTERM)
        // The folder goes next: what still writes into it must be gone.
        for _ in 0..<100 where kill(id, 0) == 0 { usleep(20_000) }
    }

    private static func start(_ folder: TemporaryFolder, certificate: String) async throws -> Int {
        for _ in 0..<5 {
            let port = Int.random(in: 20_000..<32_000)
            guard await greeting(port) == nil else { continue }
            try Shell.run("/bin/sh", ["-c", PostfixScript.text, folder.path, String(port), certificate])
            for _ in 0..<200 {
                if await greeting(port)?.hasPrefix("220 ") == true { return port }
                try await Task.sleep(for: .milliseconds(50))
            }
        }
        let log = try? String(contentsOfFile: folder.path("log"), encoding: .utf8)
        Issue.record("Postfix does not greet: \(log ?? "it wrote no log")")
        throw CancellationError()
    }

    /// What the server on that port says first; nil when there is none.
    private static func greeting(_ port: Int) async -> String? {
        let script = "import socket,sys;print(socket.create_connection(('127.0.0.1',int(sys.argv[1])),2).recv(99).decode())"
        let printed = try? Shell.run("/usr/bin/env", ["python3", "-c", script, String(port)])
        return printed.map { String(decoding: $0, as: UTF8.self) }
    }

    func settings(_ security: RelaySecurity) throws -> RelaySettings {
        try RelaySettings(
            host: "localhost",
            port: UInt16(port),
            security: security,
            from: "tocsin@town.example",
            fromName: "Tocsin 警钟",
            ehloName: "tocsin.town.example",
            authorityFile: authority.authorityFile
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
