/// Compact JSON while it is written: the bytes so far and the brackets that are still open.
package final class JSONOutput {
    /// What is written as an escape beside what must be.
    package enum Escapes: Sendable {
        /// U+007F, so that the bytes are all printable: the one form in which the record is written.
        case record
        /// `<` too, so that the JSON can stand in a web page.
        case page
        /// All of ``HarmfulScalar``: for terminals and logs.
        case harmful
    }

    /// UTF-8, without white space.
    package private(set) var bytes: [UInt8] = []
    /// What closes each open bracket.
    private var open: [UInt8] = []
    private let escapes: Escapes

    package init(_ escapes: Escapes = .record, capacity: Int = 1_024) {
        self.escapes = escapes
        bytes.reserveCapacity(capacity)
    }

    /// Opens an object; ``end(at:)`` closes it.
    ///
    /// - Returns: the depth it is at, which names it.
    package func beginObject() -> Int { begin(0x7B, closedBy: 0x7D) }

    /// Opens a list; ``end(at:)`` closes it.
    ///
    /// - Returns: the depth it is at, which names it.
    package func beginList() -> Int { begin(0x5B, closedBy: 0x5D) }

    private func begin(_ bracket: UInt8, closedBy close: UInt8) -> Int {
        bytes.append(bracket)
        open.append(close)
        return open.count
    }

    /// Begins a member of the object at `depth`; its value follows.
    ///
    /// - Parameters:
    ///   - name: of the member.
    ///   - depth: of the object; what was opened within it is closed.
    package func member(_ name: String, at depth: Int) {
        element(at: depth)
        string(name)
        bytes.append(0x3A)
    }

    /// Begins an element of the list at `depth`; its value follows.
    package func element(at depth: Int) {
        unwind(to: depth)
        // Only an opening bracket itself ends in one: a text ends in a quote.
        if let last = bytes.last, last != 0x7B, last != 0x5B { bytes.append(0x2C) }
    }

    /// Closes the bracket that was opened at `depth`.
    package func end(at depth: Int) { unwind(to: depth - 1) }

    /// Closes everything that was opened inside the bracket at `depth`.
    package func unwind(to depth: Int) {
        while open.count > depth { bytes.append(open.removeLast()) }
    }

    /// Writes a value that is JSON already.
    package func json(_ bytes: [UInt8]) { self.bytes.append(contentsOf: bytes) }

    /// Text that is JSON already, or a part of it.
    package func literal(_ text: String) { bytes.append(contentsOf: text.utf8) }

    package func null() { literal("null") }

    package func flag(_ value: Bool) { literal(value ? "true" : "false") }

    package func integer(_ value: Int) { digits(UInt64(value.magnitude), isNegative: value < 0) }

    package func integer(_ value: Int64) { digits(value.magnitude, isNegative: value < 0) }

    package func integer(_ value: UInt64) { digits(value, isNegative: false) }

    package func integer(_ value: some FixedWidthInteger) {
        digits(UInt64(value.magnitude), isNegative: value < 0)
    }

    private func digits(_ magnitude: UInt64, isNegative: Bool) {
        if isNegative { bytes.append(0x2D) }
        var rest = magnitude
        var digits: UInt64 = 1
        while rest / digits >= 10 { digits *= 10 }
        while digits > 0 {
            bytes.append(0x30 + UInt8(truncatingIfNeeded: rest / digits))
            rest %= digits
            digits /= 10
        }
    }

    /// A number; a whole one without a fraction.
    ///
    /// - Throws: `EncodingError` for what JSON has no number for.
    package func double(_ value: Double) throws {
        guard value.isFinite else {
            throw EncodingError.invalidValue(
                value,
                EncodingError.Context(codingPath: [], debugDescription: "JSON has no number for \(value)")
            )
        }
        if let whole = Int64(exactly: value) { integer(whole) } else { bytes.append(contentsOf: String(value).utf8) }
    }

    /// Writes a text in quotes.
    package func string(_ text: String) {
        bytes.append(0x22)
        if isPlain(text) {
            bytes.append(contentsOf: text.utf8)
        } else if escapes == .harmful {
            for scalar in text.unicodeScalars { escaped(scalar) }
        } else {
            for byte in text.utf8 { if mustBeEscaped(byte) { escape(byte) } else { bytes.append(byte) } }
        }
        bytes.append(0x22)
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

    private func escape(_ byte: UInt8) {
        switch byte {
        case 0x22, 0x5C: bytes += [0x5C, byte]
        case 0x0A where escapes != .record: bytes += [0x5C, UInt8(ascii: "n")]
        default:
            bytes.append(contentsOf: "\\u00".utf8)
            Hex.append(byte, to: &bytes)
        }
    }

    private func escaped(_ scalar: Unicode.Scalar) {
        if scalar.isASCII, mustBeEscaped(UInt8(scalar.value)) {
            escape(UInt8(scalar.value))
        } else if HarmfulScalar.contains(scalar) {
            // Two units for what lies above U+FFFF.
            for unit in String(scalar).utf16 {
                bytes += "\\u".utf8
                Hex.append(UInt8(unit >> 8), to: &bytes)
                Hex.append(UInt8(unit & 255), to: &bytes)
            }
        } else {
            bytes += String(scalar).utf8
        }
    }
}
