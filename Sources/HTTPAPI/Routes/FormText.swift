/// Texts as forms and queries write them.
enum FormText {
    /// The names and values of a query or a form, in their order.
    ///
    /// - Parameter text: `name=value` with `&` between; empty pairs count for nothing.
    /// - Returns: each pair as it is written, and as it is meant: `nil` when that is no UTF-8 in percent encoding.
    static func pairs(_ text: Substring) -> [(written: Substring, pair: (name: String, value: String)?)] {
        text.split(separator: "&").map { written in
            let parts = written.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = decoded(parts[0]), let value = decoded(parts.count > 1 ? parts[1] : "") else {
                return (written, nil)
            }
            return (written, (name, value))
        }
    }

    /// The text with `+` and percent escapes undone; `nil` when it is no UTF-8.
    static func decoded(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(0x20)
            case UInt8(ascii: "%"):
                guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit) else {
                    return nil
                }
                bytes.append(high << 4 | low)
            default: bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - 0x30
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - 0x57
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - 0x37
        default: nil
        }
    }
}
