import Foundation
import TestSupport
import Testing

/// The process that the fake receivers and relays live in.
final class FakeServers: Sendable {
    static let shared = Result { try FakeServers() }

    /// A file with the certificate of the authority that vouches for the servers.
    let authority: String
    let certificate: TestAuthority
    private let process: PeerProcess

    init() throws {
        certificate = try TestAuthority()
        authority = certificate.authorityFile
        process = try PeerProcess(certificate: certificate.serverFile)
    }

    /// A loopback port that nobody else gets and nobody listens on.
    func closedPort() throws -> UInt16 { try ask(["do": "bind"]) }

    /// A loopback port that was free a moment ago, for a server of another program.
    func freePort() throws -> UInt16 { try ask(["do": "free"]) }

    /// Gives a command and waits for the answer.
    func ask<Answer: Decodable>(_ command: some Encodable) throws -> Answer {
        try process.ask(command, as: Answer.self)
    }
}
