import Foundation

/// The secret behind the answer links and the signed heads of the record: a file in the data directory, one secret a line, the current one first.
package enum MasterSecret {
    /// Reads the secrets, and makes one of 32 random bytes when there is none.
    ///
    /// - Throws: ``AccessTokens/Trouble/file(_:)`` when the file cannot be read or holds something else.
    package static func load(directory: String) throws -> [[UInt8]] {
        if let secrets = try read(directory: directory) { return secrets }
        var generator = SystemRandomNumberGenerator()
        let secret = (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }
        let line = Data((Base64URL.encode(secret) + "\n").utf8)
        try DurableFile.write(line, to: directory + "/" + fileName)
        return [secret]
    }

    package static let fileName = "answer.key"

    /// Reads the secrets; `nil` when there are none yet.
    ///
    /// - Throws: ``AccessTokens/Trouble/file(_:)`` when the file cannot be read or holds something else.
    package static func read(directory: String) throws -> [[UInt8]]? {
        let path = directory + "/" + fileName
        if let fault = PrivateFile.fault(path) { throw AccessTokens.Trouble.file(fault) }
        if let data = FileManager.default.contents(atPath: path) {
            let lines = String(decoding: data, as: UTF8.self).split(separator: "\n")
            let secrets = lines.compactMap { Base64URL.decode(String($0)) }
            guard !secrets.isEmpty, secrets.count == lines.count, secrets.allSatisfy({ $0.count >= 32 }) else {
                throw AccessTokens.Trouble.file(
                    "\(path) must hold one base64url secret of 32 bytes or more on each line, the current one first"
                )
            }
            return secrets
        }
        if FileManager.default.fileExists(atPath: path) {
            throw AccessTokens.Trouble.file("\(path) cannot be read; it must belong to the user who runs tocsin")
        }
        return nil
    }
}
