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
    package static func fault(in entries: [SealedEntry], after head: inout RecordHead) -> String? {
        for entry in entries {
            guard entry.position == head.position + 1 else {
                return "entry \(head.position + 1) is missing; the next one there is \(entry.position)"
            }
            guard hash(of: entry.body, after: head.hash) == entry.hash else {
                return
                    "entry \(entry.position) (incident \(entry.incident)) does not fit its hash: it was changed, or moved"
            }
            guard let read = try? RecordCoding.decode(entry.body), read.incident == entry.incident, read.at == entry.at
            else {
                return "entry \(entry.position) says another incident or time inside than outside"
            }
            head = RecordHead(position: entry.position, hash: entry.hash)
        }
        return nil
    }
}
