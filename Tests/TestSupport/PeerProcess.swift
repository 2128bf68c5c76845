import Foundation
import Synchronization

/// The Python process that receivers and relays of a test live in (`Tests/Peers`); it ends with this one, when its input closes.
package final class PeerProcess: Sendable {
    private struct Ended: Error {}

    private let pipes: Mutex<(input: FileHandle, output: FileHandle)>
    private let process: Mutex<Process>

    /// - Parameter certificate: a PEM file with certificate and key, for those that speak TLS.
    /// - Throws: why Python cannot be run.
    package init(certificate: String? = nil) throws {
        let folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Peers").path
        let process = Process()
        let (input, output) = (Pipe(), Pipe())
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-B", folder] + (certificate.map { [$0] } ?? [])
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        pipes = Mutex((input.fileHandleForWriting, output.fileHandleForReading))
        self.process = Mutex(process)
    }

    /// Gives a command and waits for the answer.
    ///
    /// - Parameters:
    ///   - command: as `Tests/Peers/__main__.py` says.
    ///   - type: of the answer.
    /// - Returns: the answer.
    /// - Throws: when the process has ended, or answers otherwise.
    package func ask<Answer: Decodable>(_ command: some Encodable, as type: Answer.Type = Int.self) throws -> Answer {
        let command = try JSONEncoder().encode(command) + Data("\n".utf8)
        let line = try pipes.withLock { pipes in
            try pipes.input.write(contentsOf: command)
            var line = Data()
            while line.last != 0x0A {
                guard let piece = try pipes.output.read(upToCount: 1), !piece.isEmpty else { throw Ended() }
                line += piece
            }
            return line
        }
        return try JSONDecoder().decode(type, from: line)
    }
}
