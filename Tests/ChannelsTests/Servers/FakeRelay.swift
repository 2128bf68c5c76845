import Channels
import Curl
import Foundation
import Testing

/// An SMTP server on a free loopback port that answers as it was told.
final class FakeRelay: Sendable {
    struct Behaviour: Encodable {
        var `do` = "open"
        var kind = "mail"
        /// Replies that differ, by command; also `greeting` and `dot`.
        var replies: [String: String] = [:]
        /// Replies that differ on a connection that took a mail before; also `reset` and `silence`.
        var kept: [String: String] = [:]
        /// Whether the connection ends after a reply of `kept`.
        var ends = false
        /// Seconds before a reply.
        var delays: [String: Double] = [:]
        /// What it says, if anything, before it ends a connection that was left alone for 0.2 s.
        var idle: String?
        /// The connections that it takes at a time.
        var limit: Int?
        /// Further lines of its answer to EHLO.
        var offers: [String] = []
        var starttls = false
        /// Whether it passes over what is sent together with AUTH, and asks for it.
        var passesOver = false
        /// Whether it asks for a certificate of the test's authority.
        var wantsCertificate = false
        /// Whether it listens on ::1 instead of 127.0.0.1.
        var version6 = false
        var auth = false
        var implicit = false
        var drop: String?
        /// The recipient for whom no answer comes after the dot.
        var hang: String?
    }

    private struct Command: Encodable {
        var `do`: String
        var port: Int
    }

    let port: Int
    private let authority: String

    init(_ change: (inout Behaviour) -> Void = { _ in }) throws {
        var behaviour = Behaviour()
        change(&behaviour)
        let servers = try FakeServers.shared.get()
        authority = servers.authority
        port = try servers.ask(behaviour)
    }

    /// What the server was told.
    func log() throws -> [String] {
        try FakeServers.shared.get().ask(Command(do: "log", port: port))
    }

    /// The connections that were opened to it.
    func opened() throws -> Int {
        try FakeServers.shared.get().ask(Command(do: "opened", port: port))
    }

    func settings(
        _ security: RelaySecurity = .none,
        host: String = "localhost",
        user: String? = nil,
        password: String = "correct horse",
        trusted: Bool = true,
        identity: MailRequest.Identity? = nil
    ) throws -> RelaySettings {
        try RelaySettings(
            address: RelayAddress("smtp://\(host):\(port)"),
            security: security,
            user: user,
            password: user.map { _ in password },
            from: "tocsin@town.example",
            fromName: "警钟",
            ehloName: "tocsin.town.example",
            authorityFile: trusted ? authority : nil,
            identity: identity
        )
    }
}
