import Dispatching
import Escalation
import Testing

/// What every store finds that retention may take away.
@Suite struct RetentionConformanceTests {
    private static let late = Samples.start + .days(20)

    @Test(arguments: StoreKind.allCases)
    func `what has a timer, a message to send, or was closed later is not proposed`(kind: StoreKind) throws {
        try kind.withStore { store in
            var later = Samples.closed(Samples.row(3))
            later.closedAt = Self.late + .seconds(1)
            var timed = Samples.closed(Samples.row(4))
            timed.timers = Samples.everyTimer
            var batch = Batch.opening([
                Samples.closed(Samples.row(1)), Samples.row(2), later, timed, Samples.closed(Samples.row(5)),
                Samples.closed(Samples.row(6)),
            ])
            batch.planned = [Samples.planned(5)]
            try store.commit(batch)
            #expect(try store.removable(closedBefore: Self.late, after: 0).incidents == [1, 6])
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `the search goes page by page and ends at what was reported later`(kind: StoreKind) throws {
        try kind.withStore { store in
            var rows = (1...1_500).map { Samples.closed(Samples.row($0)) }
            for number in 1_501...4_000 {
                var row = Samples.closed(Samples.row(IncidentID(number)))
                row.reportedAt = Self.late + .days(1)
                row.closedAt = Self.late + .days(1)
                rows.append(row)
            }
            try store.commit(.opening(rows))
            let first = try store.removable(closedBefore: Self.late, after: 0)
            #expect(first.incidents.count == 1_000 && first.last == 1_000)
            let second = try store.removable(closedBefore: Self.late, after: 1_000)
            #expect(second.incidents.count == 500 && second.last == 2_000)
            let third = try store.removable(closedBefore: Self.late, after: 2_000)
            #expect(third.incidents.isEmpty && third.last == nil)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `old idempotency keys are found in pages, each once`(kind: StoreKind) throws {
        try kind.withStore { store in
            let names =
                (1...2_300).map { "caf\($0 % 2 == 0 ? "\u{E9}" : "e\u{301}")\($0)" } + ["nul\u{0}1", "nul\u{0}2"]
            var batch = Batch()
            batch.filings = names.map { Samples.filing($0) }
            batch.filings[5].at = Self.late
            try store.commit(batch)
            var found: [SourceKey] = []
            var last: SourceKey? = SourceKey(source: "", key: "")
            while let place = last {
                let page = try store.outdatedFilings(before: Samples.start, after: place)
                #expect(page.keys.count <= RetentionPage.size)
                found += page.keys
                last = page.last
            }
            #expect(found.count == names.count - 1 && Set(found).count == found.count)
            #expect(!found.contains(batch.filings[5].key))
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `a plan that no incident names is found, unless one cannot be told of`(kind: StoreKind) throws {
        try kind.withStore { store in
            var head = try store.begin().head
            try store.commit(KeptLedger.batch(1, isClosed: true, after: &head))
            var batch = Batch()
            batch.plans = [Samples.plan(version: "long-gone")]
            try store.commit(batch)
            #expect(try store.unusedPlans() == ["long-gone"])
            // Of this one there is a row and no record.
            try store.commit(.opening([Samples.row(2)]))
            #expect(try store.unusedPlans() == [])
        }
    }
}
