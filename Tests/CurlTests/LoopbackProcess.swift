import Foundation
import Synchronization
import Testing

/// The Python process that the loopback peers live in; it ends with this one, when its input closes.
final class LoopbackProcess: Sendable {
    static let shared = Result { try LoopbackProcess() }

    let authority: String
    private let certificate: TestCertificate
    private let pipes: Mutex<(input: FileHandle, output: FileHandle)>
    private let process: Mutex<Process>

    init() throws {
        certificate = try TestCertificate()
        authority = certificate.path
        let process = Process()
        let (input, output) = (Pipe(), Pipe())
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", LoopbackScript.text, certificate.path]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        pipes = Mutex((input.fileHandleForWriting, output.fileHandleForReading))
        self.process = Mutex(process)
    }

    /// Opens the listeners of one more peer: web, mail and TLS.
    func open() throws -> [Int] {
        let line = try pipes.withLock { pipes in
            try pipes.input.write(contentsOf: Data("open\n".utf8))
            var line = Data()
            while line.last != 0x0a, let byte = try pipes.output.read(upToCount: 1), !byte.isEmpty { line += byte }
            return line
        }
        let ports = line.split { $0 == 0x20 || $0 == 0x0a }.compactMap { Int(String(decoding: $0, as: UTF8.self)) }
        try #require(ports.count == 3, "the peers' process does not answer")
        return ports
    }
}
