import Escalation
import Text

/// Compact JSON while it is written.
struct JSONBytes {
    private(set) var bytes: [UInt8] = []

    init(capacity: Int = 0) {
        bytes.reserveCapacity(capacity)
    }

    mutating func append(encoded: [UInt8]) {
        bytes.append(contentsOf: encoded)
    }

    mutating func append(_ number: Int64) {
        bytes.append(contentsOf: String(number).utf8)
    }

    mutating func append(_ flag: Bool) {
        bytes.append(contentsOf: flag ? Self.trueWord : Self.falseWord)
    }

    mutating func appendNull() {
        bytes.append(contentsOf: Self.nullWord)
    }

    /// Writes a text in quotes.
    ///
    /// `<` is escaped too, so that the JSON can stand in a web page.
    mutating func append(_ text: String) {
        bytes.append(Self.quote)
        let source = text.utf8.span
        var needsEscape = false
        for index in source.indices where Self.needsEscape(source[index]) {
            needsEscape = true
            break
        }
        if needsEscape {
            for index in source.indices {
                let byte = source[index]
                if Self.needsEscape(byte) { escape(byte) } else { bytes.append(byte) }
            }
        } else {
            bytes.append(contentsOf: text.utf8)
        }
        bytes.append(Self.quote)
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == quote || byte == backslash || byte == less
    }

    private mutating func escape(_ byte: UInt8) {
        bytes.append(Self.backslash)
        switch byte {
        case Self.quote, Self.backslash: bytes.append(byte)
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        default:
            bytes.append(contentsOf: [UInt8(ascii: "u"), UInt8(ascii: "0"), UInt8(ascii: "0")])
            Hex.append(byte, to: &bytes)
        }
    }

    /// Writes reported facts as an object, sorted by name.
    mutating func append(_ facts: [String: FactValue]) {
        bytes.append(UInt8(ascii: "{"))
        var isFirst = true
        for (name, fact) in facts.sorted(by: { $0.key < $1.key }) {
            if !isFirst { bytes.append(UInt8(ascii: ",")) }
            isFirst = false
            append(name)
            bytes.append(UInt8(ascii: ":"))
            switch fact {
            case .flag(let flag): append(flag)
            case .number(let number) where number.isFinite: bytes.append(contentsOf: fact.description.utf8)
            case .number: appendNull()
            case .text(let text): append(CleanText.lines(text, limit: MessageLimits.bytesInFact))
            }
        }
        bytes.append(UInt8(ascii: "}"))
    }

    private static var quote: UInt8 { UInt8(ascii: "\"") }
    private static var backslash: UInt8 { UInt8(ascii: "\\") }
    private static var less: UInt8 { UInt8(ascii: "<") }
    private static let trueWord = Array("true".utf8)
    private static let falseWord = Array("false".utf8)
    private static let nullWord = Array("null".utf8)
}
