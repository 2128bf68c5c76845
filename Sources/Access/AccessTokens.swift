import Crypto
import Foundation
import Synchronization
import SystemPackage
import Text

/// What the holder of an access token may do.
package enum Role: String, Hashable, Codable, Sendable, CaseIterable {
    /// Files reports and sees their own.
    case reporter
    /// Sees incidents, answers and notes.
    case responder
    /// Also closes, pauses, escalates and grades.
    case operator_ = "operator"
    /// Sees everything, changes nothing.
    case auditor
    /// May do everything, and reloads.
    case admin
}

/// A token that is known; the token itself is never stored.
package struct AccessToken: Hashable, Codable, Sendable {
    package var name: String
    package var role: Role
    /// SHA-256 of the token, lower-case hex.
    package var digest: String
    /// Seconds since 1970.
    package var created: Int64
    /// The person in the contact tree who holds it, if one does.
    package var person: String?
}

/// The access tokens of a server: a file in the data directory, so that `tocsin token` works beside a running server.
///
/// Each change is written to a new file and renamed over the old one under a lock; a running server notices within a second.
package final class AccessTokens: Registry {
    package static let prefix = "tcs_"

    private let path: String
    private struct State {
        var tokens: [String: AccessToken] = [:]
        var version: Int64 = 0
        var lookedAt: Date?
        var failedAt: Date?
        /// Why the file cannot be read.
        var trouble: String?
        var stamp: Stamp?
    }

    /// What the file holds.
    private struct Content: Decodable {
        var version: Int64
        var tokens: [AccessToken]

        var json: JSONValue {
            let rows = tokens.map { token in
                JSONValue.object(
                    [
                        .init("name", .text(token.name)), .init("role", .text(token.role.rawValue)),
                        .init("digest", .text(token.digest)), .init("created", .integer(token.created)),
                    ] + (token.person.map { [.init("person", .text($0))] } ?? [])
                )
            }
            return .object([.init("version", .integer(version)), .init("tokens", .list(rows))])
        }
    }

    /// What tells one version of the file from another; the time alone has too coarse a grain.
    private struct Stamp: Equatable {
        var modified: Date?
        var number: Int?
        var size: Int?

        init?(_ path: String) {
            guard let found = try? FileManager.default.attributesOfItem(atPath: path) else { return nil }
            modified = found[.modificationDate] as? Date
            number = found[.systemFileNumber] as? Int
            size = found[.size] as? Int
        }
    }
    private let state = Mutex(State())

    /// - Parameter directory: the data directory.
    package init(directory: String) {
        path = DataFile.tokens.path(in: directory)
    }

    package func version() -> Int64 {
        state.withLock { state in
            state.lookedAt = nil
            refresh(&state)
            return state.version
        }
    }

    package func find(_ token: String) -> AccessToken? {
        guard token.hasPrefix(Self.prefix) else { return nil }
        let digest = Self.digest(of: token)
        return state.withLock { state in
            refresh(&state, after: 1)
            if let found = state.tokens[digest] { return found }
            // A token made a moment ago is good at once.
            refresh(&state, after: 0)
            return state.tokens[digest]
        }
    }

    package func all() -> [AccessToken] {
        state.withLock { state in
            state.lookedAt = nil
            refresh(&state)
            return state.tokens.values.sorted { $0.name < $1.name }
        }
    }

    package func create(
        name: String,
        role: Role,
        person: String?,
        at seconds: Int64,
        show: (String) throws -> Void
    ) throws -> String {
        if try Self.read(path).tokens.contains(where: { $0.name == name }) { throw AccessError.nameTaken(name) }
        var generator = SystemRandomNumberGenerator()
        let bytes = (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }
        let token = Self.prefix + Base64URL.encode(bytes)
        let made = AccessToken(
            name: name,
            role: role,
            digest: Self.digest(of: token),
            created: seconds,
            person: person
        )
        try change { tokens in
            if tokens.contains(where: { $0.name == name }) { throw AccessError.nameTaken(name) }
            tokens.append(made)
        }
        do {
            try show(token)
        } catch {
            do {
                try change { $0.removeAll { $0.digest == made.digest } }
            } catch let trouble {
                throw AccessError.file(
                    "the token \(name) was not shown as a whole, but counts: \(FailureWords.of(trouble)); take it back with "
                        + "`tocsin token revoke \(name)`"
                )
            }
            throw error
        }
        return token
    }

    package func revoke(name: String) throws {
        try change { tokens in
            guard tokens.contains(where: { $0.name == name }) else { throw AccessError.unknown(name) }
            tokens.removeAll { $0.name == name }
        }
    }

    private static func digest(of token: String) -> String {
        Hex.text(Array(SHA256.hash(data: Array(token.utf8))))
    }

    private func change(_ edit: (inout [AccessToken]) throws -> Void) throws {
        let folder = (path as NSString).deletingLastPathComponent
        do {
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw Self.failure("\(folder) cannot be made", error)
        }
        try locked {
            var content = try Self.read(path)
            try edit(&content.tokens)
            content.version += 1
            do {
                let line = Data((content.json.line + "\n").utf8)
                try DurableFile.write(line, to: path)
            } catch {
                throw Self.failure("\(path) cannot be written", error)
            }
        }
        state.withLock { $0.lookedAt = nil }
    }

    private func locked(_ body: () throws -> Void) throws {
        do {
            try FileLock.whileHolding(path + ".lock", body)
        } catch let error as Errno {
            throw Self.failure("\(path).lock cannot be opened for writing", error)
        }
    }

    /// Says what failed, and who can do it, where another user could.
    private static func failure(_ what: String, _ error: any Error) -> AccessError {
        AccessError.file("\(what): \(FailureWords.of(error))\(remedy(for: error).map { "; " + $0 } ?? "")")
    }

    private static func remedy(for error: any Error) -> String? {
        let (code, number) = ((error as? CocoaError)?.code, error as? Errno)
        switch (code, number) {
        case (.fileWriteNoPermission, _), (.fileReadNoPermission, _), (_, .permissionDenied), (_, .notPermitted):
            return "run this as the user whom the server runs as, or as root"
        case (.fileWriteVolumeReadOnly, _), (_, .readOnlyFileSystem):
            return "make its file system writable, or name another data directory (--data)"
        case (.fileWriteOutOfSpace, _), (_, .noSpace), (_, .diskQuotaExceeded): return "make room there"
        default: return nil
        }
    }

    /// Sees to it that the file can be used: a running server keeps the last good state of one that cannot.
    ///
    /// - Returns: what is wrong with a file that is damaged, and what to do. No token of it is good until then; the file is looked
    ///   at again every second.
    /// - Throws: ``AccessError/file(_:)`` for one that is not this user's alone, or cannot be read.
    package func check() throws -> String? {
        do {
            _ = try Self.read(path)
            return nil
        } catch AccessError.damaged(let what) {
            return what
        }
    }

    package func trouble() -> String? {
        state.withLock { state in
            refresh(&state)
            return state.trouble
        }
    }

    private static func read(_ path: String) throws -> Content {
        if let fault = PrivateFile.fault(path) { throw AccessError.file(fault) }
        guard let data = FileManager.default.contents(atPath: path) else {
            if !FileManager.default.fileExists(atPath: path) { return Content(version: 0, tokens: []) }
            throw AccessError.file("\(path) cannot be read; it must belong to the user who runs tocsin")
        }
        do {
            return try JSONDecoder().decode(Content.self, from: data)
        } catch {
            let what = data.isEmpty ? "is empty" : "is damaged: it is not the list of tokens that tocsin wrote"
            throw AccessError.damaged(
                "\(path) \(what); put it back from a backup, or move it away and make the tokens anew (`tocsin token create`); "
                    + "answer links are good without it"
            )
        }
    }

    /// Reads the file again when it changed; looks at most once in so many seconds.
    ///
    /// A file that cannot be read keeps the last state, and unknown tokens cannot make it be tried at will.
    private func refresh(_ state: inout State, after seconds: Double = 1) {
        let now = Date()
        if Self.isWithin(seconds, of: state.lookedAt, at: now) || Self.isWithin(0.1, of: state.failedAt, at: now) {
            return
        }
        state.lookedAt = now
        let stamp = Stamp(path)
        if let stamp, stamp == state.stamp { return }
        let content: Content
        do {
            content = try Self.read(path)
        } catch {
            state.failedAt = now
            state.trouble = FailureWords.of(error)
            return
        }
        state.failedAt = nil
        state.trouble = nil
        state.stamp = stamp
        state.version = content.version
        state.tokens = Dictionary(content.tokens.map { ($0.digest, $0) }) { _, newer in newer }
    }

    /// Whether something was less than so many seconds ago; not if the clock was put back since.
    private static func isWithin(_ seconds: Double, of moment: Date?, at now: Date) -> Bool {
        guard let moment else { return false }
        return now >= moment && now.timeIntervalSince(moment) < seconds
    }
}
