import Foundation
import Synchronization
import Testing

/// One receiver of webhooks on a free loopback port; the first part of a path says how it behaves (see ``ReceiverScript``).
struct Receiver {
    /// A request that came in.
    struct Hit: Decodable {
        /// Seconds since 1970.
        var at: Double
        var path: String
        var headers: [String: String]
        var body: String
        /// Whether the Standard Webhooks signature holds; `nil` without a key to check it with.
        var isSigned: Bool?

        var json: JSON { JSON(body) }
        var id: String { headers["webhook-id"] ?? "" }
        var kind: String { json["data"]["kind"].text ?? "" }
    }

    /// `whsec_` and the key in base64, as an address has it in its `secret`.
    static let secret = "whsec_dG9jc2luLWVuZC10by1lbmQtdGVzdHMta2V5LTE="

    let port: Int

    init() throws {
        port = try ReceiverProcess.shared.get().ask("open")
    }

    func url(_ path: String) -> String { "http://127.0.0.1:\(port)/\(path)" }

    /// What came in at paths that end with `name`, in order.
    func hits(_ name: String = "") async throws -> [Hit] {
        let reply = try await HTTP.send("GET", url("seen"))
        return try JSONDecoder().decode([Hit].self, from: Data(reply.body.utf8)).filter { $0.path.hasSuffix(name) }
    }

    /// Waits until `count` requests came in at `name`.
    @discardableResult func hits(_ name: String, atLeast count: Int) async throws -> [Hit] {
        try await eventually("webhook number \(count) for \(name)") {
            let found = try await hits(name)
            return found.count >= count ? found : nil
        }
    }
}

/// The Python process that all receivers live in; it ends with this one, when its input closes.
final class ReceiverProcess: Sendable {
    static let shared = Result { try ReceiverProcess() }

    private let pipes: Mutex<(input: FileHandle, output: FileHandle)>
    private let process: Mutex<Process>

    init() throws {
        let process = Process()
        let (input, output) = (Pipe(), Pipe())
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", ReceiverScript.text, Receiver.secret]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        pipes = Mutex((input.fileHandleForWriting, output.fileHandleForReading))
        self.process = Mutex(process)
    }

    /// `open` makes one more receiver, `free` finds a port that nobody else is given; both answer with a port.
    func ask(_ word: String) throws -> Int {
        let line = try pipes.withLock { pipes in
            try pipes.input.write(contentsOf: Data((word + "\n").utf8))
            var line = Data()
            while line.last != 0x0a, let byte = try pipes.output.read(upToCount: 1), !byte.isEmpty { line += byte }
            return line
        }
        let text = String(decoding: line, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        return try #require(Int(text), "the receivers' process does not answer")
    }
}
