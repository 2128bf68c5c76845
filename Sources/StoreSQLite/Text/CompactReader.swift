import Dispatching

/// Reads what ``CompactWriter`` wrote, value by value.
struct CompactReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    /// Whether the array has no further value.
    var isAtEnd: Bool {
        position >= bytes.count || bytes[position] == 0x5D
    }

    mutating func integer() throws -> Int64 {
        try separator()
        let start = position
        if position < bytes.count, bytes[position] == 0x2D { position += 1 }
        while position < bytes.count, (0x30...0x39).contains(bytes[position]) { position += 1 }
        guard let value = Int64(String(decoding: bytes[start..<position], as: UTF8.self)) else { throw damaged }
        return value
    }

    mutating func string() throws -> String {
        try separator()
        guard position < bytes.count, bytes[position] == 0x22 else { throw damaged }
        position += 1
        var plain: [UInt8] = []
        while position < bytes.count, bytes[position] != 0x22 {
            if bytes[position] == 0x5C { try escape(into: &plain) } else { plain.append(bytes[position]) }
            position += 1
        }
        guard position < bytes.count else { throw damaged }
        position += 1
        return String(decoding: plain, as: UTF8.self)
    }

    /// Takes the bracket or comma before the next value.
    private mutating func separator() throws {
        guard position < bytes.count, bytes[position] == (position == 0 ? 0x5B : 0x2C) else { throw damaged }
        position += 1
    }

    private mutating func escape(into plain: inout [UInt8]) throws {
        position += 1
        guard position < bytes.count else { throw damaged }
        guard bytes[position] == 0x75 else {
            plain.append(bytes[position])
            return
        }
        guard position + 4 < bytes.count,
            let code = UInt8(String(decoding: bytes[position + 1...position + 4], as: UTF8.self), radix: 16)
        else { throw damaged }
        plain.append(code)
        position += 4
    }

    private var damaged: StoreError {
        .unreadable("a stored value cannot be read: \(String(decoding: bytes, as: UTF8.self))")
    }
}
