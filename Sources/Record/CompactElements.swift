import Text

/// A JSON array of ``CompactEncoder``.
struct CompactElements: UnkeyedEncodingContainer {
    let output: JSONOutput
    private let depth: Int
    var codingPath: [any CodingKey] { [] }
    private(set) var count = 0

    init(output: JSONOutput) {
        self.output = output
        depth = output.beginList()
    }

    mutating func encodeNil() throws {
        next()
        output.null()
    }

    mutating func encode(_ value: some Encodable) throws {
        next()
        try output.value(value)
        output.unwind(to: depth)
    }

    mutating func nestedContainer<NestedKey: CodingKey>(
        keyedBy keyType: NestedKey.Type
    ) -> KeyedEncodingContainer<NestedKey> {
        next()
        return KeyedEncodingContainer(CompactMembers<NestedKey>(output: output))
    }

    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        next()
        return CompactElements(output: output)
    }

    mutating func superEncoder() -> any Encoder {
        preconditionFailure("the record has no classes")
    }

    private mutating func next() {
        output.element(at: depth)
        count += 1
    }
}
