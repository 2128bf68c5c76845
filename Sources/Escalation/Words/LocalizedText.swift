/// A text that people read: one string for everybody, or one for each language.
package struct LocalizedText: Hashable, Codable, Sendable {
    /// Texts by language tag (`en`, `zh-Hans`, `zh-Hant`); the empty tag holds a text for every language.
    package var texts: [String: String]

    package init(texts: [String: String]) {
        self.texts = texts
    }

    package init(_ text: String) {
        texts = ["": text]
    }

    /// The text, where it is one for every language.
    package var plain: String? { texts.count == 1 ? texts[""] : nil }

    /// Every text, by its tag.
    package var sorted: [(tag: String, text: String)] { texts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }

    private struct Tag: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
            texts = ["": text]
        } else {
            texts = try container.decode([String: String].self)
        }
    }

    /// One text is written as it is, several with their tags, in order.
    package func encode(to encoder: any Encoder) throws {
        if let plain {
            var single = encoder.singleValueContainer()
            return try single.encode(plain)
        }
        var members = encoder.container(keyedBy: Tag.self)
        for (tag, text) in sorted { try members.encode(text, forKey: Tag(stringValue: tag)) }
    }

    /// The text for a reader of `language`, else the other Chinese script, else English, else the first by tag.
    package func text(in language: String) -> String {
        texts[language] ?? texts[""] ?? texts[Self.sibling(of: language)] ?? texts["en"]
            ?? texts.min { $0.key < $1.key }?.value ?? ""
    }

    private static func sibling(of language: String) -> String {
        switch language {
        case "zh-Hans": "zh-Hant"
        case "zh-Hant": "zh-Hans"
        default: language
        }
    }
}

extension LocalizedText: ExpressibleByStringLiteral {
    /// A text that is the same in every language.
    package init(stringLiteral text: String) {
        self.init(text)
    }
}
