/// How a receiver wants values escaped that stand among its own markup.
enum ValueEscape: String, Hashable, Sendable, CaseIterable {
    case none
    /// `&`, `<` and `>` as entities, so that no value makes a link or calls everybody.
    case slack
    /// Characters that mean something in Markdown as their full-width twins, which every renderer leaves alone.
    case markdown

    /// What stands for a byte of a value; `nil` when it stays as it is.
    func replacement(for byte: UInt8) -> StaticString? {
        switch self {
        case .none: nil
        case .slack:
            switch byte {
            case UInt8(ascii: "&"): "&amp;"
            case UInt8(ascii: "<"): "&lt;"
            case UInt8(ascii: ">"): "&gt;"
            default: nil
            }
        case .markdown: Self.twin(of: byte)
        }
    }

    private static func twin(of byte: UInt8) -> StaticString? {
        switch byte {
        case UInt8(ascii: "["): "［"
        case UInt8(ascii: "]"): "］"
        case UInt8(ascii: "<"): "＜"
        case UInt8(ascii: ">"): "＞"
        case UInt8(ascii: "`"): "｀"
        case UInt8(ascii: "*"): "＊"
        case UInt8(ascii: "#"): "＃"
        case UInt8(ascii: "~"): "～"
        case UInt8(ascii: "\\"): "＼"
        default: nil
        }
    }
}
