import Foundation
import Testing

/// An HTTP receiver on a free loopback port.
final class FakeWeb: Sendable {
    struct Request: Decodable {
        var target: String
        var head: String
        var body: Data

        func header(_ name: String) -> String? {
            let lines = head.components(separatedBy: "\r\n").filter { $0.lowercased().hasPrefix(name + ":") }
            return lines.first.map { $0.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces) }
        }
    }

    private struct Command: Encodable {
        var `do`: String
        var kind: String?
        var port: Int?
        /// What stands in a refusal.
        var words: String?
    }

    let port: Int

    init() throws {
        port = try FakeServers.shared.get().ask(Command(do: "open", kind: "web", words: "no"))
    }

    func url(_ path: String) -> String { "http://127.0.0.1:\(port)/\(path)" }

    /// Everything received so far.
    func requests() throws -> [Request] {
        try FakeServers.shared.get().ask(Command(do: "log", port: port))
    }

    /// Lets the requests to `held` be answered.
    func release() throws {
        let _: String? = try FakeServers.shared.get().ask(Command(do: "release", port: port))
    }
}
