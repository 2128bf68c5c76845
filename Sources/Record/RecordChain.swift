import Crypto
package import Escalation

/// Chains entries of the record: each hash covers the one before it and the entry's bytes (RELIABILITY §4 S19).
package enum RecordChain {
    /// `SHA-256(0x00 ‖ previous hash ‖ body)`.
    package static func hash(of body: [UInt8], after previous: [UInt8]) -> [UInt8] {
        var digest = SHA256()
        digest.update(data: [0x00])
        digest.update(data: previous)
        digest.update(data: body)
        return Array(digest.finalize())
    }

    /// Encodes and seals an entry as the next one after `head`, and moves `head` on to it.
    package static func seal(_ entry: RecordEntry, after head: inout RecordHead) throws -> SealedEntry {
        let body = try RecordCoding.encode(entry)
        let hash = hash(of: body, after: head.hash)
        head = RecordHead(position: head.position + 1, hash: hash)
        return SealedEntry(position: head.position, incident: entry.incident, at: entry.at, body: body, hash: hash)
    }

    /// What is wrong with a run of entries that should follow `head`; `nil` when every hash holds.
    ///
    /// Entries that retention took the content of are for ``RecordVerifier``; here they are a fault.
    package static func fault(in entries: [SealedEntry], after head: inout RecordHead) -> String? {
        for entry in entries {
            if let fault = fault(in: entry, after: head) { return fault }
            head = RecordHead(position: entry.position, hash: entry.hash)
        }
        return nil
    }

    static func fault(in entry: SealedEntry, after head: RecordHead) -> String? {
        guard entry.position == head.position + 1 else {
            return "entry \(head.position + 1) is missing; the next one there is \(entry.position)"
        }
        guard hash(of: entry.body, after: head.hash) == entry.hash else {
            return
                "entry \(entry.position) (incident \(entry.incident)) does not fit its hash: it was changed, or moved"
        }
        guard RecordCoding.begins(entry.body, with: entry.incident, at: entry.at) else {
            return "entry \(entry.position) says another incident or time inside than outside"
        }
        return nil
    }

    /// What the record says of incidents that retention removes: `SHA-256(0x02 ‖ for each: number ‖ for each of its
    /// entries: position ‖ hash)`, numbers as eight bytes, the most significant first.
    package static func digest(removing incidents: [(incident: IncidentID, seals: [RecordHead])]) -> [UInt8] {
        digest(of: incidents.map { one in (one.incident, one.seals.flatMap { bytes(of: $0.position) + $0.hash }) })
    }

    static func digest(of incidents: [(IncidentID, [UInt8])]) -> [UInt8] {
        var digest = SHA256()
        digest.update(data: [0x02])
        for (incident, seals) in incidents {
            digest.update(data: bytes(of: incident))
            digest.update(data: seals)
        }
        return Array(digest.finalize())
    }

    static func bytes(of number: Int64) -> [UInt8] {
        stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> Int64($0)) }
    }
}
