/// A YAML value with its place; free of anchors, tags and duplicate keys.
package struct YAMLValue {
    package enum Content {
        /// Nothing was written: `key:`, `~` or `null`.
        case nothing
        case text(String, isQuoted: Bool)
        case list([YAMLValue])
        case map([Pair])
    }

    /// A key of a map with its value, in the order of the file.
    package struct Pair {
        package var key: String
        package var keyPlace: Place
        /// Characters of the key in the file, quotes among them; 0 where it goes over several lines.
        package var keySpan = 0
        package var value: YAMLValue
    }

    package var content: Content
    package var place: Place
    /// Characters of a text in the file, quotes among them; 0 where it goes over several lines.
    package var span = 0

    /// Whether nothing was written, or a word for it.
    package var isNothing: Bool { if case .nothing = content { true } else { false } }

    /// What the value is, for a fault about it.
    package var kind: String {
        switch content {
        case .nothing: "empty"
        case .text: "a text"
        case .list: "a list"
        case .map: "a map"
        }
    }
}
