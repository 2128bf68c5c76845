import Escalation
import Foundation

/// Where a redirect points, as far as it may be said: scheme, host and the plain parts of the path.
///
/// A redirect often repeats the URL that was called, which is a secret, or carries a token of its own: there is no query, and no
/// part of a path that the called URL has too or that does not look like a word.
struct RedirectTarget: Hashable, Sendable {
    private static let longestWord = 16
    private static let mostSegments = 6
    private static let mostDigits = 2

    let redirect: Evidence.Redirect

    /// - Parameters:
    ///   - location: the header of that name, as the receiver wrote it.
    ///   - url: the URL that was called.
    init(_ location: String, from url: String) {
        let base = url.prefix { !"?#".contains($0) }
        let own = Self.afterScheme(base)
        let ownPath = own.drop { $0 != "/" }
        let host: String?
        let path: Substring
        if location.hasPrefix("//") || Self.isAbsolute(location) {
            let scheme = url.prefix { $0 != ":" }
            let target = location.hasPrefix("//") ? "\(scheme):\(location)" : location
            host = Self.name(of: target, secrets: Self.parts(of: url))
            path = Self.path(Self.afterScheme(target[...]).drop { !"/?#".contains($0) })
        } else if location.prefix(while: { !"/?#".contains($0) }).contains(":") {
            redirect = .elsewhere
            return
        } else {
            host = Self.name(of: url, secrets: [])
            let given = Self.path(location[...])
            path = location.hasPrefix("/") ? given : given.isEmpty ? ownPath : "/…/" + given
        }
        let isSame = path == ownPath && path.count > 1
        redirect =
            isSame ? .samePath(host: host) : .path(host: host, Self.shown(path, secrets: Self.parts(of: url)))
    }

    private static func isAbsolute(_ location: String) -> Bool {
        ["http://", "https://"].contains { location.lowercased().hasPrefix($0) }
    }

    private static func afterScheme(_ url: Substring) -> Substring {
        url.firstRange(of: "://").map { url[$0.upperBound...] } ?? url
    }

    private static func path(_ text: Substring) -> Substring {
        text.prefix { !"?#".contains($0) }
    }

    private static func name(of url: String, secrets: Set<String>) -> String? {
        guard let name = ReceiverName(url: url).text else { return nil }
        return secrets.contains { $0.count >= 8 && name.lowercased().contains($0) } ? nil : name
    }

    /// What a URL's path and query are made of, in small letters.
    private static func parts(of url: String) -> Set<String> {
        let rest = afterScheme(url[...]).drop { !"/?#".contains($0) }
        let parts = rest.split { "/?#&=;".contains($0) }.map { $0.lowercased() }
        return Set(parts + parts.compactMap(\.removingPercentEncoding))
    }

    private static func shown(_ path: Substring, secrets: Set<String>) -> String {
        let segments = path.split(separator: "/")
        guard !segments.isEmpty else { return String(path) }
        let shown = segments.prefix(mostSegments).map { isPlain($0, secrets: secrets) ? String($0) : "…" }
        return "/" + shown.joined(separator: "/") + (segments.count > mostSegments ? "/…" : "")
    }

    private static func isPlain(_ segment: Substring, secrets: Set<String>) -> Bool {
        let small = segment.lowercased()
        let isWord = segment.utf8.allSatisfy { byte in
            UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
                || "-_.…".utf8.contains(byte)
        }
        // Capitals within a word are a token's.
        guard isWord, segment.dropFirst() == small.dropFirst() else { return false }
        guard segment.count <= longestWord, segment.filter(\.isNumber).count <= mostDigits else { return false }
        return !secrets.contains { part in part == small || part.count >= 4 && small.contains(part) }
    }
}
