/// Writes a flat JSON array of numbers and strings without the cost of `Codable`.
struct CompactWriter {
    private var bytes: [UInt8] = []

    init() {
        bytes.reserveCapacity(96)
    }

    mutating func integer(_ value: Int64) {
        separate()
        if value < 0 { bytes.append(0x2D) }
        let start = bytes.count
        var rest = value.magnitude
        repeat {
            bytes.append(0x30 + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        } while rest > 0
        bytes[start...].reverse()
    }

    mutating func string(_ value: String) {
        separate()
        bytes.append(0x22)
        let plain = value.utf8.span
        for index in plain.indices {
            switch plain[index] {
            case 0x22, 0x5C:
                bytes.append(0x5C)
                bytes.append(plain[index])
            case 0..<0x20:
                bytes.append(contentsOf: plain[index] < 0x10 ? "\\u000".utf8 : "\\u001".utf8)
                let digit = plain[index] & 15
                bytes.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
            default: bytes.append(plain[index])
            }
        }
        bytes.append(0x22)
    }

    /// The array, closed.
    mutating func finished() -> String {
        if bytes.isEmpty { bytes.append(0x5B) }
        bytes.append(0x5D)
        return String(decoding: bytes, as: UTF8.self)
    }

    private mutating func separate() {
        bytes.append(bytes.isEmpty ? 0x5B : 0x2C)
    }
}
