import Text

/// A JSON object of ``CompactEncoder``.
struct CompactMembers<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let output: JSONOutput
    private let depth: Int
    var codingPath: [any CodingKey] { [] }

    init(output: JSONOutput) {
        self.output = output
        depth = output.beginObject()
    }

    mutating func encodeNil(forKey key: Key) throws {
        output.member(key.stringValue, at: depth)
        output.null()
    }

    mutating func encode(_ value: some Encodable, forKey key: Key) throws {
        output.member(key.stringValue, at: depth)
        try output.value(value)
        output.unwind(to: depth)
    }

    // The common kinds without a container of their own.

    mutating func encode(_ value: String, forKey key: Key) throws {
        output.member(key.stringValue, at: depth)
        output.string(value)
    }

    mutating func encode(_ value: Bool, forKey key: Key) throws {
        output.member(key.stringValue, at: depth)
        output.flag(value)
    }

    mutating func encode(_ value: Int, forKey key: Key) throws {
        output.member(key.stringValue, at: depth)
        output.integer(value)
    }

    mutating func encode(_ value: Int64, forKey key: Key) throws {
        output.member(key.stringValue, at: depth)
        output.integer(value)
    }

    mutating func encode(_ value: UInt64, forKey key: Key) throws {
        output.member(key.stringValue, at: depth)
        output.integer(value)
    }

    mutating func nestedContainer<NestedKey: CodingKey>(
        keyedBy keyType: NestedKey.Type,
        forKey key: Key
    ) -> KeyedEncodingContainer<NestedKey> {
        output.member(key.stringValue, at: depth)
        return KeyedEncodingContainer(CompactMembers<NestedKey>(output: output))
    }

    mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        output.member(key.stringValue, at: depth)
        return CompactElements(output: output)
    }

    mutating func superEncoder() -> any Encoder {
        preconditionFailure("the record has no classes")
    }

    mutating func superEncoder(forKey key: Key) -> any Encoder {
        preconditionFailure("the record has no classes")
    }
}
