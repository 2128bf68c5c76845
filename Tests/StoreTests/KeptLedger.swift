import Dispatching
import Escalation
import Foundation
import Logging
import Record
import StoreSQLite

/// A ledger in a folder with incidents that really happened, for tests of what is kept and for how long.
struct KeptLedger {
    static let keys = HeadKeys(masters: [[UInt8](repeating: 3, count: 32)])
    let folder: String

    init(_ folder: String, incidents: Int = 0, closed: Int = 0) throws {
        self.folder = folder
        let store = try SQLiteStore(directory: folder)
        var head = try store.begin().head
        for number in 0..<incidents {
            let isClosed = number < closed
            try store.commit(Self.batch(IncidentID(number + 1), isClosed: isClosed, after: &head))
        }
    }

    /// One commit with an incident of four entries, between which another incident's stand.
    static func batch(_ id: IncidentID, isClosed: Bool, after head: inout RecordHead) throws -> Batch {
        var report = Report(
            unit: "/town",
            plan: "fire",
            planVersion: "fire-\(id % 3)",
            title: "Canary title \(id)",
            facts: [:],
            source: "gate"
        )
        report.nonce = UInt64(id)
        var changes: [[Change]] = [
            [.reported(report: report, graded: .three, severity: .three)],
            [.noted(person: "a", text: "Canary note \(id)")],
            [.seen(person: "b")],
        ]
        changes.append(isClosed ? [.closed(.stoodDown, reason: "out")] : [.satisfied])
        var batch = Batch()
        for one in changes {
            let entry = RecordEntry(incident: id, at: Samples.start, by: .person("a"), changes: one)
            batch.entries.append(try RecordChain.seal(entry, after: &head))
        }
        let row = Samples.row(id, title: report.title, dedupKey: "k\(id)")
        batch.opened = [isClosed ? Samples.closed(row) : row]
        batch.filings = [Samples.filing("f\(id)", incident: id)]
        batch.plans = [Samples.plan(version: "fire-\(id % 3)")]
        return batch
    }

    /// Has a ledger on the store do one piece of retention.
    static func remove(_ removal: Removal, in store: SQLiteStore) throws -> Maintained? {
        let now = Moment(wall: Samples.start + .days(30), boot: Timestamp(milliseconds: 0))
        let ledger = try Ledger(
            store: store,
            directory: Directory(units: [:], people: [:], version: "1"),
            metrics: Metrics(),
            log: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }),
            random: SystemRandomNumberGenerator(),
            at: now
        )
        let answer = Box()
        _ = try ledger.run([.maintain(.remove(removal)) { answer.take(try? $0.get()) }], at: now)
        return answer.value
    }

    /// The head as it stands, signed.
    func signed(after last: SignedHead? = nil) throws -> SignedHead {
        let standing = try LedgerReader(directory: folder).standing(at: 0)
        var line = SignedHead.line(.head, standing.end, of: standing.ledger, after: last, at: Samples.start)
        _ = try line.sign(with: Self.keys)
        return line
    }
}

private final class Box: @unchecked Sendable {
    private let lock = NSLock()
    private var content: Maintained?

    var value: Maintained? { lock.withLock { content } }
    func take(_ new: Maintained?) { lock.withLock { content = new } }
}
