import Escalation
import Text

extension Message {
    /// The message as the HTML part of a mail: escaped, with styles inside and nothing from outside.
    package var html: String { MessageHTML(message: self).page.text }

    /// The message as the text part of a mail.
    package var mailText: String {
        let end = text.lastIndex { !$0.isNewline }.map(text.index(after:)) ?? text.startIndex
        return text[..<end] + "\n\n" + Phrases(language: language).noReply + "\n"
    }
}

/// Writes a message as a calm page that a phone shows well.
struct MessageHTML {
    let message: Message

    private static let font: HTML = """
        font-family:-apple-system,'Segoe UI',Roboto,'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',\
        'Noto Sans CJK TC',sans-serif
        """

    var page: HTML {
        let tag = message.language.rawValue
        return """
            <!DOCTYPE html>
            <html lang="\(tag)"><head><meta charset="utf-8">\
            <meta name="viewport" content="width=device-width,initial-scale=1">\
            <title>\(clean: message.title)</title></head>
            <body style="margin:0;padding:0;background:#eef0f2;color:#1b1f24;\(Self.font)">
            <div lang="\(tag)" style="max-width:560px;margin:0 auto;background:#ffffff">
            \(bar)
            <div style="padding:20px 20px 28px">
            <h1 dir="auto" style="margin:0 0 16px;font-size:20px;line-height:1.35;font-weight:700;overflow-wrap:anywhere">\
            \(clean: message.title)</h1>
            \(paragraphs)
            \(button)
            \(ending)
            </div></div></body></html>

            """
    }

    /// The rank: its colour, its numeral and its word, so that nobody has to know the colour.
    private var bar: HTML {
        let (background, text) = Self.colours(of: message.severity)
        return """
            <div style="background:\(background);color:\(text);padding:10px 20px;font-size:17px;font-weight:700;\
            overflow-wrap:anywhere">\(mark ?? rank)</div>
            """
    }

    /// What stands in the place of a rank where the message is about no incident.
    private var mark: HTML? {
        if message.isTest { return "\(TestWords(language: message.language).mark)" }
        return message.isDuty ? "\(clean: message.planTitle)" : nil
    }

    private var rank: HTML {
        let drill = message.isDrill ? Phrases(language: message.language).drill + " · " : ""
        let isNamed = message.severityLabel != message.severity.numeral
        let label: HTML = isNamed ? " <bdi>\(clean: message.severityLabel)</bdi>" : .nothing
        return "\(drill)\(message.severity.numeral)\(label)"
    }

    /// Red, orange, yellow and blue, each readable at arm's length.
    private static func colours(of severity: Severity) -> (background: String, text: String) {
        switch severity {
        case .one: ("#b3141d", "#ffffff")
        case .two: ("#b84300", "#ffffff")
        case .three: ("#f5c518", "#1b1f24")
        case .four: ("#1f5fa8", "#ffffff")
        }
    }

    private var paragraphs: HTML {
        let text = CleanText.cut(message.textWithoutLink, bytes: MessageLimits.bytesInHTMLText)
        var lines: [HTML] = []
        var isOpen = false
        for line in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map({ String(Substring($0)) }) {
            if line.isEmpty {
                if isOpen { lines.append("</p>\n") }
                isOpen = false
            } else {
                lines.append("\(isOpen ? "<br>\n" : Self.paragraph)\(self.line(line))")
                isOpen = true
            }
        }
        return "\(lines)\(isOpen ? "</p>" : HTML.nothing)"
    }

    /// Each of its lines has its own writing direction; where styles are dropped, that of the first one counts for all.
    private static let paragraph: HTML = """
        <p dir="auto" style="margin:0 0 14px;font-size:17px;line-height:1.55;overflow-wrap:anywhere;unicode-bidi:plaintext">
        """

    /// One line of text; one that is a link and nothing else can be pressed.
    private func line(_ line: String) -> HTML {
        guard Self.isWebLink(line) else { return "\(clean: line)" }
        return
            "<a href=\"\(clean: line)\" style=\"color:#0b5cad;display:inline-block;padding:8px 0\">\(clean: line)</a>"
    }

    private var button: HTML {
        guard let link = message.link, Self.isWebLink(link) else { return .nothing }
        let (background, text) = message.asks ? ("#0f6b3c", "#ffffff") : ("#e4e8ec", "#1b1f24")
        return """
            <p style="margin:22px 0 0"><a href="\(clean: link)" style="display:block;background:\(background);\
            color:\(text);text-align:center;text-decoration:none;font-size:20px;font-weight:700;padding:16px 12px;\
            border-radius:8px">\(clean: message.answerLabel)</a></p>
            <p style="margin:18px 0 0;\(Self.small)">\(Phrases(language: message.language).insteadOfButton)<br>\
            \(clean: link)</p>
            """
    }

    private static let small: HTML = "font-size:13px;line-height:1.4;color:#57606a;overflow-wrap:anywhere"

    /// Nobody reads what is sent back.
    private var ending: HTML {
        "<p style=\"margin:12px 0 0;\(Self.small)\">\(Phrases(language: message.language).noReply)</p>"
    }

    private static func isWebLink(_ text: String) -> Bool {
        (text.hasPrefix("https://") || text.hasPrefix("http://")) && !text.contains(where: \.isWhitespace)
    }
}
