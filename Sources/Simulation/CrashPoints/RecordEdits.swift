import Dispatching
import Escalation
import Record

/// Changes a long record at random, one change at a time, each of which verification must find (RELIABILITY §5 G21).
///
/// What decides is what `tocsin audit verify` decides with. Truncation leaves a record that holds; it is found by the
/// signed heads, not here.
package struct RecordEdits: Sendable {
    private static let block = 500
    private let entries: [SealedEntry]
    /// Where the record stands before each block of entries.
    private let heads: [RecordHead]

    package struct Outcome: Sendable {
        package var entries = 0
        package var edits = 0
        package var found = 0
        /// Changes that were not found.
        package var missed: [String] = []
        package var summary: String { "\(entries) entries, \(edits) edits, \(found) found, \(missed.count) missed" }
    }

    /// Makes a record of so many entries and verifies it as it is.
    ///
    /// - Throws: ``Unsound`` when the unchanged record does not hold.
    package init(entries count: Int) throws {
        var head = RecordHead()
        var entries: [SealedEntry] = []
        entries.reserveCapacity(count)
        for number in 0..<count {
            let changes = [Change.noted(person: "a", text: "note \(number) of the record")]
            let entry = RecordEntry(
                incident: Int64(number % 977 + 1),
                at: Timestamp(milliseconds: 1_800_000_000_000 + Int64(number) * 40),
                by: .person("a"),
                changes: changes
            )
            entries.append(try RecordChain.seal(entry, after: &head))
        }
        self.entries = entries
        var heads: [RecordHead] = []
        var verified = RecordHead()
        for start in stride(from: 0, to: count, by: Self.block) {
            heads.append(verified)
            let block = Array(entries[start..<min(start + Self.block, count)])
            if let fault = RecordChain.fault(in: block, after: &verified) { throw Unsound(fault: fault) }
        }
        guard verified == head else { throw Unsound(fault: "it ends elsewhere") }
        self.heads = heads
    }

    package struct Unsound: Error {
        var fault: String
    }

    /// Makes so many changes, each to the record as it was.
    ///
    /// Entries before the changed block are as they were when they were verified, so verification starts at the block.
    package func run(edits: Int, seed: UInt64) -> Outcome {
        var random = SplitMix(seed)
        var outcome = Outcome(entries: entries.count)
        for _ in 0..<edits {
            outcome.edits += 1
            let (changed, from, what) = edit(&random)
            if isFound(changed, from: from) { outcome.found += 1 } else { outcome.missed.append(what) }
        }
        return outcome
    }

    /// Verifies what follows the head before the changed block until a fault shows or the record ends.
    private func isFound(_ changed: [SealedEntry], from start: Int) -> Bool {
        var head = heads[start / Self.block]
        if RecordChain.fault(in: changed, after: &head) != nil { return true }
        let rest = Array(entries[min(start + Self.block, entries.count)...])
        return RecordChain.fault(in: rest, after: &head) != nil
    }

    /// The changed block, where it starts, and what was done.
    private func edit(_ random: inout SplitMix) -> ([SealedEntry], Int, String) {
        // The last entry is not removed: that is a truncation.
        let index = Int.random(in: 0..<entries.count - 1, using: &random)
        let start = index / Self.block * Self.block
        var block = Array(entries[start..<min(start + Self.block, entries.count)])
        let place = index - start
        switch Int.random(in: 0..<4, using: &random) {
        case 0:
            block.remove(at: place)
            return (block, start, "entry \(index + 1) removed")
        case 1:
            let other = place == 0 ? min(1, block.count - 1) : Int.random(in: 0..<place, using: &random)
            block.swapAt(place, other)
            if Bool.random(using: &random) {
                (block[place].position, block[other].position) = (block[other].position, block[place].position)
            }
            return (block, start, "entries \(start + other + 1) and \(index + 1) swapped")
        default:
            let what = Self.turnBit(&block[place], &random)
            return (block, start, "entry \(index + 1): a bit of its \(what) turned over")
        }
    }

    /// Turns one bit over anywhere in what is stored of an entry.
    private static func turnBit(_ entry: inout SealedEntry, _ random: inout SplitMix) -> String {
        let bits = (entry.body.count + entry.hash.count + 24) * 8
        var bit = Int.random(in: 0..<bits, using: &random)
        if bit < entry.body.count * 8 {
            entry.body[bit / 8] ^= 1 << UInt8(bit % 8)
            return "body"
        }
        bit -= entry.body.count * 8
        if bit < entry.hash.count * 8 {
            entry.hash[bit / 8] ^= 1 << UInt8(bit % 8)
            return "hash"
        }
        bit -= entry.hash.count * 8
        switch bit / 64 {
        case 0:
            entry.position ^= 1 << Int64(bit % 64)
            return "position"
        case 1:
            entry.incident ^= 1 << Int64(bit % 64)
            return "incident"
        default:
            entry.at = Timestamp(milliseconds: entry.at.milliseconds ^ (1 << Int64(bit % 64)))
            return "time"
        }
    }
}
