@testable import Channels
import Escalation
import Foundation
import Messages
import Testing
import Text

/// Mails byte for byte, and as another program reads them.
@Suite struct MailMessageTests {
    /// What Python's e-mail library makes of a mail.
    struct Read: Decodable {
        var subject: String
        var from: String
        var to: String
        var date: String
        var type: String
        var parts: [[String]]
        var defects: Int
    }

    static let reader = #"""
        import email, email.policy, json, sys
        m = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
        parts = [[p.get_content_type(), p.get_content_charset(), p.get_content()] for p in m.iter_parts()]
        defects = len(m.defects) + sum(len(p.defects) for p in m.iter_parts())
        print(json.dumps({"subject": m["subject"], "from": m["from"], "to": m["to"], "type": m.get_content_type(),
                          "date": m["date"].datetime.isoformat(), "parts": parts, "defects": defects}))
        """#

    private func mail(_ message: Message) throws -> [UInt8] {
        MailMessage(
            message: message,
            sender: try #require(EmailAddress("tocsin@town.example")),
            senderName: "Tocsin 警钟",
            recipient: try #require(EmailAddress("lin.yue@town.example")),
            host: "town.example"
        ).bytes
    }

    @Test func `a short subject is one encoded word`() {
        #expect(
            EncodedWords.unstructured("【I级响应】主变压器跳闸 INC-7", of: "To")
                == ["=?UTF-8?B?44CQSee6p+WTjeW6lOOAkeS4u+WPmOWOi+WZqOi3s+mXuCBJTkMtNw==?="]
        )
    }

    @Test func `a long subject is several encoded words on lines of their own`() {
        var headers = MailHeaders()
        let subject = "突发事件信息报告（初报）：某化工园区储罐区发生泄漏，已启动三级响应，请立即到岗。"
        headers.add("Subject", EncodedWords.unstructured(subject, of: "Subject"))
        #expect(
            String(decoding: headers.bytes, as: UTF8.self)
                == "Subject: =?UTF-8?B?56qB5Y+R5LqL5Lu25L+h5oGv5oql5ZGK77yI5Yid5oql77yJ77ya?=\r\n"
                + " =?UTF-8?B?5p+Q5YyW5bel5Zut5Yy65YKo572Q5Yy65Y+R55Sf5rOE5ryP77yM5bey5ZCv?=\r\n"
                + " =?UTF-8?B?5Yqo5LiJ57qn5ZON5bqU77yM6K+356uL5Y2z5Yiw5bKX44CC?=\r\n"
        )
    }

    @Test(arguments: ["Subject", "From", "To", "X-A-Field-With-A-Long-Name"])
    func `no line with an encoded word has more than 76 characters, and no character is cut`(_ field: String) throws {
        let texts = [
            String(repeating: "水漫东码头", count: 12), String(repeating: "🚒", count: 40),
            String(repeating: "é", count: 200),
            String(repeating: "👩‍👩‍👧‍👦", count: 9), "a" + String(repeating: "👨🏾‍🚒", count: 9),
            String(repeating: "W", count: 990), String(repeating: "e\u{301}\u{302}", count: 50),
        ]
        for text in texts {
            for words in [EncodedWords.unstructured(text, of: field), EncodedWords.phrase(text, of: field)] {
                var headers = MailHeaders()
                headers.add(field, words + ["<\(String(repeating: "a", count: 60))@town.example>"])
                let lines = String(decoding: headers.bytes, as: UTF8.self).components(separatedBy: "\r\n")
                #expect(lines.allSatisfy { !$0.contains("=?") || $0.utf8.count <= 76 }, "\(lines)")
                #expect(lines[0].hasPrefix("\(field): =?UTF-8?B?"))
                let pieces = try words.map { word in
                    let data = try #require(Data(base64Encoded: String(word.dropFirst(10).dropLast(2))))
                    return try #require(String(validating: data, as: UTF8.self))
                }
                #expect(pieces.joined() == text)
                // Characters of at most a word's bytes stay whole.
                #expect(pieces.map(\.count).reduce(0, +) == text.count || text.contains { $0.utf8.count > 18 })
            }
        }
    }

    @Test(arguments: ["Fire: hall 2", "a=b", "II/Major"])
    func `a short ASCII subject stays readable`(_ subject: String) {
        #expect(EncodedWords.unstructured(subject, of: "Subject") == [subject])
    }

    @Test(arguments: [
        "=?UTF-8?B?eA==?=", "x\r\nBcc: evil@x.example", "x\u{0}é", " padded", String(repeating: "long ", count: 40),
        "👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦",
        String(repeating: "字", count: 3400), "e" + String(repeating: "\u{301}", count: 60),
    ])
    func `any other subject is encoded, and decodes to itself in one line`(_ subject: String) throws {
        let words = EncodedWords.unstructured(subject, of: "Subject")
        #expect(words.allSatisfy { $0.utf8.count <= 75 && $0.hasPrefix("=?UTF-8?B?") })
        let read = try read(Example.message { $0.title = subject })
        #expect(read.subject == subject.replacing("\r\n", with: "  ").replacing("\u{0}", with: " "))
    }

    private func read(_ message: Message) throws -> Read {
        let read = try Shell.python(Self.reader, input: mail(message), as: Read.self)
        #expect(read.defects == 0)
        return read
    }

    @Test func `another program reads the Chinese alert as it was written`() throws {
        let message = Example.message()
        let read = try read(message)
        #expect(read.subject == Example.title)
        #expect(read.from == "Tocsin 警钟 <tocsin@town.example>")
        #expect(read.to == "林悦 <lin.yue@town.example>")
        #expect(read.date == "2026-11-20T19:05:00+00:00")
        #expect(read.type == "multipart/alternative")
        #expect(read.parts.map { $0[0] } == ["text/plain", "text/html"])
        #expect(read.parts.map { $0[1] } == ["utf-8", "utf-8"])
        #expect(read.parts.map { $0[2].replacing("\r\n", with: "\n") } == [message.mailText, message.html])
        #expect(message.mailText.hasPrefix(Example.text) && message.mailText.hasSuffix("请勿回复本邮件。\n"))
    }

    @Test func `the header has these bytes`() throws {
        let text = String(decoding: try mail(Example.message { $0.title = "Fire" }), as: UTF8.self)
        let header = text.prefix(upTo: try #require(text.firstRange(of: "\r\n\r\n")).lowerBound)
        #expect(
            header.components(separatedBy: "\r\n") == [
                "Date: Fri, 20 Nov 2026 19:05:00 +0000",
                "From: =?UTF-8?B?VG9jc2luIOitpumSnw==?= <tocsin@town.example>",
                "To: =?UTF-8?B?5p6X5oKm?= <lin.yue@town.example>",
                "Subject: Fire",
                "Message-ID: <k3f9x2-7-3@town.example>",
                "In-Reply-To: <k3f9x2-7.0@town.example>",
                "References: <k3f9x2-7.0@town.example>",
                "Auto-Submitted: auto-generated",
                "X-Auto-Response-Suppress: All",
                "Importance: high",
                "X-Priority: 1",
                "Content-Language: zh-Hans",
                "MIME-Version: 1.0",
                "Content-Type: multipart/alternative; boundary=\"=_tocsin_k3f9x2-7-3\"",
            ]
        )
    }

    @Test(arguments: Severity.allCases)
    func `only ranks I and II are marked as urgent`(_ severity: Severity) throws {
        let text = String(decoding: try mail(Example.message { $0.severity = severity }), as: UTF8.self)
        #expect(text.contains("\r\nImportance: high\r\nX-Priority: 1\r\n") == (severity.rawValue <= 2))
    }

    @Test(arguments: ["\r\n.\r\n", "\n.\n", "\r.\r", "a\rb\nc\r\nd", ".", "", "\u{0}"])
    func `no text can end a mail or break its lines`(_ text: String) throws {
        let bytes = try mail(Example.message { $0.text = text })
        var previous: UInt8 = 0
        for byte in bytes {
            #expect((previous == 0x0D) == (byte == 0x0A))
            previous = byte
        }
        let lines = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n")
        #expect(
            lines.allSatisfy { $0.utf8.count <= 90 && $0 != "." && $0.utf8.allSatisfy { (0x20...0x7E).contains($0) } }
        )
        let body = lines.drop { $0 != "Content-Transfer-Encoding: base64" }
        #expect(body.allSatisfy { $0.utf8.count <= 76 })
    }
}
