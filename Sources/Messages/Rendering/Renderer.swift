/// Renders the pieces of a template into one text.
///
/// Never more than one empty line in a row comes from a template, and none at its beginning or end.
struct Renderer {
    private(set) var text = ""
    /// Where the first link stands, in UTF-8 bytes.
    private(set) var link: Range<Int>?
    private(set) var linkCount = 0
    private let isTitle: Bool
    /// Line breaks at the end of `text`; the beginning counts as an empty line.
    private var breaks = 2

    init(isTitle: Bool) {
        self.isTitle = isTitle
        text.reserveCapacity(isTitle ? 160 : 1_024)
    }

    /// The text without white space at its end.
    var trimmed: String {
        var end = text.utf8.endIndex
        while end > text.utf8.startIndex {
            let before = text.utf8.index(before: end)
            guard text.utf8[before] == 0x0A || text.utf8[before] == 0x20 else { break }
            end = before
        }
        return end == text.utf8.endIndex ? text : String(text[..<end])
    }

    mutating func append<Source: TemplateValues>(_ pieces: [Piece], from source: Source) {
        append(pieces, from: source, known: nil)
    }

    /// `known` is the word of the section around the pieces with its value, so that it is worked out once; the same holds for a
    /// section and the inverted one behind it.
    private mutating func append<Source: TemplateValues>(
        _ pieces: [Piece],
        from source: Source,
        known: (word: TemplateVariable, value: String)?
    ) {
        var known = known
        for piece in pieces {
            switch piece {
            case .text(let literal):
                append(literal)
            case .word(let word):
                append(known?.word == word ? known?.value ?? "" : source.value(of: word), for: word)
            case .section(let word, let inner) where word.isList:
                _ = source.forEach(of: word) { append(inner, from: $0) }
            case .inverted(let word, let inner) where word.isList:
                if !source.forEach(of: word, append: { _ in }) { append(inner, from: source, known: known) }
            case .section(let word, let inner):
                if !value(of: word, from: source, &known).isEmpty { append(inner, from: source, known: known) }
            case .inverted(let word, let inner):
                if value(of: word, from: source, &known).isEmpty { append(inner, from: source, known: known) }
            }
        }
    }

    /// The value of a section's word, worked out where it is not known from the section before it or around it.
    private func value<Source: TemplateValues>(
        of word: TemplateVariable,
        from source: Source,
        _ known: inout (word: TemplateVariable, value: String)?
    ) -> String {
        if let known, known.word == word { return known.value }
        let value = source.value(of: word)
        known = (word, value)
        return value
    }

    private mutating func append(_ literal: Piece.Literal) {
        let surplus = breaks + literal.leadingBreaks - 2
        if surplus > 0 {
            let bytes = literal.text.utf8
            text += literal.text[bytes.index(bytes.startIndex, offsetBy: min(surplus, literal.leadingBreaks))...]
        } else {
            text += literal.text
        }
        breaks = literal.isOnlyBreaks ? min(2, breaks + literal.leadingBreaks) : literal.trailingBreaks
    }

    private mutating func append(_ value: String, for word: TemplateVariable) {
        guard !value.isEmpty else { return }
        let start = text.utf8.count
        text += CleanText.isolated(isTitle ? CleanText.line(value, limit: MessageLimits.bytesInHeadline) : value)
        breaks = value.utf8.last == 0x0A ? 1 : 0
        guard word == .link else { return }
        linkCount += 1
        if linkCount == 1 { link = start..<text.utf8.count }
    }
}
