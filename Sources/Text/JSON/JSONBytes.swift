/// The bytes of compact JSON while they are written; ``JSONOutput`` keeps the brackets.
///
/// A value, so that a whole text or number is written under one check for exclusive access instead of one for each byte.
struct JSONBytes {
    /// UTF-8, without white space.
    private(set) var all: [UInt8] = []
    private let escapes: JSONOutput.Escapes

    init(_ escapes: JSONOutput.Escapes, capacity: Int) {
        self.escapes = escapes
        all.reserveCapacity(capacity)
    }

    mutating func append(_ byte: UInt8) { all.append(byte) }

    mutating func append(contentsOf bytes: [UInt8]) { all.append(contentsOf: bytes) }

    /// Text as it is.
    mutating func literal(_ text: String) { all.append(contentsOf: text.utf8) }

    /// What stands before the next member or element.
    mutating func separate() {
        // Only an opening bracket itself ends in one: a text ends in a quote.
        if let last = all.last, last != 0x7B, last != 0x5B { all.append(0x2C) }
    }

    // MARK: Numbers

    mutating func number(_ magnitude: UInt64, isNegative: Bool) {
        if isNegative { all.append(0x2D) }
        var low = all.count
        var rest = magnitude
        repeat {
            all.append(0x30 + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        } while rest > 0
        var high = all.count - 1
        while low < high {
            all.swapAt(low, high)
            low += 1
            high -= 1
        }
    }

    // MARK: Texts

    /// Writes a text in quotes.
    mutating func string(_ text: String) {
        all.append(0x22)
        if isPlain(text) {
            all.append(contentsOf: text.utf8)
        } else if escapes == .harmful {
            for scalar in text.unicodeScalars { escaped(scalar) }
        } else {
            let source = text.utf8.span
            for index in source.indices {
                let byte = source[index]
                if mustBeEscaped(byte) { escape(byte) } else { all.append(byte) }
            }
        }
        all.append(0x22)
    }

    private func isPlain(_ text: String) -> Bool {
        let source = text.utf8.span
        for index in source.indices where mustBeEscaped(source[index]) { return false }
        return escapes != .harmful || HarmfulScalar.isSurelyFree(text)
    }

    private func mustBeEscaped(_ byte: UInt8) -> Bool {
        switch byte {
        case 0..<0x20, 0x22, 0x5C, 0x7F: true
        case 0x3C: escapes == .page
        default: false
        }
    }

    private mutating func escape(_ byte: UInt8) {
        switch byte {
        case 0x22, 0x5C: all += [0x5C, byte]
        case 0x0A where escapes != .record: all += [0x5C, UInt8(ascii: "n")]
        default:
            all.append(contentsOf: "\\u00".utf8)
            Hex.append(byte, to: &all)
        }
    }

    private mutating func escaped(_ scalar: Unicode.Scalar) {
        if scalar.isASCII, mustBeEscaped(UInt8(scalar.value)) {
            escape(UInt8(scalar.value))
        } else if HarmfulScalar.contains(scalar) {
            // Two units for what lies above U+FFFF.
            for unit in String(scalar).utf16 {
                all += "\\u".utf8
                Hex.append(UInt8(unit >> 8), to: &all)
                Hex.append(UInt8(unit & 255), to: &all)
            }
        } else {
            all += String(scalar).utf8
        }
    }
}
