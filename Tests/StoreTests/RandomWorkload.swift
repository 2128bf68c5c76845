import Dispatching
import Escalation
import Record

/// Batches that a ledger could make, from a seed.
struct RandomWorkload {
    static let keys = (1...6).map { "key-\($0)" }

    private(set) var filed: [String] = []
    /// Every content that was to be put.
    private(set) var contents: [[UInt8]] = []
    private var random: SeededGenerator
    private var head = RecordHead()
    private var rows: [IncidentRow] = []
    private var unclosedKeys: Set<String> = []
    private var outbox: [OutboxRow] = []

    init(seed: UInt64) {
        random = SeededGenerator(state: seed)
    }

    mutating func next() throws -> Batch {
        var batch = Batch()
        for _ in 0..<Int.random(in: 0...6, using: &random) { open(&batch) }
        for _ in 0..<Int.random(in: 0...4, using: &random) { change(&batch) }
        for _ in 0..<Int.random(in: 0...8, using: &random) {
            let incident = Int64.random(in: 1...Int64(max(rows.count, 1)), using: &random)
            let note = "at \(head.position + 1)"
            batch.entries.append(try Samples.sealed(incident: incident, note: note, after: &head))
        }
        work(&batch)
        if Bool.random(using: &random) {
            filed.append("filing-\(filed.count)")
            batch.filings.append(Samples.filing(filed[filed.count - 1], incident: Int64(rows.count)))
        }
        let mark = "mark-\(Int.random(in: 0..<5, using: &random))"
        switch Int.random(in: 0..<4, using: &random) {
        case 0: batch.marks.append(Mark(name: mark, value: head.position, body: [UInt8](head.hash.prefix(3))))
        case 1: batch.droppedMarks.append(mark)
        default: break
        }
        if Int.random(in: 0..<10, using: &random) == 0 {
            batch.plans.append(Samples.plan(version: "v\(Int.random(in: 0..<4, using: &random))"))
        }
        return batch
    }

    /// Sometimes a content to put, new or one of those before.
    mutating func content() -> [UInt8]? {
        let new: [UInt8]? =
            switch Int.random(in: 0..<4, using: &random) {
            case 0:
                (0..<Int.random(in: 0...9_000, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
            case 1: contents.randomElement(using: &random)
            default: nil
            }
        if let new { contents.append(new) }
        return new
    }

    private mutating func open(_ batch: inout Batch) {
        let key = Self.keys.randomElement(using: &random).flatMap { unclosedKeys.insert($0).inserted ? $0 : nil }
        let row = Samples.row(
            Int64(rows.count + 1),
            unit: ["/a", "/a/b", "/ab", "/c"].randomElement(using: &random) ?? "/",
            severity: Severity.allCases.randomElement(using: &random) ?? .one,
            dedupKey: key,
            timers: Array(Samples.everyTimer.prefix(Int.random(in: 0...4, using: &random)))
        )
        rows.append(row)
        batch.opened.append(row)
        let planned = Samples.planned(row.id)
        outbox.append(planned)
        batch.planned.append(planned)
    }

    private mutating func change(_ batch: inout Batch) {
        guard let index = rows.indices.randomElement(using: &random) else { return }
        var row = rows[index]
        guard row.closedAt == nil, !batch.changed.contains(where: { $0.id == row.id }) else { return }
        if Bool.random(using: &random) {
            row = Samples.closed(row)
            if let key = row.dedupKey { unclosedKeys.remove(key) }
        } else {
            row.status = .acknowledged
            row.title += "!"
            row.timers = Array(Samples.everyTimer.suffix(Int.random(in: 0...3, using: &random)))
        }
        rows[index] = row
        batch.changed.append(row)
    }

    private mutating func work(_ batch: inout Batch) {
        for _ in 0..<Int.random(in: 0...6, using: &random) {
            guard let index = outbox.indices.randomElement(using: &random) else { return }
            if Bool.random(using: &random) {
                batch.settled.append(outbox.remove(at: index).notification.id)
            } else if !batch.settled.contains(outbox[index].notification.id) {
                outbox[index].notification.attempts += 1
                batch.postponed.append(outbox[index])
            }
        }
    }
}

/// A small generator with a seed (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
