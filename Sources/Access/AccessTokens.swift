import Crypto
import Foundation
import Synchronization
import SystemPackage
import Text

/// The access tokens of a server: a file in the data directory, so that `tocsin token` works beside a running server.
///
/// Each change is written to a new file and renamed over the old one under a lock; a running server notices within a second.
package final class AccessTokens: Registry {
    package static let prefix = "tcs_"
    /// Letters of the key of a feed: 24 random bytes.
    private static let lettersOfFeedKey = 32

    private let path: String
    private struct State {
        var tokens: [String: AccessToken] = [:]
        var feeds: [String: FeedKey] = [:]
        var version: Int64 = 0
        var lookedAt: Date?
        var failedAt: Date?
        /// Why the file cannot be read.
        var trouble: String?
        var stamp: Stamp?
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
        return look { $0.tokens[digest] }
    }

    /// Looks something up; what was made a moment ago is found at once.
    private func look<Found>(_ find: (State) -> Found?) -> Found? {
        state.withLock { state in
            refresh(&state, after: 1)
            if let found = find(state) { return found }
            refresh(&state, after: 0)
            return find(state)
        }
    }

    package func all() -> [AccessToken] {
        state.withLock { state in
            state.lookedAt = nil
            refresh(&state)
            return state.tokens.values.sorted { $0.name < $1.name }
        }
    }

    package func feed(_ key: String) -> FeedKey? {
        guard key.utf8.count == Self.lettersOfFeedKey else { return nil }
        let digest = Self.digest(of: key)
        return look { $0.feeds[digest] }
    }

    package func feeds() -> [FeedKey] {
        state.withLock { state in
            state.lookedAt = nil
            refresh(&state)
            return state.feeds.values.sorted { $0.name < $1.name }
        }
    }

    package func create(
        name: String,
        role: Role,
        person: String?,
        at seconds: Int64,
        show: (String) throws -> Void
    ) throws -> String {
        try make(Self.prefix + Self.random(32), called: name, show: show) { file, digest in
            let made = AccessToken(name: name, role: role, digest: digest, created: seconds, person: person)
            file.tokens.append(made)
        }
    }

    package func createFeed(
        name: String,
        roster: String,
        at seconds: Int64,
        show: (String) throws -> Void
    ) throws -> String {
        try make(Self.random(Self.lettersOfFeedKey / 4 * 3), called: name, show: show) { file, digest in
            file.feeds.append(FeedKey(name: name, roster: roster, digest: digest, created: seconds))
        }
    }

    /// Keeps the digest of a new secret, then shows the secret.
    private func make(
        _ secret: String,
        called name: String,
        show: (String) throws -> Void,
        add: (inout TokenFile, _ digest: String) -> Void
    ) throws -> String {
        if try TokenFile.read(path).holds(name) { throw AccessError.nameTaken(name) }
        let digest = Self.digest(of: secret)
        try change { file in
            if file.holds(name) { throw AccessError.nameTaken(name) }
            add(&file, digest)
        }
        do {
            try show(secret)
        } catch {
            do {
                try change { $0.remove(digest: digest) }
            } catch let trouble {
                throw AccessError.file(
                    "the token \(name) was not shown as a whole, but counts: \(FailureWords.of(trouble)); take it back with "
                        + "`tocsin token revoke \(name)`"
                )
            }
            throw error
        }
        return secret
    }

    package func revoke(name: String) throws {
        try change { file in
            guard file.holds(name) else { throw AccessError.unknown(name) }
            file.remove(name: name)
        }
    }

    /// So many random bytes as letters.
    private static func random(_ count: Int) -> String {
        var generator = SystemRandomNumberGenerator()
        return Base64URL.encode((0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) })
    }

    private static func digest(of token: String) -> String {
        Hex.text(Array(SHA256.hash(data: Array(token.utf8))))
    }

    private func change(_ edit: (inout TokenFile) throws -> Void) throws {
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
            var content = try TokenFile.read(path)
            try edit(&content)
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
            _ = try TokenFile.read(path)
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
        let content: TokenFile
        do {
            content = try TokenFile.read(path)
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
        state.feeds = Dictionary(content.feeds.map { ($0.digest, $0) }) { _, newer in newer }
    }

    /// Whether something was less than so many seconds ago; not if the clock was put back since.
    private static func isWithin(_ seconds: Double, of moment: Date?, at now: Date) -> Bool {
        guard let moment else { return false }
        return now >= moment && now.timeIntervalSince(moment) < seconds
    }
}
