/// How long one text of a payload may be, in the unit that the receiver counts.
enum TextLimit: Hashable, Sendable {
    case bytes(Int)
    case characters(Int)

    var count: Int {
        switch self {
        case .bytes(let count), .characters(let count): count
        }
    }

    func size(of text: some StringProtocol) -> Int {
        switch self {
        case .bytes: text.utf8.count
        // Receivers count in code points or UTF-16 units; the latter is never less.
        case .characters: text.utf16.count
        }
    }
}
