/// A YAML value with its place; free of anchors, tags and duplicate keys.
struct YAMLValue {
    enum Content {
        /// Nothing was written: `key:`, `~` or `null`.
        case nothing
        case text(String, isQuoted: Bool)
        case list([YAMLValue])
        case map([Pair])
    }

    /// A key of a map with its value, in the order of the file.
    struct Pair {
        var key: String
        var keyPlace: Place
        var value: YAMLValue
    }

    var content: Content
    var place: Place

    /// What the value is, for a fault about it.
    var kind: String {
        switch content {
        case .nothing: "empty"
        case .text: "a text"
        case .list: "a list"
        case .map: "a map"
        }
    }
}
