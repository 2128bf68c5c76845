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

    package init(from decoder: any Decoder) throws {
        texts = try decoder.singleValueContainer().decode([String: String].self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(texts)
    }

    /// The text for a reader of `language`, else the other Chinese script, else English, else the first by tag.
    package func text(in language: String) -> String {
        for tag in [language, "", Self.sibling(of: language), "en"] {
            if let text = texts[tag] { return text }
        }
        return texts.min { $0.key < $1.key }?.value ?? ""
    }

    private static func sibling(of language: String) -> String {
        switch language {
        case "zh-Hans": "zh-Hant"
        case "zh-Hant": "zh-Hans"
        default: language
        }
    }
}
