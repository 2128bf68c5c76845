import HTTPAPI

extension JSONValue {
    subscript(name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

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
