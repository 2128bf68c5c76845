/// How a receiver wants values escaped that stand among its own markup.
enum ValueEscape: String, Hashable, Sendable, CaseIterable {
    case none
    /// `&`, `<` and `>` as entities, so that no value makes a link or calls everybody.
    case slack
    /// Characters that mean something in Markdown as their full-width twins, which every renderer leaves alone.
    case markdown

    /// The escaped form of one character; `nil` when it stays as it is.
    func escaped(_ character: Character) -> String? {
        switch self {
        case .none: nil
        case .slack: Self.entities[character]
        case .markdown: Self.twins[character]
        }
    }

    private static let entities: [Character: String] = ["&": "&amp;", "<": "&lt;", ">": "&gt;"]

    private static let twins: [Character: String] = [
        "[": "［", "]": "］", "<": "＜", ">": "＞", "`": "｀", "*": "＊", "#": "＃", "~": "～", "\\": "＼",
    ]
}
