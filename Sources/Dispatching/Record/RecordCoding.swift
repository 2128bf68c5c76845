package import Escalation
import Foundation

/// The canonical bytes of record entries: compact JSON with members in the order of their declaration, facts by name.
package enum RecordCoding {
    /// The bytes that go on record.
    ///
    /// - Throws: `EncodingError` for numbers that JSON cannot hold.
    package static func encode(_ entry: RecordEntry) throws -> [UInt8] {
        let output = CompactOutput()
        try output.write(entry)
        return output.bytes
    }

    /// Reads what ``encode(_:)`` wrote.
    ///
    /// - Throws: `DecodingError` for anything else.
    package static func decode(_ bytes: [UInt8]) throws -> RecordEntry {
        try JSONDecoder().decode(RecordEntry.self, from: Data(bytes))
    }
}
