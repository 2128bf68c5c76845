import Text

/// A payload ready to be filled: JSON written once, with the places of values between.
struct PayloadTemplate: Hashable, Sendable {
    enum Segment: Hashable, Sendable {
        case encoded([UInt8])
        /// A value as JSON of its own kind.
        case value(PayloadField)
        case text(PayloadText)
    }

    private(set) var segments: [Segment] = []

    mutating func append(_ segment: Segment) {
        if case .encoded(let bytes) = segment, case .encoded(let before) = segments.last {
            segments[segments.count - 1] = .encoded(before + bytes)
        } else {
            segments.append(segment)
        }
    }

    mutating func append(encoded text: String) {
        append(.encoded(Array(text.utf8)))
    }

    /// Whether the place to answer at is in it: the link, or the text, which ends in it.
    var hasLink: Bool {
        segments.contains { segment in
            switch segment {
            case .encoded: false
            case .value(let field): field.hasLink
            case .text(let text):
                text.parts.contains { if case .field(let field) = $0 { field.hasLink } else { false } }
            }
        }
    }

    func bytes(for message: Message) -> [UInt8] {
        let json = JSONOutput(.page, capacity: 1_024 + message.text.utf8.count)
        for segment in segments {
            switch segment {
            case .encoded(let bytes): json.json(bytes)
            case .value(let field): field.write(message, to: json)
            case .text(let text): json.string(text.text(for: message))
            }
        }
        return json.bytes
    }
}
