import Escalation
import Text

/// Writes any `Encodable` as compact JSON in one pass, with members in the order in which they are encoded.
///
/// Reported facts are sorted by name, since a dictionary has no order of its own; the record has no other dictionaries.
/// Foundation's `JSONEncoder` builds a tree of dictionaries first, gives no stable order unless it sorts, and costs several
/// times as much; the record is on the hot path and needs one canonical form.
package enum CompactEncoder {
    /// The JSON bytes of `value`, UTF-8, without white space.
    ///
    /// - Throws: `EncodingError` for numbers that JSON cannot hold.
    package static func encode(_ value: some Encodable) throws -> [UInt8] {
        let output = JSONOutput()
        try output.value(value)
        output.unwind(to: 0)
        return output.bytes
    }
}

private struct Writer: Encoder {
    let output: JSONOutput
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(CompactMembers<Key>(output: output))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        CompactElements(output: output)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        CompactSingle(output: output)
    }
}

extension JSONOutput {
    /// Writes one value of any kind.
    func value<Value: Encodable>(_ value: Value) throws {
        if Value.self == [String: FactValue].self, let facts = value as? [String: FactValue] {
            try members(facts)
        } else {
            try value.encode(to: Writer(output: self))
        }
    }

    func members(_ facts: [String: FactValue]) throws {
        let depth = beginObject()
        for (name, fact) in facts.sorted(by: { $0.key < $1.key }) {
            member(name, at: depth)
            switch fact {
            case .number(let number): try double(number)
            case .text(let text): string(text)
            case .flag(let value): flag(value)
            }
        }
        end(at: depth)
    }
}
