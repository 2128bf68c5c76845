import Foundation
import TestSupport
import Testing

/// One receiver of webhooks on a free loopback port; the first part of a path says how it behaves (see `Tests/Peers/web.py`).
struct Receiver {
    /// A request that came in.
    struct Hit: Decodable {
        /// Seconds since 1970.
        var at: Double
        var path: String
        var headers: [String: String]
        private var bytes: Data
        /// Whether the Standard Webhooks signature holds; `nil` without a key to check it with.
        var isSigned: Bool?

        private enum CodingKeys: String, CodingKey {
            case at, path, headers, isSigned
            case bytes = "body"
        }

        var body: String { String(decoding: bytes, as: UTF8.self) }
        var json: JSON { JSON(body) }
        var id: String { headers["webhook-id"] ?? "" }
        var kind: String { json["data"]["kind"].text ?? "" }
    }

    /// `whsec_` and the key in base64, as an address has it in its `secret`.
    static let secret = "whsec_dG9jc2luLWVuZC10by1lbmQtdGVzdHMta2V5LTE="

    let port: Int

    private struct Command: Encodable {
        var `do`: String
        var kind: String?
        /// That signatures are checked with.
        var key: String?
        /// The status of what has no meaning of its own.
        var usual: Int?
        var port: Int?
    }

    init() throws {
        port = try Receivers.shared.get().ask(Command(do: "open", kind: "web", key: Self.secret, usual: 204))
    }

    func url(_ path: String) -> String { "http://127.0.0.1:\(port)/\(path)" }

    /// What came in at paths that end with `name`, in order.
    func hits(_ name: String = "") throws -> [Hit] {
        try Receivers.shared.get().ask(Command(do: "log", port: port), as: [Hit].self).filter {
            $0.path.hasSuffix(name)
        }
    }

    /// Waits until `count` requests came in at `name`.
    @discardableResult func hits(_ name: String, atLeast count: Int) async throws -> [Hit] {
        try await eventually("webhook number \(count) for \(name)") {
            let found = try hits(name)
            return found.count >= count ? found : nil
        }
    }
}

/// The process that all receivers live in.
enum Receivers {
    static let shared = Result { try PeerProcess() }

    /// A loopback port that nobody else is given.
    static func freePort() throws -> Int { try shared.get().ask(["do": "free"]) }
}
