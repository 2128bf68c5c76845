import Dispatching
import Record
import Text

/// A column that holds several values: a flat JSON array of texts and whole numbers, without the cost of `Codable`.
struct CompactRow {
    private let output = JSONOutput(.record, capacity: 96)
    private let list: Int

    init() {
        list = output.beginList()
    }

    func integer(_ value: Int64) {
        output.element(at: list)
        output.integer(value)
    }

    func string(_ value: String) {
        output.element(at: list)
        output.string(value)
    }

    /// The array, closed.
    func finished() -> String {
        output.end(at: list)
        return String(decoding: output.bytes, as: UTF8.self)
    }
}

/// Reads what ``CompactRow`` wrote, value by value.
struct CompactReader {
    private let text: String
    private var values: RecordReader
    private var isFirst = true

    init(_ text: String) {
        self.text = text
        values = RecordReader(Array(text.utf8))
    }

    /// Whether the array has no further value.
    var isAtEnd: Bool {
        var rest = values
        return isFirst ? rest.skip("[]") : rest.skip("]")
    }

    mutating func integer() throws(StoreError) -> Int64 {
        try next { (values) throws(RecordReader.Other) in try values.integer() }
    }

    mutating func string() throws(StoreError) -> String {
        try next { (values) throws(RecordReader.Other) in try values.string() }
    }

    private mutating func next<Value>(
        _ read: (inout RecordReader) throws(RecordReader.Other) -> Value
    ) throws(StoreError) -> Value {
        do throws(RecordReader.Other) {
            try values.expect(isFirst ? "[" : ",")
            isFirst = false
            return try read(&values)
        } catch {
            throw .unreadable("a stored value cannot be read: \(text)")
        }
    }
}
