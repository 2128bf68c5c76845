import Escalation

/// The fixed message that is sent when a template fails: the same bare facts in every language.
struct PlainMessage {
    let rendered: RenderedText

    init(_ words: MessageWords) {
        let lines = Self.lines(for: words) + [words.value(of: .link)]
        rendered = Self.text(lines, link: words.value(of: .link))
    }

    /// The same for a digest.
    init(_ digest: DigestWords) {
        let lines = digest.entries.flatMap { Self.lines(for: $0) + [$0.value(of: .link), ""] }
        let title = [digest.value(of: .drill), "[\(digest.value(of: .rank))]", "\(digest.entries.count) ×"]
        rendered = Self.text([title.filter { !$0.isEmpty }.joined(separator: " "), ""] + lines, link: "")
    }

    private static func lines(for words: MessageWords) -> [String] {
        let head = [
            words.value(of: .drill), "[\(words.value(of: .rank))]", words.value(of: .kind) + words.phrases.colon,
            words.value(of: .title), "· \(words.value(of: .unit))", "#\(words.value(of: .number))",
        ]
        let details = [words.value(of: .place), words.value(of: .reported)]
        return [head.filter { !$0.isEmpty }.joined(separator: " ")] + details.filter { !$0.isEmpty }
    }

    private static func text(_ lines: [String], link: String) -> RenderedText {
        let text = CleanText.cut(lines.joined(separator: "\n"), bytes: MessageLimits.bytesInText)
        let length = text.utf8.count
        let hasLink = !link.isEmpty && text.hasSuffix(link)
        return RenderedText(
            title: CleanText.cut(lines[0], bytes: MessageLimits.bytesInTitle),
            text: text,
            link: hasLink ? (length - link.utf8.count)..<length : nil
        )
    }
}
