import Escalation

/// The title and the text of a message, with the limits applied.
struct RenderedText {
    var title: String
    var text: String
    /// Where the link stands in the text, in UTF-8 bytes, when it stands there once.
    var link: Range<Int>?

    init(title: String, text: String, link: Range<Int>?) {
        self.title = title
        self.text = text
        self.link = link
    }

    /// Renders a template, and makes sure that something comes of it and that a drill is marked.
    ///
    /// - Parameters:
    ///   - template: what is rendered.
    ///   - words: the values.
    ///   - isDrill: whether title and text must begin with the mark of a drill.
    ///   - needsLink: whether the link is put at the end of a text in which the template leaves it out.
    /// - Throws: what the message lacks.
    init<Source: TemplateValues>(
        _ template: CompiledTemplate,
        from words: Source,
        isDrill: Bool,
        needsLink: Bool = false
    ) throws(TemplateGap) {
        var title = Renderer(isTitle: true)
        title.append(template.title, from: words)
        var text = Renderer(isTitle: false)
        text.append(template.text, from: words)
        self.title = CleanText.cut(title.trimmed, bytes: MessageLimits.bytesInTitle)
        self.text = text.trimmed
        link = text.linkCount == 1 ? text.link : nil
        if needsLink, text.linkCount == 0 { appendLink(words.value(of: .link)) }
        guard !self.title.isBlank else { throw .noTitle }
        guard !self.text.isBlank else { throw .noText }
        if isDrill {
            let mark = words.value(of: .drill)
            guard self.title.hasPrefix(mark) else { throw .unmarkedTitle }
            guard self.text.hasPrefix(mark) else { throw .unmarkedText }
        }
        if self.text.utf8.count > MessageLimits.bytesInText { shorten(link: words.value(of: .link)) }
    }

    private mutating func appendLink(_ address: String) {
        guard !address.isEmpty, !text.isEmpty else { return }
        text += "\n\n" + address
        let length = text.utf8.count
        link = (length - address.utf8.count)..<length
    }

    /// Cuts the text to its limit; the link stays, at the end.
    private mutating func shorten(link: String) {
        let end = link.isEmpty ? "" : "\n" + link
        text = CleanText.cut(text, bytes: MessageLimits.bytesInText - end.utf8.count) + end
        let length = text.utf8.count
        self.link = link.isEmpty ? nil : (length - link.utf8.count)..<length
    }
}
