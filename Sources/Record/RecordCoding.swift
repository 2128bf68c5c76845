package import Escalation
import Foundation
import Text

/// The canonical bytes of record entries: compact JSON with members in the order of their declaration, facts by name.
package enum RecordCoding {
    /// The bytes that go on record.
    ///
    /// - Throws: `EncodingError` for numbers that JSON cannot hold.
    package static func encode(_ entry: RecordEntry) throws -> [UInt8] {
        let output = JSONOutput()
        try output.write(entry)
        return output.bytes
    }

    /// Reads what ``encode(_:)`` wrote.
    ///
    /// - Throws: `DecodingError` for anything else.
    package static func decode(_ bytes: [UInt8]) throws -> RecordEntry {
        try decodeByHand(bytes) ?? generalDecode(bytes)
    }

    /// The entry, when it holds only what nearly every incident writes; `nil` for anything else, whole or not.
    package static func decodeByHand(_ bytes: [UInt8]) -> RecordEntry? {
        RecordReader.entry(bytes)
    }

    /// Reads an entry without what ``RecordReader`` knows of it.
    package static func generalDecode(_ bytes: [UInt8]) throws -> RecordEntry {
        try JSONDecoder().decode(RecordEntry.self, from: Data(bytes))
    }

    /// Whether the bytes of an entry begin with this incident and time, as ``encode(_:)`` writes them.
    ///
    /// Much faster than decoding; what follows is covered by the entry's hash.
    static func begins(_ body: [UInt8], with incident: IncidentID, at moment: Timestamp) -> Bool {
        let output = JSONOutput()
        output.heading(incident, at: moment)
        return body.starts(with: output.bytes)
    }
}
