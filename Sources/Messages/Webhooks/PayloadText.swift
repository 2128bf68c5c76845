/// A text of a payload: words of the preset with values of the message among them.
struct PayloadText: Hashable, Sendable {
    enum Part: Hashable, Sendable {
        case words(String)
        case field(PayloadField)
    }

    var parts: [Part]
    var escape: ValueEscape
    /// What stands for a line break of a value.
    var lineBreak: String
    var limit: TextLimit?

    /// The text for a message. When it would be too long, its longest value is cut, so that links stay whole.
    func text(for message: Message) -> String {
        var values = parts.map { part in
            switch part {
            case .words(let words): words
            case .field(let field): escaped(field.text(of: message), of: field)
            }
        }
        guard let limit else { return values.joined() }
        var size = values.reduce(0) { $0 + limit.size(of: $1) }
        if size > limit.count, let longest = longestField(values, by: limit), case .field(let field) = parts[longest] {
            let room = limit.count - (size - limit.size(of: values[longest]))
            values[longest] = shortened(field.text(of: message), of: field, to: room, by: limit)
            size = values.reduce(0) { $0 + limit.size(of: $1) }
        }
        let text = values.joined()
        return size <= limit.count ? text : Self.prefix(of: text, limit: limit)
    }

    private func longestField(_ values: [String], by limit: TextLimit) -> Int? {
        parts.indices.filter { index in
            if case .field(let field) = parts[index] { field != .link } else { false }
        }.max { limit.size(of: values[$0]) < limit.size(of: values[$1]) }
    }

    private func escaped(_ value: String, of field: PayloadField) -> String {
        guard needsEscape(field) else { return value }
        return value.reduce(into: "") { $0 += escaped($1) }
    }

    /// A link stays as it is, except that Slack wants its entities.
    private func needsEscape(_ field: PayloadField) -> Bool {
        (escape != .none || lineBreak != "\n") && (field != .link || (escape == .slack && parts.count > 1))
    }

    private func escaped(_ character: Character) -> String {
        character == "\n" ? lineBreak : escape.escaped(character) ?? String(character)
    }

    /// As much of a value as fits into `room` when escaped, with `…` behind it.
    private func shortened(_ value: String, of field: PayloadField, to room: Int, by limit: TextLimit) -> String {
        var left = room - limit.size(of: "…")
        guard left >= 0 else { return "" }
        var result = ""
        for character in value {
            let next = needsEscape(field) ? escaped(character) : String(character)
            left -= limit.size(of: next)
            if left < 0 { break }
            result += next
        }
        return result + "…"
    }

    private static func prefix(of text: String, limit: TextLimit) -> String {
        var left = limit.count - limit.size(of: "…")
        guard left >= 0 else { return "" }
        let kept = text.prefix { character in
            left -= limit.size(of: String(character))
            return left >= 0
        }
        return kept + "…"
    }
}
