import Escalation

/// Reads the texts of a request's head; knows no server, so that anything at all can be tried on it.
enum RequestText {
    /// Whether a `Content-Type` means JSON.
    static func isJSON(_ type: String) -> Bool {
        if type == "application/json" { return true }
        let media = type.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
        return media == "application/json" || media.hasPrefix("application/") && media.hasSuffix("+json")
    }

    /// Whether a `Content-Type` means a form without files.
    static func isForm(_ type: String) -> Bool {
        type.prefix { $0 != ";" }.lowercased().filter { $0 != " " } == "application/x-www-form-urlencoded"
    }

    /// Whether an `Expect` field asks for `100 Continue`, perhaps beside something else.
    static func asksForWord(_ field: String) -> Bool {
        expectations(in: field).contains("100-continue")
    }

    /// Whether an `Expect` field asks for something else than `100 Continue`, which nobody here can meet.
    static func asksForMore(_ field: String) -> Bool {
        expectations(in: field).contains { $0 != "100-continue" }
    }

    private static func expectations(in field: String) -> [String] {
        field.split(separator: ",").map { $0.filter { $0 != " " && $0 != "\t" }.lowercased() }.filter { !$0.isEmpty }
    }

    /// The token in an `Authorization` field, behind one blank or several (RFC 9110 §11.4).
    ///
    /// - Returns: `nil` when there is none or it is too long to be one.
    static func bearerToken(in field: String) -> String? {
        let parts = field.utf8.count <= 200 ? field.split(separator: " ", maxSplits: 1) : []
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        let token = parts[1].drop { $0 == " " }
        return token.isEmpty ? nil : String(token)
    }

    /// A path without empty parts inside, and an answer link without a slash at its end; the query stays as it is.
    static func withSingleSlashes(_ path: String) -> String {
        let bytes = path.utf8
        let end = bytes.firstIndex(of: UInt8(ascii: "?")) ?? bytes.endIndex
        var isDoubled = false
        var before: UInt8 = 0
        for byte in bytes[..<end] {
            isDoubled = isDoubled || byte == UInt8(ascii: "/") && before == byte
            before = byte
        }
        let isOpen = before == UInt8(ascii: "/")
        guard isDoubled || isOpen && path.hasPrefix("/a/") else { return path }
        let parts = path[..<end].split(separator: "/")
        let isClosed = isOpen && !(parts.count == 2 && parts[0] == "a")
        return "/" + parts.joined(separator: "/") + (isClosed && !parts.isEmpty ? "/" : "") + path[end...]
    }

    /// A path as the routes have it: single slashes, and the path of a roster as the one part that its name is.
    static func plain(_ path: String) -> String {
        let path = withSingleSlashes(path)
        let folder = "/v1/rosters/".utf8
        guard path.utf8.starts(with: folder) else { return path }
        let rest = path.utf8.dropFirst(folder.count)
        let id = rest.prefix { $0 != UInt8(ascii: "?") }
        let parts = id.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        let name = Array(parts.joined(separator: Array("%2F".utf8)))
        return String(decoding: Array(folder) + name + rest[id.endIndex...], as: UTF8.self)
    }

    /// Whether a path begins with a slash and has something behind each: all that ``matches(_:pattern:)`` takes, and no more.
    static func hasNoEmptyPart(_ path: String) -> Bool {
        var isAfterSlash = false
        for (index, byte) in path.utf8.enumerated() {
            let isSlash = byte == UInt8(ascii: "/")
            if index == 0 ? !isSlash : isSlash && isAfterSlash { return false }
            isAfterSlash = isSlash
        }
        return !isAfterSlash && !path.isEmpty
    }

    /// Whether `path` has the form of `pattern`, in which braces stand for any text that is not empty, at the beginning of a part.
    static func matches(_ path: String, pattern: String) -> Bool {
        let own = pattern.split(separator: "/", omittingEmptySubsequences: false)
        let other = path.split(separator: "/", omittingEmptySubsequences: false)
        guard own.count == other.count else { return false }
        return zip(own, other).allSatisfy { own, other in
            guard own.hasPrefix("{"), let end = own.firstIndex(of: "}") else { return own == other }
            let suffix = own[own.index(after: end)...]
            return other.hasSuffix(suffix) && other.utf8.count > suffix.utf8.count
        }
    }

    /// What an address is counted under: an IPv6 one under its /64, an IPv4 one inside of it as itself.
    static func network(of address: String) -> String {
        let mapped = "::ffff:"
        guard address.contains(":"), !(address.hasPrefix(mapped) && address.contains(".")) else {
            return address.hasPrefix(mapped) ? String(address.dropFirst(mapped.count)) : address
        }
        var groups = address.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        if let gap = groups.dropFirst().firstIndex(of: ""), groups.count < 8 {
            groups.replaceSubrange(gap...gap, with: [String](repeating: "0", count: 9 - groups.count))
        }
        return groups.prefix(4).joined(separator: ":") + "::/64"
    }
}
