package import Escalation

/// An entry of the record as it is stored: canonical JSON with the hash that chains it to the one before.
package struct SealedEntry: Hashable, Sendable {
    /// Counted from 1 without gaps.
    package var position: Int64
    package var incident: IncidentID
    package var at: Timestamp
    /// Canonical JSON of a `RecordEntry`, UTF-8; empty once retention removed it.
    package var body: [UInt8]
    package var hash: [UInt8]

    /// Whether only position and hash are left.
    package var isRemoved: Bool { body.isEmpty }

    package init(position: Int64, incident: IncidentID, at: Timestamp, body: [UInt8], hash: [UInt8]) {
        self.position = position
        self.incident = incident
        self.at = at
        self.body = body
        self.hash = hash
    }
}
