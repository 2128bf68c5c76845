/// A JSON array of ``CompactEncoder``.
struct CompactElements: UnkeyedEncodingContainer {
    let output: CompactOutput
    private let depth: Int
    var codingPath: [any CodingKey] { [] }
    var count: Int { output.count(at: depth) }

    init(output: CompactOutput) {
        self.output = output
        depth = output.begin(0x5B, closedBy: 0x5D)
    }

    mutating func encodeNil() throws {
        output.next(at: depth)
        output.literal("null")
    }

    mutating func encode(_ value: some Encodable) throws {
        output.next(at: depth)
        try output.value(value)
        output.unwind(to: depth)
    }

    mutating func nestedContainer<NestedKey: CodingKey>(
        keyedBy keyType: NestedKey.Type
    ) -> KeyedEncodingContainer<NestedKey> {
        output.next(at: depth)
        return KeyedEncodingContainer(CompactMembers<NestedKey>(output: output))
    }

    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        output.next(at: depth)
        return CompactElements(output: output)
    }

    mutating func superEncoder() -> any Encoder {
        preconditionFailure("the record has no classes")
    }
}
