import Text

/// Compact JSON while it is written by hand: the bytes so far and the brackets that are still open.
///
/// For what is on the hot path; everything else is written by ``CompactEncoder``, which uses it too.
package final class CompactOutput {
    /// UTF-8, without white space.
    package private(set) var bytes: [UInt8] = []
    /// What closes each open bracket.
    private var open: [UInt8] = []

    package init() {
        bytes.reserveCapacity(1_024)
    }

    /// Opens a bracket; the depth it is at names it.
    func begin(_ bracket: UInt8, closedBy close: UInt8) -> Int {
        bytes.append(bracket)
        open.append(close)
        return open.count
    }

    /// Opens an object; ``endObject(at:)`` closes it.
    package func beginObject() -> Int {
        begin(0x7B, closedBy: 0x7D)
    }

    /// Closes the object that was opened at `depth`.
    package func endObject(at depth: Int) {
        unwind(to: depth - 1)
    }

    /// Opens a list; ``endList(at:)`` closes it.
    package func beginList() -> Int {
        begin(0x5B, closedBy: 0x5D)
    }

    /// Begins an element of the list at `depth`; its value follows.
    package func element(at depth: Int) {
        next(at: depth)
    }

    /// Closes the list that was opened at `depth`.
    package func endList(at depth: Int) {
        unwind(to: depth - 1)
    }

    /// Closes everything that was opened inside the bracket at `depth`.
    func unwind(to depth: Int) {
        while open.count > depth { bytes.append(open.removeLast()) }
    }

    /// Makes room for the next member or element of the bracket at `depth`.
    func next(at depth: Int) {
        unwind(to: depth)
        // Only an opening bracket itself ends in one: a text ends in a quote.
        if let last = bytes.last, last != 0x7B, last != 0x5B { bytes.append(0x2C) }
    }

    /// Begins a member of the object at `depth`; its value follows.
    package func member(_ name: String, at depth: Int) {
        next(at: depth)
        string(name)
        bytes.append(0x3A)
    }

    /// Writes a value that is JSON already.
    package func json(_ bytes: [UInt8]) {
        self.bytes.append(contentsOf: bytes)
    }

    /// Text that is JSON already.
    func literal(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    package func flag(_ value: Bool) {
        literal(value ? "true" : "false")
    }

    package func integer(_ value: some FixedWidthInteger) {
        if value < 0 { bytes.append(0x2D) }
        var rest = UInt64(value.magnitude)
        var digits: UInt64 = 1
        while rest / digits >= 10 { digits *= 10 }
        while digits > 0 {
            bytes.append(0x30 + UInt8(truncatingIfNeeded: rest / digits))
            rest %= digits
            digits /= 10
        }
    }

    func double(_ value: Double) throws {
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
        if Self.mustBeEscaped(text) { escaped(text) } else { bytes.append(contentsOf: text.utf8) }
        bytes.append(0x22)
    }

    private func escaped(_ text: String) {
        for byte in text.utf8 {
            if !Self.mustBeEscaped(byte) {
                bytes.append(byte)
            } else if byte == 0x22 || byte == 0x5C {
                bytes += [0x5C, byte]
            } else {
                bytes.append(contentsOf: "\\u00".utf8)
                Hex.append(byte, to: &bytes)
            }
        }
    }

    private static func mustBeEscaped(_ text: String) -> Bool {
        let source = text.utf8.span
        for index in source.indices where mustBeEscaped(source[index]) { return true }
        return false
    }

    private static func mustBeEscaped(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x7F
    }
}
