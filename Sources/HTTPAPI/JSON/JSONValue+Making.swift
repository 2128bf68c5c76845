import Escalation
import Messages
import Text

extension JSONValue {
    static func optional(_ text: String?) -> JSONValue {
        text.map { .text($0) } ?? .null
    }

    static func optional(_ moment: Timestamp?) -> JSONValue {
        moment.map { .moment($0) } ?? .null
    }

    static func moment(_ moment: Timestamp) -> JSONValue {
        .text(RFC3339.text(moment))
    }

    /// Reported facts by name.
    static func facts(_ facts: [String: FactValue]) -> JSONValue {
        .object(facts.sorted { $0.key < $1.key }.map { Member($0.key, .fact($0.value)) })
    }

    static func fact(_ fact: FactValue) -> JSONValue {
        switch fact {
        case .number(let number): Int64(exactly: number).map { .integer($0) } ?? .number(number)
        case .text(let text): .text(text)
        case .flag(let flag): .flag(flag)
        }
    }
}
