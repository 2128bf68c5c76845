extension JSONReader {
    /// Reads a text; one without escapes is taken as it stands.
    mutating func text() throws(JSONFault) -> String {
        let opening = position
        position += 1
        if manner == .lenient(.doubleByte) { return try escapedText(opening: opening) }
        let start = position
        var isASCII = true
        while position < bytes.count {
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: "\""):
                let range = start..<position
                guard range.count <= limits.textBytes else { throw tooLong(opening) }
                position += 1
                return try string(bytes[range], isASCII: isASCII, at: start)
            case UInt8(ascii: "\\"): return try escapedText(opening: opening)
            case 0..<0x20: throw fault("a control character must be written as \\u00XX")
            default:
                if byte >= 0x80 { isASCII = false }
                position += 1
            }
        }
        throw fault("the text is cut off")
    }

    private func tooLong(_ opening: Int) -> JSONFault {
        JSONFault(offset: opening, what: "a text has at most \(limits.textBytes) bytes")
    }

    private func string(_ bytes: ArraySlice<UInt8>, isASCII: Bool, at start: Int) throws(JSONFault) -> String {
        // Of another charset what is no ASCII is lost.
        let isForeign = manner == .lenient(.doubleByte) || manner == .lenient(.singleByte)
        if isASCII || isForeign { return String(decoding: bytes, as: UTF8.self) }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw JSONFault(offset: start, what: "the text is not UTF-8")
        }
        return text
    }

    private mutating func escapedText(opening: Int) throws(JSONFault) -> String {
        var content = Array(bytes[opening + 1..<position])
        while position < bytes.count {
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                return try string(content[...], isASCII: false, at: opening + 1)
            case UInt8(ascii: "\\"): try escape(into: &content)
            case 0..<0x20: throw fault("a control character must be written as \\u00XX")
            default:
                content.append(byte)
                position += 1
                if manner == .lenient(.doubleByte), (0x81...0xFE).contains(byte), isSecondByte {
                    content.append(bytes[position])
                    position += 1
                }
            }
            guard content.count <= limits.textBytes else { throw tooLong(opening) }
        }
        throw fault("the text is cut off")
    }

    /// Whether the byte at the position can be the second of a character in GBK, GB18030 or Big5.
    private var isSecondByte: Bool {
        (0x30...0x39).contains(byte) || (0x40...0x7E).contains(byte) || (0x80...0xFE).contains(byte)
    }

    private mutating func escape(into content: inout [UInt8]) throws(JSONFault) {
        position += 1
        let letter = byte
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): content.append(letter)
        case UInt8(ascii: "b"): content.append(0x08)
        case UInt8(ascii: "f"): content.append(0x0C)
        case UInt8(ascii: "n"): content.append(0x0A)
        case UInt8(ascii: "r"): content.append(0x0D)
        case UInt8(ascii: "t"): content.append(0x09)
        case UInt8(ascii: "u"):
            content.append(contentsOf: try codePoint().utf8)
            return
        default: throw fault("no such escape")
        }
        position += 1
    }

    /// Reads what follows `\`: `uXXXX`, and a second one where the first is half a pair.
    private mutating func codePoint() throws(JSONFault) -> String {
        let start = position - 1
        var units = [try fourDigits()]
        let isFollowed =
            byte == UInt8(ascii: "\\") && position + 1 < bytes.count && bytes[position + 1] == UInt8(ascii: "u")
        if UTF16.isLeadSurrogate(units[0]), isFollowed {
            position += 1
            units.append(try fourDigits())
        }
        let isWhole = UTF16.isLeadSurrogate(units[0]) == (units.count == 2) && !UTF16.isTrailSurrogate(units[0])
        guard isWhole && units.dropFirst().allSatisfy(UTF16.isTrailSurrogate) || manner != .strict else {
            throw JSONFault(offset: start, what: "half a surrogate pair")
        }
        return String(decoding: units, as: UTF16.self)
    }

    private mutating func fourDigits() throws(JSONFault) -> UInt16 {
        var value: UInt16 = 0
        for _ in 0..<4 {
            position += 1
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt16(byte - 0x30)
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | UInt16(byte - 0x57)
            case UInt8(ascii: "A")...UInt8(ascii: "F"): value = value << 4 | UInt16(byte - 0x37)
            default: throw fault("four hexadecimal digits must follow \\u")
            }
        }
        position += 1
        return value
    }
}
