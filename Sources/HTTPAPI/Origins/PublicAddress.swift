import Foundation

/// Where people reach this server: taken apart from the public URL.
///
/// A proxy may put the server under a path of its own and take that path off again, or leave it on: both are understood.
struct PublicAddress: Sendable {
    /// The whole address, without a slash at the end.
    let text: String
    /// `nil` only for a text that is no address.
    let origin: WebOrigin?
    /// What stands before each of the server's own paths, percent-encoded: `/alarm`, or nothing.
    let prefix: String
    let isBehindTLS: Bool

    init(_ url: String) {
        text = url
        origin = WebOrigin(of: url)
        isBehindTLS = origin?.scheme == "https"
        var path = URLComponents(string: url)?.percentEncodedPath ?? ""
        while path.hasSuffix("/") { path.removeLast() }
        prefix = path
    }

    /// A path without the prefix.
    ///
    /// - Parameter path: path and query as a request has them.
    /// - Returns: what follows the prefix; `nil` when the path does not stand under it, or when there is none.
    func inside(_ path: String) -> String? {
        guard !prefix.isEmpty, path.utf8.starts(with: prefix.utf8) else { return nil }
        let rest = path.utf8.dropFirst(prefix.utf8.count)
        return rest.first == UInt8(ascii: "/") ? String(Substring(rest)) : nil
    }
}
