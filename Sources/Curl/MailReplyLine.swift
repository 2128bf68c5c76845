/// A line of a relay's reply within a mail, as libcurl reads it.
///
/// The first digit decides (RFC 5321, 4.2.1): libcurl 7.88 takes nothing but 354 to DATA and nothing but 250 to the final dot, and a
/// mail that was taken with 252 would be sent again.
enum MailReplyLine {
    /// Rewrites in place the code of the last line of the reply to DATA, or to the mail itself, where it means the same.
    ///
    /// - Parameters:
    ///   - line: as libcurl will read it.
    ///   - number: which reply of the mail transaction it is: MAIL, RCPT, DATA, the final dot.
    static func makeReadable(_ line: UnsafeMutableRawBufferPointer, number: Int) {
        guard unsafe MailDialogue.isReply(Array(line.prefix(4))), unsafe line[3] != UInt8(ascii: "-") else { return }
        let code: StaticString
        switch unsafe (number, line[0]) {
        case (3, UInt8(ascii: "3")): code = "354"
        case (4..., UInt8(ascii: "2")): code = "250"
        default: return
        }
        unsafe line.copyBytes(from: UnsafeRawBufferPointer(start: code.utf8Start, count: 3))
    }
}
