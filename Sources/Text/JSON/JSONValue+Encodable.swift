extension JSONValue: Encodable {
    private struct Name: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    package func encode(to encoder: any Encoder) throws {
        switch self {
        case .list(let elements):
            var list = encoder.unkeyedContainer()
            for element in elements { try list.encode(element) }
        case .object(let object):
            var members = encoder.container(keyedBy: Name.self)
            for member in object { try members.encode(member.value, forKey: Name(stringValue: member.name)) }
        default:
            var single = encoder.singleValueContainer()
            switch self {
            case .flag(let flag): try single.encode(flag)
            case .integer(let number): try single.encode(number)
            case .number(let number): try single.encode(number)
            case .text(let text): try single.encode(text)
            default: try single.encodeNil()
            }
        }
    }
}
