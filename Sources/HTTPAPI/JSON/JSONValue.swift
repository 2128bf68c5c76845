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
    }

    /// What a person calls a value of this kind.
    var kind: String {
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

/// Why bytes are not the JSON that is accepted.
package struct JSONFault: Error, Hashable, Sendable {
    /// Where, counted in bytes from 0.
    package var offset: Int
    package var what: String
}
