import Foundation
import Testing

/// A self-signed certificate for localhost with its key, in one file that goes with this object.
final class TestCertificate: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("tocsin-\(UUID().uuidString).pem").path
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days",
            "2",
            "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", path, "-out", path + ".crt",
        ]
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        let key = try String(contentsOfFile: path, encoding: .utf8)
        let certificate = try String(contentsOfFile: path + ".crt", encoding: .utf8)
        try (key + certificate).write(toFile: path, atomically: true, encoding: .utf8)
        try FileManager.default.removeItem(atPath: path + ".crt")
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }
}
