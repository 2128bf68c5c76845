/// Draws values from an input, so that any bytes at all mean some value; zeros and nothing mean the plainest one.
struct Draw {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) {
        rest = bytes[...]
    }

    var isEmpty: Bool { rest.isEmpty }

    mutating func byte() -> UInt8 {
        rest.popFirst() ?? 0
    }

    mutating func flag() -> Bool {
        byte() & 1 == 1
    }

    /// A whole number: small ones, limits and any.
    mutating func number() -> Int64 {
        let first = byte()
        switch first {
        case 0..<200: return Int64(first)
        case 200: return .max
        case 201: return .min
        case 202: return 1_795_201_500_000
        case 203: return -Int64(byte())
        default: return Int64(truncatingIfNeeded: word())
        }
    }

    mutating func word() -> UInt64 {
        (0..<8).reduce(0) { word, _ in word << 8 | UInt64(byte()) }
    }

    mutating func int() -> Int { Int(number()) }

    /// A text of up to 255 bytes; what is not UTF-8 becomes U+FFFD.
    mutating func text() -> String {
        let length = Int(byte())
        let bytes = rest.prefix(length)
        rest = rest.dropFirst(length)
        return String(decoding: bytes, as: UTF8.self)
    }

    mutating func optional<Value>(_ value: (inout Draw) -> Value) -> Value? {
        flag() ? value(&self) : nil
    }

    mutating func list<Value>(_ value: (inout Draw) -> Value) -> [Value] {
        (0..<(byte() & 7)).map { _ in value(&self) }
    }

    mutating func one<Value>(of values: [Value]) -> Value {
        values[Int(byte()) % values.count]
    }

    mutating func word<Word: CaseIterable>() -> Word {
        one(of: Array(Word.allCases))
    }
}
