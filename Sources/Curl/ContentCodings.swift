/// What the `Content-Encoding` lines of an answer name.
///
/// Some receivers write a charset or the name of something else there (`utf-8`, `binary`, `aws-chunked`) before an answer that is
/// plain; libcurl 7.88 takes none of its body then.
struct ContentCodings {
    /// The names of the registry of content codings (RFC 9110, 16.6), and the old ones with `x-`: what bears one is packed.
    private static let known: Set<String> = [
        "aes128gcm", "br", "compress", "dcb", "dcz", "deflate", "exi", "gzip", "pack200-gzip", "x-compress", "x-gzip",
        "zstd",
    ]

    private var names: [String] = []

    /// Takes a header line, if it is one that names codings.
    mutating func note(_ line: UnsafeRawBufferPointer) {
        let name = "content-encoding:".utf8
        guard line.count > name.count,
            unsafe line.prefix(name.count).elementsEqual(name, by: { $0 | 0x20 == $1 | 0x20 })
        else { return }
        let value = unsafe String(decoding: line.dropFirst(name.count), as: UTF8.self).lowercased()
        names += value.split { $0 == "," || $0.isWhitespace }.map(String.init)
    }

    /// Whether something is named, and nothing of it says that the body is packed.
    var areNone: Bool { names.contains { $0 != "identity" } && !names.contains(where: Self.known.contains) }

    /// Whether bytes are text as they are, in whatever charset: they begin with a mark of UTF-16, or no control character is among
    /// them besides tabulators and ends of lines.
    static func isPlain(_ body: [UInt8]) -> Bool {
        if body.starts(with: [0xFE, 0xFF]) || body.starts(with: [0xFF, 0xFE]) { return true }
        return body.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
    }
}
