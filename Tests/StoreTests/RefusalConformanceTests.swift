import Dispatching
import Escalation
import Testing

/// What every store refuses, and that a refused batch leaves nothing behind.
@Suite struct RefusalConformanceTests {
    /// A batch that contradicts what is stored.
    enum Contradiction: CaseIterable {
        case openedTwice, changedUnknown, keyTaken, keyTakenInBatch, keyTakenByChange, plannedTwice, filedTwice
        case settledUnknown, settledTwice, putOffUnknown

        func spoil(_ batch: inout Batch) {
            switch self {
            case .openedTwice: batch.opened.append(Samples.row(1))
            case .changedUnknown: batch.changed.append(Samples.row(99))
            case .keyTaken: batch.opened.append(Samples.row(11, dedupKey: "k"))
            case .keyTakenInBatch: batch.opened += [Samples.row(11, dedupKey: "n"), Samples.row(12, dedupKey: "n")]
            case .keyTakenByChange: batch.changed.append(Samples.row(3, dedupKey: "k"))
            case .plannedTwice: batch.planned.append(Samples.planned(1))
            case .settledUnknown: batch.settled.append(NotificationID(incident: 9, number: 9))
            case .settledTwice: batch.settled += [Samples.planned(1), Samples.planned(1)].map(\.notification.id)
            case .putOffUnknown: batch.postponed.append(Samples.planned(9, 9))
            case .filedTwice: batch.filings.append(Samples.filing("one"))
            }
        }
    }

    static func base() throws -> Batch {
        var batch = Batch.opening([
            Samples.row(1), Samples.row(2, dedupKey: "k"), Samples.closed(Samples.row(3, dedupKey: "k")),
        ])
        batch.entries = [try Samples.entry(1, incident: 1)]
        batch.planned = [Samples.planned(1)]
        batch.filings = [Samples.filing("one")]
        return batch
    }

    @Test(arguments: StoreKind.allCases, Contradiction.allCases)
    func `a contradiction is refused and nothing of its batch is stored`(
        kind: StoreKind,
        contradiction: Contradiction
    ) throws {
        try kind.withStore { store in
            try store.commit(Self.base())
            var batch = Batch.opening([Samples.row(10)])
            batch.changed = [Samples.closed(Samples.row(1))]
            batch.entries = [try Samples.entry(2, incident: 10)]
            batch.planned = [Samples.planned(10)]
            batch.postponed = [Samples.planned(1, attempts: 5)]
            batch.filings = [Samples.filing("ten")]
            batch.plans = [Samples.plan()]
            contradiction.spoil(&batch)
            #expect(throwsBroken { try store.commit(batch) })

            let rows = try store.incidents(matching: IncidentQuery())
            #expect(rows.map(\.id) == [3, 2, 1])
            #expect(rows.last?.closedAt == nil)
            #expect(try store.sealed(from: 1, limit: 9).count == 1)
            #expect(try store.outboxCount() == 1)
            #expect(try store.filing(source: "gate", idempotencyKey: "ten") == nil)
            #expect(try store.plan(version: "v1") == nil)
            #expect(throwsBroken { try store.commit(Batch()) }, "a broken store takes nothing more")
        }
    }

    @Test func `a memory store fails on demand`() throws {
        let store = MemoryStore()
        store.failNextCommit(with: .full)
        #expect(throws: StoreError.full) { try store.commit(Self.base()) }
        #expect(store.begin().lastIncident == 0)
        try store.commit(Self.base())
        store.failNextCommit(with: .broken("EIO"))
        #expect(throws: StoreError.broken("EIO")) { try store.commit(Batch()) }
        #expect(throws: StoreError.broken("EIO")) { try store.commit(Batch()) }
    }
}
