import Foundation

/// The JSON of a receiver's answer.
indirect enum ReplyValue: Hashable, Sendable, Decodable {
    case null
    case flag(Bool)
    case number(Double)
    case text(String)
    case list([ReplyValue])
    case object([String: ReplyValue])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let flag = try? container.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let list = try? container.decode([ReplyValue].self) {
            self = .list(list)
        } else {
            self = .object(try container.decode([String: ReplyValue].self))
        }
    }

    /// Reads a body; `nil` when it is not JSON or too large.
    static func read(_ body: [UInt8]) -> ReplyValue? {
        guard body.count <= MessageLimits.bytesInReply, !body.isEmpty else { return nil }
        return try? JSONDecoder().decode(ReplyValue.self, from: Data(body))
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
