/// A line of a relay's answer to EHLO, as libcurl reads it.
///
/// RFC 5321 (2.4, 4.1.1.1) lets a relay write its keywords in letters of any size; libcurl 7.88 compares them, and the names of the
/// mechanisms, with capitals, and takes one blank behind `AUTH`.
enum EHLOLine {
    private static let first = 4

    /// Rewrites in place what libcurl would pass over: `starttls`, `auth plain`, `AUTH<TAB>PLAIN`, and the `AUTH=` of old servers.
    static func makeReadable(_ line: UnsafeMutableRawBufferPointer) {
        guard line.count > first else { return }
        let end = unsafe line[first...].firstIndex { $0 != 0x2D && !isLetterOrDigit($0) } ?? line.count
        let isAuth = unsafe capitals(line[first..<end]) == Array("AUTH".utf8)
        for place in first..<(isAuth ? line.count : end) { unsafe line[place] = capital(line[place]) }
        guard isAuth, end < line.count, unsafe line[end] == 0x3D || line[end] == 0x09 else { return }
        unsafe line[end] = 0x20
    }

    /// The line as it is after ``makeReadable(_:)``, without its code.
    static func keywords(_ line: some Sequence<UInt8>) -> String {
        var bytes = Array(line)
        unsafe bytes.withUnsafeMutableBytes { unsafe makeReadable($0) }
        return String(decoding: bytes.dropFirst(first), as: UTF8.self)
    }

    private static func capitals(_ bytes: some Sequence<UInt8>) -> [UInt8] { bytes.map(capital) }

    private static func capital(_ byte: UInt8) -> UInt8 { (0x61...0x7A).contains(byte) ? byte - 32 : byte }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(capital(byte))
    }
}
