/// Reads JSON as RFC 8259 has it, with bounded depth and texts.
package struct JSONReader {
    /// How much of what is not well written is read all the same.
    package enum Manner: Hashable, Sendable {
        /// Nothing: no duplicate names, no half surrogates, UTF-8 alone. For whoever writes to us.
        case strict
        /// For an answer that has to be understood if it can be: of members of one name the last counts, half a surrogate pair is
        /// a replacement character.
        case lenient(Charset)
    }

    /// How the bytes of texts are taken that are no ASCII.
    package enum Charset: Hashable, Sendable {
        /// As RFC 8259 wants it.
        case utf8
        /// GBK, GB18030, Big5: the second byte of a character may look like a backslash.
        case doubleByte
        /// Latin-1 and its kin.
        case singleByte
    }

    package struct Limits: Sendable {
        /// Brackets within brackets.
        package var depth: Int
        /// Of one text, without its escapes.
        package var textBytes: Int
        /// Of a number that is no plain integer.
        package var numberBytes: Int

        package init(depth: Int, textBytes: Int, numberBytes: Int) {
            self.depth = depth
            self.textBytes = textBytes
            self.numberBytes = numberBytes
        }

        /// For requests, and for answers of which the whole size is bounded elsewhere.
        package static let usual = Limits(depth: 32, textBytes: 16 << 10, numberBytes: 64)
    }

    let bytes: [UInt8]
    let manner: Manner
    let limits: Limits
    var position = 0
    private var depth = 0

    private init(_ bytes: [UInt8], _ manner: Manner, _ limits: Limits) {
        self.bytes = bytes
        self.manner = manner
        self.limits = limits
    }

    /// The value that `bytes` hold.
    ///
    /// - Parameters:
    ///   - bytes: UTF-8, or as the manner says.
    ///   - manner: what else is read.
    ///   - limits: what is too deep or too long.
    /// - Returns: the value.
    /// - Throws: ``JSONFault`` with the offset of the first byte that cannot stand there.
    package static func read(
        _ bytes: [UInt8],
        _ manner: Manner = .strict,
        limits: Limits = .usual
    ) throws(JSONFault) -> JSONValue {
        var reader = JSONReader(bytes, manner, limits)
        reader.skipSpace()
        if reader.position == bytes.count { throw reader.fault("the body is empty; JSON must stand here") }
        let value: JSONValue
        do {
            value = try reader.value()
        } catch {
            // Other codings look like any wrong byte at first.
            guard error.offset < 4, let coding = foreignCoding(of: bytes) else { throw error }
            throw JSONFault(offset: 0, what: "\(coding); send plain UTF-8")
        }
        reader.skipSpace()
        guard reader.position == bytes.count else { throw reader.fault("nothing may follow the value") }
        return value
    }

    /// What a text begins with that some programs write, and that JSON between servers does not have (RFC 8259 §8.1).
    private static func foreignCoding(of bytes: [UInt8]) -> String? {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return "a byte order mark stands here" }
        let isWide =
            bytes.prefix(4).contains(0) || bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE])
        return isWide ? "this is UTF-16 or UTF-32" : nil
    }

    func fault(_ what: String) -> JSONFault {
        JSONFault(offset: position, what: what)
    }

    /// The byte at the position; 0, which can stand nowhere, at the end.
    var byte: UInt8 {
        position < bytes.count ? bytes[position] : 0
    }

    private mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }

    private mutating func value() throws(JSONFault) -> JSONValue {
        switch byte {
        case UInt8(ascii: "\""): return .text(try text())
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try list()
        case UInt8(ascii: "t"): return try literal("true", .flag(true))
        case UInt8(ascii: "f"): return try literal("false", .flag(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default: throw fault(position < bytes.count ? "a value must begin here" : "the value is cut off")
        }
    }

    private mutating func literal(_ word: StaticString, _ value: JSONValue) throws(JSONFault) -> JSONValue {
        let expected = word.description.utf8
        guard bytes.count - position >= expected.count,
            bytes[position..<position + expected.count].elementsEqual(expected)
        else { throw fault("expected \(word)") }
        position += expected.count
        return value
    }

    private mutating func enter() throws(JSONFault) {
        guard depth < limits.depth else { throw fault("nested more than \(limits.depth) deep") }
        depth += 1
        position += 1
        skipSpace()
    }

    private mutating func list() throws(JSONFault) -> JSONValue {
        try enter()
        defer { depth -= 1 }
        var elements: [JSONValue] = []
        if byte == UInt8(ascii: "]") {
            position += 1
            return .list(elements)
        }
        while true {
            elements.append(try value())
            skipSpace()
            guard try goesOn(until: UInt8(ascii: "]")) else { return .list(elements) }
        }
    }

    private mutating func object() throws(JSONFault) -> JSONValue {
        try enter()
        defer { depth -= 1 }
        var members: [JSONValue.Member] = []
        if byte == UInt8(ascii: "}") {
            position += 1
            return .object(members)
        }
        members.reserveCapacity(8)
        var names: Set<String> = []
        while true {
            let start = position
            guard byte == UInt8(ascii: "\"") else { throw fault("a member's name in quotation marks must stand here") }
            let name = try text()
            guard manner != .strict || Self.isNew(name, in: members, &names) else {
                throw JSONFault(offset: start, what: "the member \(name.debugDescription) is there twice")
            }
            skipSpace()
            guard byte == UInt8(ascii: ":") else { throw fault("a colon must stand here") }
            position += 1
            skipSpace()
            members.append(JSONValue.Member(name, try value()))
            skipSpace()
            guard try goesOn(until: UInt8(ascii: "}")) else { return .object(members) }
        }
    }

    /// Whether no member has that name yet; compares small objects one by one and large ones through a set.
    private static func isNew(_ name: String, in members: [JSONValue.Member], _ names: inout Set<String>) -> Bool {
        guard members.count >= 16 else { return !members.contains { $0.name == name } }
        if names.isEmpty { names = Set(members.map(\.name)) }
        return names.insert(name).inserted
    }

    /// Steps over a comma; `false` at the closing bracket.
    private mutating func goesOn(until close: UInt8) throws(JSONFault) -> Bool {
        switch byte {
        case close:
            position += 1
            return false
        case UInt8(ascii: ","):
            position += 1
            skipSpace()
            return true
        default: throw fault(position < bytes.count ? "a comma or the end must stand here" : "the value is cut off")
        }
    }
}
