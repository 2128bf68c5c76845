import Dispatching
import Escalation
import Record
import Testing

/// What every store does to make the state of an incident cheap to read, however long its record is.
@Suite struct HistoryConformanceTests {
    /// An incident that grows entry by entry, as a ledger lets it.
    private struct Growing {
        var head = RecordHead()
        var incident: Incident?
        let every: Int

        /// A batch with so many entries more, and the snapshots that are due.
        mutating func batch(_ count: Int, snapshots: Bool = true) throws -> Batch {
            var batch = Batch()
            for _ in 0..<count {
                let number = incident?.entryCount ?? 0
                let report = Report(unit: "/town", plan: "fire", planVersion: "v1", title: "Smoke", source: "gate")
                let change: Change =
                    number == 0
                    ? .reported(report: report, graded: .three, severity: .three)
                    : number % 2 == 0 ? .seen(person: "p\(number % 9)") : .noted(person: "a", text: "n\(number)")
                let entry = RecordEntry(incident: 1, at: Samples.start, by: .person("a"), changes: [change])
                batch.entries.append(try RecordChain.seal(entry, after: &head))
                incident = Incident(replaying: [entry], after: incident)
                guard snapshots, let incident, incident.entryCount % every == 0 else { continue }
                batch.snapshots = [try IncidentSnapshot(of: incident, at: head)]
            }
            return batch
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `of an incident with 100,000 entries no more than a thousand are read`(kind: StoreKind) throws {
        try kind.withStore { store in
            var growing = Growing(every: 1_000)
            var first = try growing.batch(1)
            first.opened = [Samples.row(1)]
            try store.commit(first)
            for _ in 0..<20 { try store.commit(growing.batch(5_000)) }
            try store.commit(growing.batch(500))
            #expect(growing.incident?.entryCount == 100_501)
            let history = try #require(try store.history(of: 1))
            #expect(history.entries.count == 501 && !history.hasBadSnapshot)
            #expect(history.state() == growing.incident)
            let known = try store.lookUp(Wanted(incidents: [1])).incidents[1]
            #expect(known == .success(.kept(history)))
            let page = try store.timeline(of: 1, before: nil, limit: 1_000)
            #expect(page.entries.count == 1_000 && page.before == 99_502)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `a snapshot that is damaged, or whose entry is not there, is as if there were none`(kind: StoreKind) throws {
        try kind.withStore { store in
            var growing = Growing(every: 4)
            var first = try growing.batch(10)
            first.opened = [Samples.row(1)]
            let good = try #require(first.snapshots.first)
            first.snapshots = []
            try store.commit(first)
            var bad = [good, good, good]
            bad[0].body[40] ^= 1
            bad[1] = try IncidentSnapshot(of: try good.state(), at: RecordHead(position: 8, hash: growing.head.hash))
            bad[2] = try IncidentSnapshot(of: try good.state(), at: RecordHead(position: 99, hash: good.entry.hash))
            for one in bad {
                try store.commit(Self.storing(one))
                let history = try #require(try store.history(of: 1))
                #expect(history.hasBadSnapshot && history.entries.count == 10)
                #expect(history.state() == growing.incident)
            }
            try store.commit(Self.storing(good))
            #expect(try store.history(of: 1)?.entries.count == 2)
            #expect(try store.history(of: 1)?.state() == growing.incident)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `repeats that are no entry are counted in the incident's row`(kind: StoreKind) throws {
        try kind.withStore { store in
            var growing = Growing(every: 4)
            var first = try growing.batch(3)
            first.opened = [Samples.row(1)]
            try store.commit(first)
            #expect(try store.history(of: 1)?.state()?.reportCount == 1)
            var row = Samples.row(1)
            row.reports = 57
            let batch = Batch.changing([row])
            #expect(!batch.isEmpty)
            try store.commit(batch)
            #expect(try store.history(of: 1)?.state()?.reportCount == 57)
            #expect(try store.incidents(matching: IncidentQuery()).first?.reports == 57)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `a timeline comes page by page, the newest first`(kind: StoreKind) throws {
        try kind.withStore { store in
            var growing = Growing(every: 4)
            var first = try growing.batch(10)
            first.opened = [Samples.row(1)]
            try store.commit(first)
            let all = try store.entries(of: 1)
            var before: Int64?
            var pages: [[RecordEntry]] = []
            repeat {
                let page = try store.timeline(of: 1, before: before, limit: 4)
                pages.insert(page.entries, at: 0)
                before = page.before
            } while before != nil
            #expect(pages.map(\.count) == [2, 4, 4] && pages.flatMap { $0 } == all)
            #expect(try store.timeline(of: 1, before: nil, limit: 10) == TimelinePage(entries: all, before: nil))
            #expect(try store.timeline(of: 9, before: nil, limit: 10) == TimelinePage(entries: [], before: nil))
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `of an incident that was taken off the record no state is left`(kind: StoreKind) throws {
        try kind.withStore { store in
            var growing = Growing(every: 2)
            var first = try growing.batch(4)
            first.opened = [Samples.closed(Samples.row(1))]
            try store.commit(first)
            #expect(try store.history(of: 1)?.snapshot != nil)
            var batch = Batch()
            let content = RecordEntry(incident: 0, at: Samples.start, by: .retention, changes: [])
            batch.entries = [try RecordChain.seal(content, after: &growing.head)]
            batch.removed = [RemovedIncident(id: 1, entries: 4)]
            try store.commit(batch)
            #expect(try store.history(of: 1) == nil && store.isRemoved(1))
            #expect(try store.timeline(of: 1, before: nil, limit: 9).entries.isEmpty)
            #expect(try store.lookUp(Wanted(incidents: [1])).incidents == [1: .success(.removed)])
        }
    }

    private static func storing(_ snapshot: IncidentSnapshot) -> Batch {
        var batch = Batch.changing([Samples.row(1)])
        batch.snapshots = [snapshot]
        return batch
    }
}
