import Access
import ConfigFiles
import Foundation
import Server
import Text

/// The access token that `tocsin init` leaves in the data directory, for the commands that are used beside the server.
struct LocalToken {
    private static let fileName = "admin.token"
    private static let name = "admin"

    /// The data directory.
    var data: String

    var path: String { data + "/" + Self.fileName }

    /// The token, where there is one that this user may read.
    func read() -> String? {
        guard PrivateFile.fault(path) == nil, case .bytes(let bytes, _) = FileBytes.read(path, atMost: 256) else {
            return nil
        }
        let text = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        return text.isEmpty ? nil : text
    }

    /// Makes the token, unless a good one is there.
    ///
    /// - Parameter seconds: the time, since 1970.
    /// - Returns: what it is called, and whether it is new.
    /// - Throws: ``CommandError``.
    func make(at seconds: Int64) throws(CommandError) -> (name: String, isNew: Bool) {
        let tokens = AccessTokens(directory: data)
        if let text = read(), let known = tokens.find(text) { return (known.name, false) }
        do {
            if let fault = try tokens.check() { throw AccessError.damaged(fault) }
            let taken = Set(tokens.all().map(\.name))
            let name = taken.contains(Self.name) ? free(among: taken) : Self.name
            _ = try tokens.create(name: name, role: .admin, person: nil, at: seconds) { token in
                try FileManager.default.createDirectory(
                    atPath: data,
                    withIntermediateDirectories: true,
                    attributes: [.posixPermissions: 0o700]
                )
                let line = Data((token + "\n").utf8)
                try DurableFile.write(line, to: path)
            }
            return (name, true)
        } catch let trouble as AccessError {
            throw CommandError(text: trouble.description)
        } catch {
            throw CommandError(text: "\(path) cannot be written: \(FailureWords.of(error))")
        }
    }

    /// Takes back what ``make(at:)`` made.
    func remove(_ name: String) {
        try? AccessTokens(directory: data).revoke(name: name)
        try? FileManager.default.removeItem(atPath: path)
    }

    private func free(among taken: Set<String>) -> String {
        var number = 2
        while taken.contains("\(Self.name)-\(number)") { number += 1 }
        return "\(Self.name)-\(number)"
    }
}
