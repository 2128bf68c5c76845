import ConfigFiles

/// Turns tokens into pieces: matches sections, checks every word, and puts partials in their places.
struct TemplateCompiler {
    /// The tokens of the partials of this language, by name, with their files.
    let partials: [String: [TemplateToken]]
    let language: Language
    let log: FaultLog

    /// A section that is open at the current place.
    private struct Open {
        var tag: TemplateToken.Tag?
        var scope: TemplateScope
        var pieces: [Piece] = []
    }

    func pieces(of tokens: [TemplateToken], scope: TemplateScope, within outer: [String] = []) -> [Piece] {
        var open = [Open(tag: nil, scope: scope)]
        var text = ""
        func flush() {
            guard !text.isEmpty else { return }
            open[open.count - 1].pieces.append(.text(Piece.Literal(text)))
            text = ""
        }
        for token in tokens {
            switch token {
            case .text(let part): text += part
            case .lineBreak: text += "\n"
            case .tag(let tag):
                flush()
                add(tag, to: &open, within: outer)
            }
        }
        flush()
        while open.count > 1, let unclosed = open.popLast() {
            guard let tag = unclosed.tag else { continue }
            log.add(tag.place, "the section \(tag.written) is never closed", "close it with {{/\(tag.name)}}")
        }
        return open[0].pieces
    }

    private func add(_ tag: TemplateToken.Tag, to open: inout [Open], within outer: [String]) {
        let scope = open[open.count - 1].scope
        switch tag.kind {
        case .comment:
            break
        case .word:
            guard let word = word(tag, in: scope) else { return }
            guard !word.isList else {
                let remedy = "write {{#\(tag.name)}}…{{/\(tag.name)}}"
                return log.add(tag.place, "`\(tag.name)` is a list, not a value", remedy)
            }
            open[open.count - 1].pieces.append(.word(word))
        case .section, .inverted:
            guard open.count <= MessageLimits.depthOfSections else {
                return log.add(tag.place, "sections lie too deep here", "flatten the template")
            }
            // An unknown name is opened too, so that its end is not a fault of its own.
            let inner = word(tag, in: scope).map { tag.kind == .section ? scope.inside($0) : scope }
            open.append(Open(tag: tag, scope: inner ?? scope))
        case .end:
            close(tag, in: &open)
        case .partial:
            open[open.count - 1].pieces += partial(tag, scope: scope, within: outer)
        }
    }

    private func close(_ tag: TemplateToken.Tag, in open: inout [Open]) {
        guard let start = open.last?.tag, start.name == tag.name else {
            let remedy = open.last?.tag.map { "close {{\($0.kind.rawValue)\($0.name)}} first" } ?? "remove it"
            return log.add(tag.place, "\(tag.written) closes a section that is not open here", remedy)
        }
        let section = open.removeLast()
        guard let word = TemplateVariable(rawValue: tag.name) else { return }
        open[open.count - 1].pieces.append(
            start.kind == .section ? .section(word, section.pieces) : .inverted(word, section.pieces)
        )
    }

    private func word(_ tag: TemplateToken.Tag, in scope: TemplateScope) -> TemplateVariable? {
        if let word = TemplateVariable(rawValue: tag.name), scope.words.contains(word) { return word }
        let known = scope.words.map(\.rawValue).sorted()
        let question = Suggestion.question(tag.name, among: known).map { $0 + " " } ?? ""
        let what =
            TemplateVariable(rawValue: tag.name) == nil
            ? "`\(tag.name)` is not a word that messages know" : "`\(tag.name)` is not known at this place"
        log.add(tag.place, what, "\(question)the words here are \(known.joined(separator: ", "))")
        return nil
    }

    private func partial(_ tag: TemplateToken.Tag, scope: TemplateScope, within outer: [String]) -> [Piece] {
        guard let tokens = partials[tag.name] else {
            let known = partials.keys.sorted()
            let question = Suggestion.question(tag.name, among: known).map { $0 + " " } ?? ""
            let remedy = "\(question)add partials/\(tag.name).\(language.rawValue).mustache"
            log.add(tag.place, "there is no partial `\(tag.name)` in this language", remedy)
            return []
        }
        guard !outer.contains(tag.name), outer.count < MessageLimits.depthOfPartials else {
            log.add(tag.place, "the partial `\(tag.name)` leads back to itself or too deep", "write its text out")
            return []
        }
        // In the middle of a line, the line break at the partial's end is not part of it.
        let isBroken = if case .lineBreak = tokens.last { true } else { false }
        let part = isBroken && !tag.isAlone ? tokens.dropLast() : tokens
        return pieces(of: part, scope: scope, within: outer + [tag.name])
    }
}
