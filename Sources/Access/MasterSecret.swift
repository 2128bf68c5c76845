import Foundation
import Text

/// The secret behind the answer links and the signed heads of the record: a file in the data directory, one secret a line, the current one first.
package enum MasterSecret {
    /// Reads the secrets, and makes one of 32 random bytes when there is none.
    ///
    /// - Throws: ``AccessError/file(_:)`` when the file cannot be read or holds something else.
    package static func load(directory: String) throws -> [[UInt8]] {
        if let secrets = try read(directory: directory) { return secrets }
        var generator = SystemRandomNumberGenerator()
        let secret = (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }
        let line = Data((Base64URL.encode(secret) + "\n").utf8)
        try DurableFile.write(line, to: DataFile.masterSecret.path(in: directory))
        return [secret]
    }

    /// Reads the secrets; `nil` when there are none yet.
    ///
    /// - Throws: ``AccessError/file(_:)`` when the file cannot be read or holds something else.
    package static func read(directory: String) throws -> [[UInt8]]? {
        let path = DataFile.masterSecret.path(in: directory)
        if let fault = PrivateFile.fault(path) { throw AccessError.file(fault) }
        if let data = FileManager.default.contents(atPath: path) {
            return try secrets(in: data, of: path)
        }
        if FileManager.default.fileExists(atPath: path) {
            throw AccessError.file("\(path) cannot be read; it must belong to the user who runs tocsin")
        }
        return nil
    }

    /// An editor's mark, line ends, blank lines and comments do no harm.
    private static func secrets(in data: Data, of path: String) throws -> [[UInt8]] {
        let form = "write one base64url secret of 32 bytes or more on each line, the current one first"
        guard let text = String(validating: data, as: UTF8.self) else {
            throw AccessError.file("\(path) is not UTF-8 text; \(form)")
        }
        var secrets: [[UInt8]] = []
        for (index, written) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let line = written.trimmingCharacters(in: .whitespaces.union(["\u{FEFF}"]))
            if line.isEmpty || line.hasPrefix("#") { continue }
            guard let secret = Base64URL.decode(line) else {
                throw AccessError.file("\(path):\(index + 1): the line is not base64url; \(form)")
            }
            guard secret.count >= 32 else {
                throw AccessError.file(
                    "\(path):\(index + 1): the secret has \(secret.count) bytes, and 32 are needed; \(form)"
                )
            }
            secrets.append(secret)
        }
        guard !secrets.isEmpty else { throw AccessError.file("\(path) holds no secret; \(form)") }
        return secrets
    }
}
