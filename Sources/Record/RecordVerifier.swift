import Escalation
import Text

/// What is wrong with a record, and the first position at which it shows.
package struct RecordFault: Error, Hashable, Sendable, CustomStringConvertible {
    package var position: Int64
    package var description: String

    init(at position: Int64, _ description: String) {
        self.position = position
        self.description = description
    }
}

/// Checks a whole record entry by entry: the chain, what retention removed, and every signed head.
package struct RecordVerifier {
    package private(set) var head = RecordHead()
    /// Entries whose content retention removed.
    package private(set) var removedEntries = 0
    /// Signed heads that were compared.
    package private(set) var headsSeen = 0

    private let ledger: String
    /// Signed heads not reached yet, the nearest last.
    private var ahead: [SignedHead]
    /// Position and hash of entries without content, until an entry says that retention removed them.
    private var unexplained: [IncidentID: Gap] = [:]

    private struct Gap {
        var first: Int64
        var count = 0
        var seals: [UInt8] = []
    }

    /// - Parameters:
    ///   - ledger: the name in the store.
    ///   - heads: the signed heads that bind it.
    package init(ledger: String, heads: [SignedHead]) {
        self.ledger = ledger
        ahead = heads.sorted { $0.head.position > $1.head.position }
    }

    /// Takes the next entry.
    ///
    /// - Throws: ``RecordFault``.
    package mutating func take(_ entry: SealedEntry) throws(RecordFault) {
        if entry.isRemoved {
            try takeRemoved(entry)
        } else {
            if let fault = RecordChain.fault(in: entry, after: head) {
                let isGap = entry.position != head.position + 1
                throw RecordFault(at: isGap ? head.position + 1 : entry.position, fault)
            }
            if entry.incident == RecordEntry.ledgerItself { try takeOwn(entry) }
        }
        head = RecordHead(position: entry.position, hash: entry.hash)
        while let next = ahead.last, next.head.position <= entry.position {
            try compare(next)
            ahead.removeLast()
        }
    }

    /// Says whether anything is missing at the end.
    ///
    /// - Throws: ``RecordFault``.
    package func finish() throws(RecordFault) {
        if let (incident, gap) = unexplained.min(by: { $0.value.first < $1.value.first }) {
            throw RecordFault(
                at: gap.first,
                "the content of entry \(gap.first) (incident \(incident)) is gone, and nothing on record says that "
                    + "retention removed it"
            )
        }
        guard let newest = ahead.first, newest.head.position > head.position else { return }
        try compareName(newest)
        throw RecordFault(
            at: head.position + 1,
            "the record ends at \(head.position), but position \(newest.head.position) was signed: the newest entries "
                + "were cut off, or this is an older copy"
        )
    }

    // MARK: Steps

    private mutating func takeRemoved(_ entry: SealedEntry) throws(RecordFault) {
        guard entry.position == head.position + 1 else {
            throw RecordFault(
                at: head.position + 1,
                "entry \(head.position + 1) is missing; the next one there is \(entry.position)"
            )
        }
        guard entry.hash.count == 32, entry.at.milliseconds == 0, entry.incident != RecordEntry.ledgerItself else {
            throw RecordFault(
                at: entry.position,
                "entry \(entry.position) has no content, and not as retention leaves it"
            )
        }
        var gap = unexplained[entry.incident] ?? Gap(first: entry.position)
        gap.count += 1
        gap.seals += RecordChain.bytes(of: entry.position) + entry.hash
        unexplained[entry.incident] = gap
        removedEntries += 1
    }

    /// An entry of the ledger itself: what it says retention removed must be what is gone.
    private mutating func takeOwn(_ entry: SealedEntry) throws(RecordFault) {
        guard let content = try? RecordCoding.decode(entry.body) else {
            throw RecordFault(at: entry.position, "entry \(entry.position) cannot be read")
        }
        for case .incidentsRemoved(let incidents, let entries, let digest, _) in content.changes {
            var gone: [(IncidentID, [UInt8])] = []
            var count = 0
            var first = entry.position
            for incident in incidents {
                guard let gap = unexplained.removeValue(forKey: incident) else { continue }
                gone.append((incident, gap.seals))
                count += gap.count
                first = min(first, gap.first)
            }
            guard gone.count == incidents.count, count == entries, Hex.text(RecordChain.digest(of: gone)) == digest
            else {
                throw RecordFault(
                    at: first,
                    "what entry \(entry.position) says retention removed is not what is gone, from entry \(first) on"
                )
            }
        }
    }

    private mutating func compare(_ signed: SignedHead) throws(RecordFault) {
        try compareName(signed)
        guard signed.head.position < head.position || signed.head.hash == head.hash else {
            throw RecordFault(
                at: head.position,
                "entry \(head.position) is not what was signed: the record was written anew up to there"
            )
        }
        headsSeen += 1
    }

    private func compareName(_ signed: SignedHead) throws(RecordFault) {
        guard signed.ledger == ledger else {
            throw RecordFault(
                at: 0,
                "the database is the ledger \(ledger), but the heads were signed for \(signed.ledger): it is another one"
            )
        }
    }
}
