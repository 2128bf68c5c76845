import Text

/// A single JSON value of ``CompactEncoder``.
struct CompactSingle: SingleValueEncodingContainer {
    let output: JSONOutput
    var codingPath: [any CodingKey] { [] }

    mutating func encodeNil() throws { output.null() }
    mutating func encode(_ value: Bool) throws { output.flag(value) }
    mutating func encode(_ value: String) throws { output.string(value) }
    mutating func encode(_ value: Double) throws { try output.double(value) }
    mutating func encode(_ value: Float) throws { try output.double(Double(value)) }
    mutating func encode(_ value: Int) throws { output.integer(value) }
    mutating func encode(_ value: Int8) throws { output.integer(value) }
    mutating func encode(_ value: Int16) throws { output.integer(value) }
    mutating func encode(_ value: Int32) throws { output.integer(value) }
    mutating func encode(_ value: Int64) throws { output.integer(value) }
    mutating func encode(_ value: UInt) throws { output.integer(value) }
    mutating func encode(_ value: UInt8) throws { output.integer(value) }
    mutating func encode(_ value: UInt16) throws { output.integer(value) }
    mutating func encode(_ value: UInt32) throws { output.integer(value) }
    mutating func encode(_ value: UInt64) throws { output.integer(value) }
    mutating func encode(_ value: some Encodable) throws { try output.value(value) }
}
