/// A JSON value as it was read, with the members of objects in their order.
package indirect enum JSONValue: Hashable, Sendable {
    case null
    case flag(Bool)
    case integer(Int64)
    /// A number with a fraction or an exponent, or too large for an integer.
    case number(Double)
    case text(String)
    case list([JSONValue])
    case object([Member])

    package struct Member: Hashable, Sendable {
        package var name: String
        package var value: JSONValue

        package init(_ name: String, _ value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    /// The value of the member of that name, the last where a lenient reader found several; `nil` where there is none.
    package func member(_ name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.last { $0.name == name }?.value
    }

    /// What a JSON pointer leads to (RFC 6901), which comes in its parts.
    package func value(at path: [String]) -> JSONValue? {
        var value = self
        for part in path {
            switch value {
            case .list(let elements):
                guard let index = Int(part), elements.indices.contains(index) else { return nil }
                value = elements[index]
            default:
                guard let member = value.member(part) else { return nil }
                value = member
            }
        }
        return value
    }

    /// What a person calls a value of this kind.
    package var kind: String {
        switch self {
        case .null: "null"
        case .flag: "true or false"
        case .integer, .number: "a number"
        case .text: "a text"
        case .list: "a list"
        case .object: "an object"
        }
    }
}
