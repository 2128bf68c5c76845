package import Escalation
import Foundation

/// The canonical bytes of record entries: compact JSON with members in the order of their declaration.
package enum RecordCoding {
    package static func encode(_ entry: RecordEntry) throws -> [UInt8] {
        try CompactEncoder.encode(entry)
    }

    /// Reads what ``encode(_:)`` wrote.
    ///
    /// - Throws: `DecodingError` for anything else.
    package static func decode(_ bytes: [UInt8]) throws -> RecordEntry {
        try JSONDecoder().decode(RecordEntry.self, from: Data(bytes))
    }
}
