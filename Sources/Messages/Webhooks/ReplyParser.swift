/// Reads JSON from somebody else's answer; gives up on anything that is not JSON, never traps.
struct ReplyParser {
    /// How the bytes of strings are taken that are no ASCII.
    enum Charset {
        /// As RFC 8259 wants it.
        case utf8
        /// GBK, GB18030, Big5: the second byte of a character may look like a backslash.
        case doubleByte
        /// Latin-1 and its kin.
        case singleByte
    }

    private let bytes: [UInt8]
    private let charset: Charset
    private var at = 0

    private static let depthLimit = 32

    init(bytes: [UInt8], charset: Charset = .utf8) {
        self.bytes = bytes
        self.charset = charset
    }

    mutating func document() -> ReplyValue? {
        guard let value = value(depth: 0) else { return nil }
        skipSpace()
        return at == bytes.count ? value : nil
    }

    private mutating func value(depth: Int) -> ReplyValue? {
        skipSpace()
        guard depth < Self.depthLimit, at < bytes.count else { return nil }
        switch bytes[at] {
        case UInt8(ascii: "{"): return object(depth: depth)
        case UInt8(ascii: "["): return list(depth: depth)
        case UInt8(ascii: "\""): return string().map { .text($0) }
        case UInt8(ascii: "t"): return word("true") ? .flag(true) : nil
        case UInt8(ascii: "f"): return word("false") ? .flag(false) : nil
        case UInt8(ascii: "n"): return word("null") ? .null : nil
        default: return number()
        }
    }

    private mutating func object(depth: Int) -> ReplyValue? {
        var members: [String: ReplyValue] = [:]
        at += 1
        if take(UInt8(ascii: "}")) { return .object(members) }
        repeat {
            skipSpace()
            guard let name = string(), take(UInt8(ascii: ":")), let value = value(depth: depth + 1) else { return nil }
            members[name] = value
        } while take(UInt8(ascii: ","))
        return take(UInt8(ascii: "}")) ? .object(members) : nil
    }

    private mutating func list(depth: Int) -> ReplyValue? {
        var entries: [ReplyValue] = []
        at += 1
        if take(UInt8(ascii: "]")) { return .list(entries) }
        repeat {
            guard let value = value(depth: depth + 1) else { return nil }
            entries.append(value)
        } while take(UInt8(ascii: ","))
        return take(UInt8(ascii: "]")) ? .list(entries) : nil
    }

    private mutating func string() -> String? {
        guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else { return nil }
        at += 1
        var text: [UInt8] = []
        while at < bytes.count {
            let byte = bytes[at]
            at += 1
            switch byte {
            case UInt8(ascii: "\""):
                return charset == .utf8
                    ? String(validating: text, as: UTF8.self) : String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let escaped = escape() else { return nil }
                text.append(contentsOf: escaped)
            case 0..<0x20: return nil
            case 0x81...0xFE where charset == .doubleByte && at < bytes.count && Self.isSecond(bytes[at]):
                text += [byte, bytes[at]]
                at += 1
            default: text.append(byte)
            }
        }
        return nil
    }

    private static func isSecond(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x40...0x7E).contains(byte) || (0x80...0xFE).contains(byte)
    }

    /// The bytes that an escape stands for, the backslash being read.
    private mutating func escape() -> [UInt8]? {
        guard at < bytes.count else { return nil }
        let byte = bytes[at]
        at += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"): return codePoint()
        default: return nil
        }
    }

    /// The bytes of `uXXXX`, or of two of them that make one character; half a pair becomes U+FFFD.
    private mutating func codePoint() -> [UInt8]? {
        guard let first = hexadecimal() else { return nil }
        var units = [first]
        if UTF16.isLeadSurrogate(first), at + 1 < bytes.count, bytes[at] == UInt8(ascii: "\\"),
            bytes[at + 1] == UInt8(ascii: "u")
        {
            at += 2
            guard let second = hexadecimal() else { return nil }
            units.append(second)
        }
        return Array(String(decoding: units, as: UTF16.self).utf8)
    }

    private mutating func hexadecimal() -> UInt16? {
        guard at + 4 <= bytes.count else { return nil }
        let digits = String(decoding: bytes[at..<(at + 4)], as: UTF8.self)
        at += 4
        return digits.allSatisfy(\.isHexDigit) ? UInt16(digits, radix: 16) : nil
    }

    private mutating func number() -> ReplyValue? {
        let start = at
        while at < bytes.count, "+-.0123456789eE".utf8.contains(bytes[at]) { at += 1 }
        guard start < at, bytes[start] != UInt8(ascii: "+") else { return nil }
        guard let number = Double(String(decoding: bytes[start..<at], as: UTF8.self)), number.isFinite else {
            return nil
        }
        return .number(number)
    }

    private mutating func word(_ word: String) -> Bool {
        guard bytes[at...].starts(with: word.utf8) else { return false }
        at += word.utf8.count
        return true
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        skipSpace()
        guard at < bytes.count, bytes[at] == byte else { return false }
        at += 1
        return true
    }

    private mutating func skipSpace() {
        while at < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[at]) { at += 1 }
    }
}
