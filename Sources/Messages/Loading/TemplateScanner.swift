import ConfigFiles

/// Cuts a template into texts, tags and line breaks.
struct TemplateScanner {
    let file: String
    let log: FaultLog

    private static let remedy =
        "write {{name}}, {{#name}}…{{/name}}, {{^name}}…{{/name}}, {{>partial}} or {{! a comment }}"

    /// The tokens of lines that begin with line `first` of the file.
    ///
    /// A line of nothing but tags that print nothing leaves no line break.
    func tokens(of lines: ArraySlice<Substring>, first: Int) -> [TemplateToken] {
        var tokens: [TemplateToken] = []
        for (offset, line) in lines.enumerated() {
            let (parts, isStructure) = self.parts(of: line, line: first + offset)
            tokens += parts
            if !isStructure, offset < lines.count - 1 { tokens.append(.lineBreak) }
        }
        return tokens
    }

    private func parts(of line: Substring, line number: Int) -> ([TemplateToken], isStructure: Bool) {
        var parts: [TemplateToken] = []
        var rest = line
        while let open = Self.index(of: "{", in: rest) {
            if rest.startIndex < open { parts.append(.text(String(rest[..<open]))) }
            let column = line.distance(from: line.startIndex, to: open) + 1
            let place = Place(file: file, line: number, column: column)
            let content = rest[open...].dropFirst(2)
            guard let close = Self.index(of: "}", in: content) else {
                log.add(place, "the tag that opens here is not closed in its line", "close it with }}")
                return (parts, false)
            }
            if let tag = tag(String(content[..<close]), at: place) { parts.append(.tag(tag)) }
            rest = content[close...].dropFirst(2)
        }
        if !rest.isEmpty { parts.append(.text(String(rest))) }
        let isStructure = parts.contains(where: \.isStructure) && parts.allSatisfy { $0.isStructure || $0.isBlank }
        return (isStructure ? parts.compactMap(\.alone) : parts, isStructure)
    }

    /// Where `brace` first stands twice.
    private static func index(of brace: Character, in text: Substring) -> Substring.Index? {
        var before: Substring.Index?
        for index in text.indices {
            guard text[index] == brace else {
                before = nil
                continue
            }
            if let before { return before }
            before = index
        }
        return nil
    }

    private func tag(_ content: String, at place: Place) -> TemplateToken.Tag? {
        guard let first = content.first else {
            log.add(place, "the tag is empty", Self.remedy)
            return nil
        }
        let kind = first == " " ? nil : TemplateToken.Tag.Kind(rawValue: first)
        let name = (kind == nil ? content[...] : content.dropFirst()).trimmed
        if kind == .comment { return TemplateToken.Tag(kind: .comment, name: "", place: place) }
        guard !name.isEmpty, name.allSatisfy(Self.isNameCharacter) else {
            log.add(place, "`{{\(content)}}` is not a tag that messages know", Self.remedy)
            return nil
        }
        return TemplateToken.Tag(kind: kind ?? .word, name: name, place: place)
    }

    private static func isNameCharacter(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || character == "_" || character == "-")
    }
}

extension TemplateToken {
    fileprivate var isStructure: Bool {
        if case .tag(let tag) = self { tag.isStructure } else { false }
    }

    /// The tag, marked as alone in its line; `nil` for white space.
    fileprivate var alone: TemplateToken? {
        guard case .tag(var tag) = self else { return nil }
        tag.isAlone = true
        return .tag(tag)
    }

    fileprivate var isBlank: Bool {
        if case .text(let text) = self { text.allSatisfy(\.isWhitespace) } else { false }
    }
}

extension Substring {
    /// Without white space around it.
    fileprivate var trimmed: String {
        let start = drop(while: \.isWhitespace)
        return String(start.reversed().drop(while: \.isWhitespace).reversed())
    }
}
