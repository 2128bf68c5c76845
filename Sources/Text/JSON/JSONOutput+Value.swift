extension JSONOutput {
    /// Writes any value; a number that JSON cannot hold is none.
    package func value(of json: JSONValue) {
        switch json {
        case .null: null()
        case .flag(let value): flag(value)
        case .integer(let number): integer(number)
        case .number(let number): if (try? double(number)) == nil { null() }
        case .text(let text): string(text)
        case .list(let elements):
            let list = beginList()
            for one in elements {
                element(at: list)
                value(of: one)
            }
            end(at: list)
        case .object(let members):
            let object = beginObject()
            for one in members {
                member(one.name, at: object)
                value(of: one.value)
            }
            end(at: object)
        }
    }
}

extension JSONValue {
    package static func texts(_ texts: [String]) -> JSONValue { .list(texts.map { .text($0) }) }

    /// The value as one line for a terminal or a log.
    package var line: String {
        let output = JSONOutput(.harmful)
        output.value(of: self)
        return String(decoding: output.bytes, as: UTF8.self)
    }
}
