import Escalation
import Messages
import Text

/// A message as a mail: what the relay is given, byte for byte.
struct MailMessage {
    let message: Message
    let sender: EmailAddress
    let senderName: String
    let recipient: EmailAddress
    /// The domain of Message-IDs.
    let host: String

    var bytes: [UInt8] {
        let mark = "=_tocsin_\(Self.word(message.wireID, limit: 56))"
        var headers = header
        headers.add("MIME-Version", "1.0")
        headers.add("Content-Type", ["multipart/alternative;", "boundary=\"\(mark)\""])
        return headers.bytes + [0x0D, 0x0A]
            + part("text/plain", MailBody.encoded(message.mailText), after: mark)
            + part("text/html", MailBody.encoded(message.html), after: mark)
            + Array("--\(mark)--\r\n".utf8)
    }

    private var header: MailHeaders {
        var headers = MailHeaders()
        let anchor = "<\(Self.word(message.threadID)).0@\(host)>"
        headers.add("Date", CivilTime(message.at).mailDate)
        headers.add("From", mailbox(senderName, sender, of: "From"))
        headers.add("To", mailbox(message.personName, recipient, of: "To"))
        headers.add("Subject", EncodedWords.unstructured(message.title, of: "Subject"))
        headers.add("Message-ID", "<\(Self.word(message.wireID))@\(host)>")
        headers.add("In-Reply-To", anchor)
        headers.add("References", anchor)
        headers.add("Auto-Submitted", "auto-generated")
        // What Exchange looks at before it sends an out-of-office answer or a receipt.
        headers.add("X-Auto-Response-Suppress", "All")
        if message.severity.isGraver(than: .three) {
            headers.add("Importance", "high")
            headers.add("X-Priority", "1")
        }
        headers.add("Content-Language", message.language.rawValue)
        return headers
    }

    private func mailbox(_ name: String, _ address: EmailAddress, of field: String) -> [String] {
        EncodedWords.phrase(name, of: field) + ["<\(address)>"]
    }

    private func part(_ type: String, _ body: [UInt8], after mark: String) -> [UInt8] {
        var headers = MailHeaders()
        headers.add("Content-Type", "\(type); charset=utf-8")
        headers.add("Content-Transfer-Encoding", "base64")
        return Array("--\(mark)\r\n".utf8) + headers.bytes + [0x0D, 0x0A] + body
    }

    /// An id as it may stand in a Message-ID and a boundary.
    private static func word(_ id: String, limit: Int = 120) -> String {
        String(
            id.prefix(limit).map { character in
                let isSafe = character.isASCII && (character.isLetter || character.isNumber || "-_".contains(character))
                return isSafe ? character : "_"
            }
        )
    }
}
