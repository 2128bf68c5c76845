import Dispatching
import Escalation
import Foundation
import Record

extension Fuzzer {
    /// Entries of the record, drawn from the input and read back from it.
    static let record = Fuzzer("record", examples: { Entries.examples }) { bytes in
        var draw = Draw(bytes)
        if draw.flag() {
            readBack(Array(bytes.dropFirst()))
        } else {
            while !draw.isEmpty { checkRecord(of: draw.change()) }
        }
    }

    /// Holds the hand-written form of a change against the general one, Foundation's and its reading.
    static func checkRecord(of change: Change) {
        let entry = RecordEntry(
            incident: 7,
            at: Timestamp(milliseconds: 1),
            by: .person("a"),
            changes: [.satisfied, change]
        )
        guard let bytes = try? RecordCoding.encode(entry) else {
            demand(change.isBeyondJSON, "cannot be written: \(change)")
            return
        }
        Checks.json(bytes, "the record")
        let general = try? CompactEncoder.encode(entry)
        demand(general == bytes, "written by hand: \(String(decoding: bytes, as: UTF8.self))")
        let read = try? RecordCoding.decode(bytes)
        demand(read == entry, "read back otherwise: \(String(decoding: bytes, as: UTF8.self))")
        demand(read.flatMap { try? RecordCoding.encode($0) } == bytes, "written otherwise the second time")
        let theirs = try? JSONDecoder().decode(RecordEntry.self, from: JSONEncoder().encode(entry))
        demand(theirs == entry, "Foundation reads back otherwise")
    }

    /// Bytes that pass for an entry are one: written again they are read the same, and no state comes to harm.
    private static func readBack(_ bytes: [UInt8]) {
        guard let entry = try? RecordCoding.decode(bytes), let again = try? RecordCoding.encode(entry) else { return }
        demand(
            (try? RecordCoding.decode(again)) == entry,
            "read back otherwise: \(String(decoding: again, as: UTF8.self))"
        )
        guard let incident = Incident(replaying: [entry, entry]) else { return }
        demand(incident.id == entry.incident, "another incident")
    }
}

extension Change {
    /// Whether a fact holds a number that JSON cannot write.
    fileprivate var isBeyondJSON: Bool {
        switch self {
        case .reported(let report, _, _): report.facts.isBeyondJSON
        case .reportedAgain(_, _, let facts, _), .followedUp(_, _, _, let facts): facts.isBeyondJSON
        default: false
        }
    }
}

extension [String: FactValue] {
    fileprivate var isBeyondJSON: Bool {
        values.contains { if case .number(let number) = $0 { !number.isFinite } else { false } }
    }
}

/// The entries from which the corpus was begun.
private enum Entries {
    static var examples: [[UInt8]] {
        let texts = (0..<37).map { kind in
            [UInt8(0), UInt8(kind)] + (0..<60).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        }
        let written = texts.compactMap { bytes -> [UInt8]? in
            var draw = Draw(bytes)
            _ = draw.flag()
            let entry = RecordEntry(
                incident: 7,
                at: Timestamp(milliseconds: 1_795_201_500_000),
                by: .token("gate"),
                changes: [draw.change()]
            )
            return (try? RecordCoding.encode(entry)).map { [1] + $0 }
        }
        return texts + written
    }
}
