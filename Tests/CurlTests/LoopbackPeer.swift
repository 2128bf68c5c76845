import Curl
import TestSupport
import Testing

/// An HTTP server and an SMTP server on free loopback ports, each behaving as its path says.
final class LoopbackPeer: Sendable {
    let webPort: Int
    let mailPort: Int
    let tlsPort: Int
    /// The certificate that the TLS server shows.
    let authority: String
    private let home: Home

    private struct Command: Encodable {
        var `do` = "open"
        var kind = "pair"
        var named = true
        /// Of refusals over HTTP.
        var wait = "7"
    }

    /// A process with its certificate.
    private struct Home: Sendable {
        static let shared = Result { try Home() }

        let certificate: TestCertificate
        let process: PeerProcess

        init() throws {
            certificate = try TestCertificate()
            process = try PeerProcess(certificate: certificate.path)
        }
    }

    /// A peer in the process that all share, or in one of its own.
    init(ownProcess: Bool = false) throws {
        home = ownProcess ? try Home() : try Home.shared.get()
        let ports = try home.process.ask(Command(), as: [Int].self)
        try #require(ports.count == 3)
        (webPort, mailPort, tlsPort) = (ports[0], ports[1], ports[2])
        authority = home.certificate.path
    }

    /// A loopback port that nobody else gets and nobody listens on.
    func closedPort() throws -> Int { try home.process.ask(["do": "bind"]) }

    /// A policy that opens the peer's ports on 127.0.0.1 and localhost.
    func policy() throws -> AddressPolicy {
        try AddressPolicy(
            allowing: [webPort, mailPort, tlsPort].flatMap { ["127.0.0.1:\($0)", "localhost:\($0)"] },
            plainHTTP: true
        )
    }

    func url(_ path: String) -> String { "http://127.0.0.1:\(webPort)/\(path)" }

    /// What the SMTP server was told.
    func mailLog(_ engine: TransferEngine) async throws -> String {
        let request = TransferRequest.Kind.http(WebRequest(method: "GET", url: url("maillog")))
        let result = try await engine.carryOut(request, policy: try policy())
        return String(decoding: result.body, as: UTF8.self)
    }
}

extension TransferEngine {
    /// Submits one request and waits for its result.
    func carryOut(
        _ kind: TransferRequest.Kind,
        policy: AddressPolicy,
        change: (inout TransferRequest) -> Void = { _ in }
    ) async throws -> TransferResult {
        await withCheckedContinuation { continuation in
            var request = TransferRequest(kind, policy: policy) { continuation.resume(returning: $0) }
            // Where a test does not mean the limit, a busy machine must not meet it.
            request.timeout = .seconds(120)
            change(&request)
            submit([request])
        }
    }

    /// An engine that runs.
    static func running(limits: EngineLimits = EngineLimits()) throws -> TransferEngine {
        let engine = try TransferEngine(limits: limits)
        try engine.start()
        return engine
    }
}
