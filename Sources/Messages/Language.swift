/// A language that messages exist in.
package enum Language: String, Hashable, Sendable, CaseIterable {
    case english = "en"
    case simplifiedChinese = "zh-Hans"
    case traditionalChinese = "zh-Hant"

    /// The language for a reader whose tag is `tag`: the same, or the nearest that messages exist in.
    package init(nearestTo tag: String) {
        if let exact = Language(rawValue: tag) {
            self = exact
            return
        }
        let parts = tag.lowercased().split { $0 == "-" || $0 == "_" }
        guard parts.first == "zh" else {
            self = .english
            return
        }
        let isTraditional = parts.contains { ["hant", "tw", "hk", "mo"].contains($0) }
        self = isTraditional ? .traditionalChinese : .simplifiedChinese
    }

    /// The language to read when a text is missing in this one: the other Chinese script, else English.
    var fallbacks: [Language] {
        switch self {
        case .english: [.simplifiedChinese, .traditionalChinese]
        case .simplifiedChinese: [.traditionalChinese, .english]
        case .traditionalChinese: [.simplifiedChinese, .english]
        }
    }
}
