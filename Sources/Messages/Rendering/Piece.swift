/// A part of a template, ready to be rendered.
indirect enum Piece: Hashable, Sendable {
    case text(Literal)
    case word(TemplateVariable)
    /// `{{#word}}…{{/word}}`: when the word is not empty; once for each entry of a list.
    case section(TemplateVariable, [Piece])
    /// `{{^word}}…{{/word}}`: when the word is empty.
    case inverted(TemplateVariable, [Piece])

    /// A text of the template with the line breaks at its ends counted.
    struct Literal: Hashable, Sendable {
        let text: String
        let leadingBreaks: Int
        let trailingBreaks: Int

        init(_ text: String) {
            self.text = text
            leadingBreaks = text.utf8.prefix { $0 == 0x0A }.count
            trailingBreaks = text.utf8.reversed().prefix { $0 == 0x0A }.count
        }

        var isOnlyBreaks: Bool { leadingBreaks == text.utf8.count }
    }
}

/// A template that parsed: its title and its text.
struct CompiledTemplate: Hashable, Sendable {
    var title: [Piece]
    var text: [Piece]
}
