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
    package var bytes: [UInt8] { text.all }
    private var text: JSONBytes
    /// What closes each open bracket.
    private var open: [UInt8] = []

    package init(_ escapes: Escapes = .record, capacity: Int = 1_024) {
        text = JSONBytes(escapes, capacity: capacity)
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
        text.append(bracket)
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
        text.append(0x3A)
    }

    /// Begins an element of the list at `depth`; its value follows.
    package func element(at depth: Int) {
        unwind(to: depth)
        text.separate()
    }

    /// Closes the bracket that was opened at `depth`.
    package func end(at depth: Int) { unwind(to: depth - 1) }

    /// Closes everything that was opened inside the bracket at `depth`.
    package func unwind(to depth: Int) {
        while open.count > depth { text.append(open.removeLast()) }
    }

    /// Writes a value that is JSON already.
    package func json(_ bytes: [UInt8]) { text.append(contentsOf: bytes) }

    /// Text that is JSON already, or a part of it.
    package func literal(_ text: String) { self.text.literal(text) }

    package func null() { literal("null") }

    package func flag(_ value: Bool) { literal(value ? "true" : "false") }

    package func integer(_ value: Int) { text.number(UInt64(value.magnitude), isNegative: value < 0) }

    package func integer(_ value: Int64) { text.number(value.magnitude, isNegative: value < 0) }

    package func integer(_ value: UInt64) { text.number(value, isNegative: false) }

    package func integer(_ value: some FixedWidthInteger) {
        text.number(UInt64(value.magnitude), isNegative: value < 0)
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
        if let whole = Int64(exactly: value) { integer(whole) } else { literal(String(value)) }
    }

    /// Writes a text in quotes.
    package func string(_ text: String) { self.text.string(text) }
}
