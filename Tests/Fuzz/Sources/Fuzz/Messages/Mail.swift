import Escalation
import Foundation
import Text

@testable import Channels
@testable import Curl
@testable import Messages

extension Fuzzer {
    /// Mails with hostile names and texts, before and behind the templates: header, encoding, lines.
    static let mail = Fuzzer("mail", longest: 4_096) { bytes in
        var message = Town.templates.render(Town(bytes).material)
        var texts = Parts(Array(bytes.dropFirst(3)), atMost: 4)
        check(message, senderName: texts.text())
        message.title = texts.text()
        message.personName = texts.text()
        message.text = texts.text()
        message.linkInText = nil
        message.wireID = message.title
        message.threadID = message.personName
        check(message, senderName: message.text)
    }

    private static let names = [
        "Date", "From", "To", "Subject", "Message-ID", "In-Reply-To", "References", "Auto-Submitted",
        "X-Auto-Response-Suppress", "Importance", "X-Priority", "Content-Language", "MIME-Version", "Content-Type",
    ]

    private static func check(_ message: Message, senderName: String) {
        guard let sender = EmailAddress("tocsin@town.example"), let recipient = EmailAddress("lin.yue@town.example")
        else {
            return demand(false, "plain addresses are refused")
        }
        let mail = MailMessage(
            message: message,
            sender: sender,
            senderName: senderName,
            recipient: recipient,
            host: "town.example"
        ).bytes
        demand(mail.allSatisfy { (0x20...0x7E).contains($0) || $0 == 0x0D || $0 == 0x0A }, "a mail that is not ASCII")
        let text = String(decoding: mail, as: UTF8.self)
        let lines = text.components(separatedBy: "\r\n")
        demand(lines.allSatisfy { !$0.contains("\r") && !$0.contains("\n") }, "a line that does not end in CRLF")
        demand(lines.allSatisfy { $0.utf8.count <= 998 }, "a line of more than 998 bytes")
        demand(
            lines.prefix { !$0.isEmpty }.allSatisfy { !$0.contains("=?") || $0.utf8.count <= 76 },
            "a line with an encoded word of more than 76 characters"
        )
        let header = unfolded(lines)
        let given = header.map { String($0.prefix { $0 != ":" }) }
        let expected = names.filter {
            message.severity.isGraver(than: .three) || ($0 != "Importance" && $0 != "X-Priority")
        }
        demand(given == expected, "the header \(given)")
        for line in header where line.hasPrefix("Subject:") {
            demand(decoded(line.dropFirst(8)) == shown(message.title), "the subject \(line) of \(message.title)")
        }
        let parts = text.components(separatedBy: "--=_tocsin_")
        demand(parts.count == 4, "\(parts.count) parts")
        let body = parts[1].components(separatedBy: "\r\n\r\n").dropFirst().joined()
        let plain = Data(base64Encoded: body.filter { $0 != "\r\n" && $0 != "\r" && $0 != "\n" }) ?? Data()
        let sent = String(decoding: plain, as: UTF8.self)
        demand(lineByLine(sent) == lineByLine(message.mailText), "the text arrives otherwise: \(sent)")
        let url = "smtp://relay.example:587/town.example"
        let request = MailRequest(url: url, sender: "\(sender)", recipient: "\(recipient)", message: mail)
        demand(isTaken(request), "libcurl would be given a bad mail")
    }

    private static func isTaken(_ request: MailRequest) -> Bool {
        do throws(TransferFailure) {
            try RequestCheck.check(request)
            return true
        } catch {
            return false
        }
    }

    /// The header's lines, each with those that continue it.
    private static func unfolded(_ lines: [String]) -> [String] {
        var header: [String] = []
        for line in lines.prefix(while: { !$0.isEmpty }) {
            if line.hasPrefix(" "), let last = header.indices.last { header[last] += line } else { header.append(line) }
        }
        return header
    }

    /// What a reader's program shows for a header field: encoded words decoded, the space between them dropped.
    private static func decoded(_ field: Substring) -> String {
        let words = field.split(separator: " ", omittingEmptySubsequences: false).dropFirst()
        guard words.first?.hasPrefix("=?UTF-8?B?") == true else { return words.joined(separator: " ") }
        return words.reduce(into: "") { text, word in
            demand(word.hasPrefix("=?UTF-8?B?") && word.hasSuffix("?=") && word.utf8.count <= 75, "the word \(word)")
            let bytes = Data(base64Encoded: String(word.dropFirst(10).dropLast(2))) ?? Data()
            demand(String(validating: bytes, as: UTF8.self) != nil, "a character is cut in \(word)")
            text += String(decoding: bytes, as: UTF8.self)
        }
    }

    private static func shown(_ title: String) -> String {
        String(String.UnicodeScalarView(title.unicodeScalars.map { HarmfulScalar.contains($0) ? " " : $0 }))
    }

    /// The text with one kind of line end, and one at its end.
    private static func lineByLine(_ text: String) -> [[UInt8]] {
        var lines: [[UInt8]] = [[]]
        var previous: UInt8 = 0
        for byte in text.utf8 {
            switch byte {
            case 0x0A where previous == 0x0D: break
            case 0x0A, 0x0D: lines.append([])
            default: lines[lines.count - 1].append(byte)
            }
            previous = byte
        }
        if lines.last == [] { lines.removeLast() }
        return lines
    }
}
