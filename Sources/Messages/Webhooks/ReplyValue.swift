/// The JSON of a receiver's answer.
indirect enum ReplyValue: Hashable, Sendable {
    case null
    case flag(Bool)
    case number(Double)
    case text(String)
    case list([ReplyValue])
    case object([String: ReplyValue])

    /// Reads a body; `nil` when it is not JSON or too large.
    static func read(_ body: [UInt8]) -> ReplyValue? {
        guard body.count <= MessageLimits.bytesInReply else { return nil }
        var parser = ReplyParser(bytes: body)
        if let value = parser.document() { return value }
        // Codes and names are ASCII in every charset; only what people read in the texts is lost.
        guard String(validating: body, as: UTF8.self) == nil else { return nil }
        for charset in [ReplyParser.Charset.doubleByte, .singleByte] {
            var parser = ReplyParser(bytes: body, charset: charset)
            if let value = parser.document() { return value }
        }
        return nil
    }

    /// The value much as a preset writes it.
    var notation: String {
        switch self {
        case .null: "null"
        case .flag(let flag): "\(flag)"
        case .number(let number): Int(exactly: number).map(String.init) ?? "\(number)"
        case .text(let text): "'\(text)'"
        case .list: "[]"
        case .object: "{}"
        }
    }

    /// What a JSON pointer such as `/parameters/retry_after` leads to.
    func value(at path: [String]) -> ReplyValue? {
        var value = self
        for name in path {
            switch value {
            case .object(let members):
                guard let member = members[name] else { return nil }
                value = member
            case .list(let entries):
                guard let index = Int(name), entries.indices.contains(index) else { return nil }
                value = entries[index]
            default: return nil
            }
        }
        return value
    }
}
