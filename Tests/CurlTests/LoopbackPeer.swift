import Curl

/// An HTTP server and an SMTP server on free loopback ports, each behaving as its path says.
final class LoopbackPeer: Sendable {
    let webPort: Int
    let mailPort: Int
    let tlsPort: Int
    /// The certificate that the TLS server shows.
    let authority: String
    private let process: LoopbackProcess

    /// A peer in the process that all share, or in one of its own.
    init(ownProcess: Bool = false) throws {
        process = ownProcess ? try LoopbackProcess() : try LoopbackProcess.shared.get()
        let ports = try process.open()
        (webPort, mailPort, tlsPort) = (ports[0], ports[1], ports[2])
        authority = process.authority
    }

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
