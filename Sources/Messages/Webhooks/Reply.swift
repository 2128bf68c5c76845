import Text

/// A receiver's answer, as conditions look at it.
struct Reply {
    let status: Int
    /// As UTF-8 where its encoding shows; empty when it cannot be read.
    let body: [UInt8]
    /// Whether the body is here: whole, and out of its content encoding.
    let isReadable: Bool
    /// The body as JSON; `nil` when it is none, or when nobody asks.
    let json: JSONValue?

    init(status: Int, body: [UInt8], isReadable: Bool, readsJSON: Bool) {
        self.status = status
        self.body = isReadable ? Self.unified(body) : []
        self.isReadable = isReadable
        json = readsJSON ? Self.json(self.body) : nil
    }

    /// `nil` when it is not JSON or too large.
    static func json(_ body: [UInt8]) -> JSONValue? {
        guard body.count <= MessageLimits.bytesInReply else { return nil }
        let limits = JSONReader.Limits(depth: 32, textBytes: body.count, numberBytes: 64)
        if let value = try? JSONReader.read(body, .lenient(.utf8), limits: limits) { return value }
        // Codes and names are ASCII in every charset; only what people read in the texts is lost.
        guard String(validating: body, as: UTF8.self) == nil else { return nil }
        return [JSONReader.Charset.doubleByte, .singleByte].lazy
            .compactMap { try? JSONReader.read(body, .lenient($0), limits: limits) }.first
    }

    /// Without a byte order mark, and UTF-16 turned into UTF-8; known by its mark or by the zero beside the first character, which
    /// is ASCII in every answer that a preset knows.
    private static func unified(_ body: [UInt8]) -> [UInt8] {
        guard body.count >= 2 else { return body }
        switch (body[0], body[1]) {
        case (0xEF, 0xBB) where body.count > 2 && body[2] == 0xBF: return Array(body.dropFirst(3))
        case (0xFF, 0xFE): return utf8(body.dropFirst(2)) { UInt16($0) | UInt16($1) << 8 }
        case (0xFE, 0xFF): return utf8(body.dropFirst(2)) { UInt16($0) << 8 | UInt16($1) }
        case (1..., 0) where body.count % 2 == 0: return utf8(body[...]) { UInt16($0) | UInt16($1) << 8 }
        case (0, 1...) where body.count % 2 == 0: return utf8(body[...]) { UInt16($0) << 8 | UInt16($1) }
        default: return body
        }
    }

    private static func utf8(_ bytes: ArraySlice<UInt8>, _ unit: (UInt8, UInt8) -> UInt16) -> [UInt8] {
        let units = stride(from: bytes.startIndex, to: bytes.endIndex - 1, by: 2).map { unit(bytes[$0], bytes[$0 + 1]) }
        return Array(String(decoding: units, as: UTF16.self).utf8)
    }
}
