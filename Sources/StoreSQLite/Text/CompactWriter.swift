/// Writes a flat JSON array of numbers and strings without the cost of `Codable`.
struct CompactWriter {
    private(set) var text = "["
    private var isEmpty = true

    mutating func integer(_ value: some BinaryInteger) {
        separate()
        text += String(value)
    }

    mutating func string(_ value: String) {
        separate()
        text += "\""
        if value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C }) {
            text += value
        } else {
            for scalar in value.unicodeScalars { escape(scalar) }
        }
        text += "\""
    }

    /// The array, closed.
    func finished() -> String {
        text + "]"
    }

    private mutating func separate() {
        if isEmpty { isEmpty = false } else { text += "," }
    }

    private mutating func escape(_ scalar: Unicode.Scalar) {
        switch scalar {
        case "\"", "\\":
            text += "\\"
            text.unicodeScalars.append(scalar)
        case "\u{0}"..<" ":
            let digits = String(scalar.value, radix: 16)
            text += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
        default: text.unicodeScalars.append(scalar)
        }
    }
}
