import Foundation
import Synchronization
import Testing

/// The Python process that the fake receivers live in; it ends with this one, when its input closes.
final class FakeServers: Sendable {
    static let shared = Result { try FakeServers() }

    /// A file with the certificate that the servers show.
    let authority: String
    let certificate: TestAuthority
    private let pipes: Mutex<(input: FileHandle, output: FileHandle)>
    private let process: Mutex<Process>

    init() throws {
        certificate = try TestAuthority()
        authority = certificate.authorityFile
        let process = Process()
        let (input, output) = (Pipe(), Pipe())
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", FakeServersScript.text, certificate.serverFile]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        pipes = Mutex((input.fileHandleForWriting, output.fileHandleForReading))
        self.process = Mutex(process)
    }

    /// A loopback port that nobody else gets and nobody listens on.
    func closedPort() throws -> UInt16 {
        try JSONDecoder().decode(UInt16.self, from: ask(["do": "bind"]))
    }

    /// A loopback port that was free a moment ago, for a server of another program.
    func freePort() throws -> UInt16 {
        try JSONDecoder().decode(UInt16.self, from: ask(["do": "free"]))
    }

    /// Gives a command and waits for the answer.
    func ask(_ command: some Encodable) throws -> Data {
        let command = try JSONEncoder().encode(command) + Data("\n".utf8)
        return try pipes.withLock { pipes in
            try pipes.input.write(contentsOf: command)
            var line = Data()
            while line.last != 0x0A {
                let piece = pipes.output.availableData
                try #require(!piece.isEmpty, "the fake servers have ended")
                line += piece
            }
            return line
        }
    }
}
