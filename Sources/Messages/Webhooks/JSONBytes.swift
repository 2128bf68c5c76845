import Escalation

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

    /// Writes a text in quotes. `<` is escaped too, so that the JSON can stand in a web page.
    mutating func append(_ text: String) {
        bytes.append(Self.quote)
        let source = text.utf8
        var start = source.startIndex
        var index = start
        while index != source.endIndex {
            let byte = source[index]
            if byte < 0x20 || byte == Self.quote || byte == Self.backslash || byte == Self.less {
                bytes.append(contentsOf: source[start..<index])
                escape(byte)
                start = source.index(after: index)
            }
            index = source.index(after: index)
        }
        bytes.append(contentsOf: source[start...])
        bytes.append(Self.quote)
    }

    private mutating func escape(_ byte: UInt8) {
        bytes.append(Self.backslash)
        switch byte {
        case Self.quote, Self.backslash: bytes.append(byte)
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        default:
            bytes.append(contentsOf: [UInt8(ascii: "u"), UInt8(ascii: "0"), UInt8(ascii: "0")])
            bytes.append(Self.digits[Int(byte >> 4)])
            bytes.append(Self.digits[Int(byte & 15)])
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

    private static let quote = UInt8(ascii: "\"")
    private static let backslash = UInt8(ascii: "\\")
    private static let less = UInt8(ascii: "<")
    private static let digits = Array("0123456789abcdef".utf8)
    private static let trueWord = Array("true".utf8)
    private static let falseWord = Array("false".utf8)
    private static let nullWord = Array("null".utf8)
}
