import Text

/// Reads what ``JSONOutput`` writes by hand, member by member in the same order, at a fraction of a general decoder's cost.
///
/// Anything that is written otherwise ends it with ``Other``, and the general decoder reads the entry instead.
package struct RecordReader {
    /// The bytes are not of the form that is written by hand.
    package struct Other: Error {}

    private let bytes: [UInt8]
    private var position = 0

    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { position == bytes.count }

    /// Takes a text if it comes next.
    ///
    /// - Parameter text: bytes as they were written.
    /// - Returns: whether it did.
    package mutating func skip(_ text: String) -> Bool {
        var next = position
        for byte in text.utf8 {
            guard next < bytes.count, bytes[next] == byte else { return false }
            next += 1
        }
        position = next
        return true
    }

    /// Takes a text that must come next.
    ///
    /// - Parameter text: bytes as they were written.
    /// - Throws: ``Other`` when it does not.
    package mutating func expect(_ text: String) throws(Other) {
        guard skip(text) else { throw Other() }
    }

    /// Reads a whole number.
    ///
    /// - Parameter type: which it must fit into.
    /// - Returns: the number.
    /// - Throws: ``Other`` for anything else, a number that does not fit among it.
    package mutating func integer<Number: FixedWidthInteger>(
        _ type: Number.Type = Number.self
    ) throws(Other) -> Number {
        let isNegative = skip("-")
        let start = position
        var value: Number = 0
        while position < bytes.count, case let digit = bytes[position] &- 0x30, digit < 10 {
            let (tens, overflowsTens) = value.multipliedReportingOverflow(by: 10)
            let (sum, overflowsSum) =
                isNegative
                ? tens.subtractingReportingOverflow(Number(digit)) : tens.addingReportingOverflow(Number(digit))
            guard !overflowsTens, !overflowsSum else { throw Other() }
            value = sum
            position += 1
        }
        let isWritten = position > start && (bytes[start] != 0x30 || position == start + 1 && !isNegative)
        guard isWritten, position == bytes.count || ![0x2E, 0x65, 0x45].contains(bytes[position]) else { throw Other() }
        return value
    }

    mutating func flag() throws(Other) -> Bool {
        if skip("true") { return true }
        try expect("false")
        return false
    }

    /// Reads a text in quotes.
    ///
    /// - Throws: ``Other`` for anything else, and for escapes that are never written.
    package mutating func string() throws(Other) -> String {
        try expect("\"")
        let start = position
        while position < bytes.count, bytes[position] != 0x22 {
            guard bytes[position] != 0x5C, bytes[position] >= 0x20 else { return try escaped(from: start) }
            position += 1
        }
        return try text(bytes[start..<position])
    }

    /// A text with escapes, of which only those that are ever written are known.
    private mutating func escaped(from start: Int) throws(Other) -> String {
        var plain = Array(bytes[start..<position])
        while position < bytes.count, bytes[position] != 0x22 {
            guard bytes[position] >= 0x20 else { throw Other() }
            if skip("\\\"") {
                plain.append(0x22)
            } else if skip("\\\\") {
                plain.append(0x5C)
            } else if skip("\\u00") {
                let code = try digit() << 4 | digit()
                // Above that, a code is not the byte of the same value.
                guard code < 0x80 else { throw Other() }
                plain.append(code)
            } else {
                guard bytes[position] != 0x5C else { throw Other() }
                plain.append(bytes[position])
                position += 1
            }
        }
        return try text(plain[...])
    }

    private mutating func digit() throws(Other) -> UInt8 {
        guard position < bytes.count else { throw Other() }
        defer { position += 1 }
        switch bytes[position] {
        case let byte where (0x30...0x39).contains(byte): return byte - 0x30
        case let byte where (0x61...0x66).contains(byte): return byte - 0x57
        default: throw Other()
        }
    }

    /// Takes the closing quote too.
    private mutating func text(_ content: ArraySlice<UInt8>) throws(Other) -> String {
        try expect("\"")
        guard let text = String(validating: content, as: UTF8.self) else { throw Other() }
        return text
    }

    /// The elements up to the closing bracket; the opening one was taken.
    mutating func list<Element>(
        _ element: (inout RecordReader) throws(Other) -> Element
    ) throws(Other) -> [Element] {
        var elements: [Element] = []
        if skip("]") { return elements }
        while true {
            elements.append(try element(&self))
            if skip("]") { return elements }
            try expect(",")
        }
    }

    /// A text that stands for one of the cases of an enumeration.
    mutating func word<Word: RawRepresentable<String>>(_ type: Word.Type = Word.self) throws(Other) -> Word {
        guard let word = Word(rawValue: try string()) else { throw Other() }
        return word
    }
}
