/// How long one text of a payload may be, in the unit that the receiver counts.
enum TextLimit: Hashable, Sendable {
    case bytes(Int)
    case characters(Int)

    var count: Int {
        switch self {
        case .bytes(let count), .characters(let count): count
        }
    }

    func size(of text: String) -> Int {
        switch self {
        case .bytes: text.utf8.count
        // Receivers count in code points or UTF-16 units; the latter is never less.
        case .characters: text.utf16.count
        }
    }

    /// As many whole characters of `text` as fit when escaped, with `…` behind them.
    func prefix(of text: String, room: Int? = nil, escaped: (String) -> String) -> String {
        var left = (room ?? count) - size(of: "…")
        guard left >= 0 else { return "" }
        var result = ""
        for character in text {
            let next = escaped(String(character))
            left -= size(of: next)
            if left < 0 { break }
            result += next
        }
        return result + "…"
    }
}
