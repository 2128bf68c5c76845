import Crypto
package import Escalation
import Foundation

/// The state of an incident behind one of its entries, so that whoever reads it need not replay the record from its beginning.
///
/// It stands beside the chain and proves nothing: a snapshot that is damaged, of another form or without its entry is as if there
/// were none, and `tocsin audit verify` holds each against the record.
package struct IncidentSnapshot: Hashable, Sendable {
    /// To be raised when the state, or the way in which changes make it, is another one: older snapshots are not read then.
    private static let form = 3

    package var incident: IncidentID
    /// The newest entry of the incident that is in it, by its place in the record.
    package var entry: RecordHead
    /// A digest that ties the rest to the entry, then the state.
    package var body: [UInt8]

    /// Why a body is no state.
    package struct Unreadable: Error {}

    private struct Content: Codable {
        var form: Int
        var state: Incident
        /// Notifications whose earlier attempt may have arrived, which their own coding leaves out.
        var mayHaveArrived: [Int]
    }

    /// What a store keeps.
    package init(incident: IncidentID, entry: RecordHead, body: [UInt8]) {
        self.incident = incident
        self.entry = entry
        self.body = body
    }

    /// The state of `incident` behind its newest entry.
    ///
    /// - Throws: `EncodingError` for numbers that JSON cannot hold.
    package init(of incident: Incident, at entry: RecordHead) throws {
        let open = incident.unfinished.filter(\.value.mayHaveArrived).keys.sorted()
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let content = Array(try encoder.encode(Content(form: Self.form, state: incident, mayHaveArrived: open)))
        self.init(incident: incident.id, entry: entry, body: Self.digest(of: content, at: entry) + content)
    }

    /// The state.
    ///
    /// - Throws: ``Unreadable``, whatever is wrong with it.
    package func state() throws(Unreadable) -> Incident {
        let content = Array(body.dropFirst(SHA256.byteCount))
        guard body.starts(with: Self.digest(of: content, at: entry)), !content.isEmpty,
            let read = try? JSONDecoder().decode(Content.self, from: Data(content)),
            read.form == Self.form, read.state.id == incident
        else { throw Unreadable() }
        var state = read.state
        for number in read.mayHaveArrived { state.unfinished[number]?.mayHaveArrived = true }
        return state
    }

    /// `SHA-256(0x01 ‖ position ‖ hash of the entry ‖ content)`.
    private static func digest(of content: [UInt8], at entry: RecordHead) -> [UInt8] {
        var digest = SHA256()
        digest.update(data: [0x01])
        digest.update(data: bytes(entry.position))
        digest.update(data: entry.hash)
        digest.update(data: content)
        return Array(digest.finalize())
    }

    private static func bytes(_ number: Int64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }
}
