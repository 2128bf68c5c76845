import Channels
import Foundation
import Testing

/// An SMTP server on a free loopback port that answers as it was told.
final class FakeRelay: Sendable {
    struct Behaviour: Encodable {
        var `do` = "open"
        var kind = "mail"
        /// Replies that differ, by command; also `greeting` and `dot`.
        var replies: [String: String] = [:]
        var starttls = false
        var auth = false
        var implicit = false
        var drop: String?
        /// The recipient for whom no answer comes after the dot.
        var hang: String?
    }

    private struct Command: Encodable {
        var `do` = "log"
        var port: Int
    }

    let port: Int
    private let authority: String

    init(_ change: (inout Behaviour) -> Void = { _ in }) throws {
        var behaviour = Behaviour()
        change(&behaviour)
        let servers = try FakeServers.shared.get()
        authority = servers.authority
        port = try JSONDecoder().decode(Int.self, from: servers.ask(behaviour))
    }

    /// What the server was told.
    func log() throws -> [String] {
        try JSONDecoder().decode([String].self, from: FakeServers.shared.get().ask(Command(port: port)))
    }

    func settings(
        _ security: RelaySecurity = .none,
        user: String? = nil,
        trusted: Bool = true
    ) throws -> RelaySettings {
        try RelaySettings(
            address: RelayAddress("smtp://localhost:\(port)"),
            security: security,
            user: user,
            password: user.map { _ in "correct horse" },
            from: "tocsin@town.example",
            fromName: "警钟",
            ehloName: "tocsin.town.example",
            authorityFile: trusted ? authority : nil
        )
    }
}
