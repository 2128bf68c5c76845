/// A text of a payload: words of the preset with values of the message among them.
struct PayloadText: Hashable, Sendable {
    enum Part: Hashable, Sendable {
        case words(String)
        case field(PayloadField)

        var field: PayloadField? { if case .field(let field) = self { field } else { nil } }
    }

    /// What stands for a line break of a value.
    enum LineBreak: String, Hashable, Sendable, CaseIterable {
        case plain
        /// Two spaces before the line break, without which Markdown runs the lines together.
        case markdown
    }

    var parts: [Part]
    var escape = ValueEscape.none
    var lineBreak = LineBreak.plain
    var limit: TextLimit?

    /// The text for a message.
    ///
    /// When it would be too long, its longest value is cut. A link stays, and stays whole: a message that asks is worth nothing
    /// without it.
    func text(for message: Message) -> String {
        var values = parts.map { part in
            switch part {
            case .words(let words): words
            case .field(let field): value(of: field, in: message)
            }
        }
        // No text has more characters than bytes.
        guard let limit, values.reduce(0, { $0 + $1.utf8.count }) > limit.count else { return values.joined() }
        shorten(&values, to: limit, for: message)
        let text = values.joined()
        guard limit.size(of: text) > limit.count else { return text }
        let end = parts.contains { $0.field?.hasLink == true } ? self.end(of: message) : ""
        let room = limit.count - limit.size(of: end)
        return room > 0 ? limit.prefix(of: text, room: room) { $0 } + end : limit.prefix(of: text) { $0 }
    }

    /// The link on a line of its own, as it stands at the end of a text that was cut.
    private func end(of message: Message) -> String {
        message.link.map { escaped("\n") + link($0) } ?? ""
    }

    private func shorten(_ values: inout [String], to limit: TextLimit, for message: Message) {
        let sizes = values.map { limit.size(of: $0) }
        let surplus = sizes.reduce(0, +) - limit.count
        let candidates = parts.indices.filter {
            if case .field(let field) = parts[$0] { field != .link } else { false }
        }
        guard surplus > 0, let longest = candidates.max(by: { sizes[$0] < sizes[$1] }),
            case .field(let field) = parts[longest]
        else { return }
        let end = field == .text ? self.end(of: message) : ""
        let text = end.isEmpty ? field.text(of: message) : message.textWithoutLink
        let room = sizes[longest] - surplus - limit.size(of: end)
        values[longest] = limit.prefix(of: text, room: room) { escaped($0) } + end
    }

    private func value(of field: PayloadField, in message: Message) -> String {
        let text = field.text(of: message)
        return field == .link ? self.link(text) : escaped(text)
    }

    /// A link stays as it is, except that Slack wants its entities.
    private func link(_ address: String) -> String { escape == .markdown ? address : escaped(address) }

    private func escaped(_ text: String) -> String {
        guard escape != .none || lineBreak != .plain else { return text }
        return ByteEscape.escaped(text) { byte in
            byte == 0x0A && lineBreak == .markdown ? "  \n" : escape.replacement(for: byte)
        }
    }
}
