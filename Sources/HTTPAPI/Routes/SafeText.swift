/// Makes parts of a request fit for a log.
enum SafeText {
    /// The path without its query and without any part of an answer token (RELIABILITY §4 S4).
    static func path(_ written: String) -> String {
        holdsLink(written) ? "/a/…" : printable(String(Substring(bare(written))), limit: 200)
    }

    /// Whether the path may hold an answer token.
    static func holdsLink(_ written: String) -> Bool {
        let path = bare(written)
        return path.contains("/a/".utf8) || path.contains("a1.".utf8)
    }

    /// Byte by byte: a mark that combines with the `?` must not hide it.
    private static func bare(_ written: String) -> Substring.UTF8View {
        written.utf8.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
    }

    /// At most `limit` printable ASCII characters; every other one becomes `?`.
    static func printable(_ text: String, limit: Int) -> String {
        String(
            decoding: text.utf8.prefix(limit).map { (0x21..<0x7F).contains($0) ? $0 : 0x3F },
            as: UTF8.self
        )
    }
}
