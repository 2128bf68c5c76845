import Hummingbird

/// Makes parts of a request fit for a log.
enum SafeText {
    /// The path without its query and without any part of an answer token (RELIABILITY §4 S4).
    static func path(of request: Request) -> String {
        let path = (request.head.path ?? "").prefix { $0 != "?" && $0 != "#" }
        let isAnswer = path.contains("/a/") || path.contains("a1.")
        return isAnswer ? "/a/…" : printable(String(path), limit: 200)
    }

    /// At most `limit` printable ASCII characters; every other one becomes `?`.
    static func printable(_ text: String, limit: Int) -> String {
        String(
            decoding: text.utf8.prefix(limit).map { (0x21..<0x7F).contains($0) ? $0 : 0x3F },
            as: UTF8.self
        )
    }
}
