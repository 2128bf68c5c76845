import Curl
import Foundation
import Synchronization
import Testing

/// The Python program with an HTTP server and an SMTP server on free loopback ports, each behaving as its path says.
final class LoopbackPeer: Sendable {
    let webPort: Int
    let mailPort: Int
    let tlsPort: Int
    let authority: String
    private let process: Mutex<Process>

    init(certificate: TestCertificate? = nil) throws {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", LoopbackScript.text, certificate?.path ?? ""]
        process.standardOutput = output
        try process.run()
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        let ports = line.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
        try #require(ports.count == 3, "the peer did not start")
        (webPort, mailPort, tlsPort) = (ports[0], ports[1], ports[2])
        authority = certificate?.path ?? ""
        self.process = Mutex(process)
    }

    deinit {
        process.withLock { process in
            process.terminate()
            process.waitUntilExit()
        }
    }

    /// A policy that opens the peer's ports on 127.0.0.1 and localhost.
    func policy() throws -> AddressPolicy {
        try AddressPolicy(
            allowing: [webPort, mailPort, tlsPort].flatMap { ["127.0.0.1:\($0)", "localhost:\($0)"] },
            plainHTTP: true
        )
    }

    func url(_ path: String) -> String { "http://127.0.0.1:\(webPort)/\(path)" }

    /// What the SMTP server with this EHLO name was told.
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
