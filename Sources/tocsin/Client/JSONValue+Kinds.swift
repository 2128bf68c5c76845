import Text

/// The values of an answer of the server, of the kind that is expected there.
extension JSONValue {
    subscript(name: String) -> JSONValue? { member(name) }

    var string: String? {
        if case .text(let text) = self { text } else { nil }
    }

    var int: Int? {
        if case .integer(let number) = self { Int(number) } else { nil }
    }

    var elements: [JSONValue] {
        if case .list(let values) = self { values } else { [] }
    }

    var bool: Bool {
        if case .flag(let flag) = self { flag } else { false }
    }
}
