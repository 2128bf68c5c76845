import Dispatching
import Escalation
import Record
import Testing

/// What every store does with incidents.
@Suite struct IncidentConformanceTests {
    @Test(arguments: StoreKind.allCases)
    func `a new ledger is empty and has a name`(kind: StoreKind) throws {
        try kind.withStore { store in
            let start = try store.begin()
            #expect(start.ledger.utf8.count == 8)
            #expect(start.ledger.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) })
            #expect(start.lastIncident == 0)
            #expect(start.head == RecordHead())
            #expect(start.pending.isEmpty)
            #expect(start.outbox.isEmpty)
            #expect(start.openCount == 0)
            #expect(try store.incidents(matching: IncidentQuery()).isEmpty)
            #expect(try store.outboxCount() == 0)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `an incident comes back as it was stored`(kind: StoreKind) throws {
        try kind.withStore { store in
            var row = Samples.row(7, title: "火灾 \"a\" \u{0} b", dedupKey: "k\u{0}1", timers: Samples.everyTimer)
            row.isDrill = true
            try store.commit(.opening([row]))
            #expect(try store.incidents(matching: IncidentQuery()) == [row])
            #expect(try store.begin().lastIncident == 7)
            #expect(try store.begin().pending.map(\.timers) == [Samples.everyTimer])
            #expect(try store.latest(source: "gate", dedupKey: "k\u{0}1") == 7)
            #expect(try store.latest(source: "gate", dedupKey: "k") == nil)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `keys are compared by their bytes`(kind: StoreKind) throws {
        try kind.withStore { store in
            let rows = [Samples.row(1, dedupKey: "caf\u{E9}"), Samples.row(2, dedupKey: "cafe\u{301}")]
            try store.commit(.opening(rows))
            for row in rows {
                let found = try store.latest(source: "gate", dedupKey: row.dedupKey ?? "")
                #expect(found == row.id)
            }
            #expect(try store.latest(source: "gate", dedupKey: "cafe") == nil)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `numbers that are left out stay so`(kind: StoreKind) throws {
        try kind.withStore { store in
            try store.commit(.opening([Samples.row(7)]))
            var batch = Batch()
            batch.numbersLeftOutTo = 2_000
            try store.commit(batch)
            #expect(try store.begin().lastIncident == 2_000)
            try store.commit(.opening([Samples.row(2_001)]))
            #expect(try store.begin().lastIncident == 2_001)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `a change replaces what is known of an incident`(kind: StoreKind) throws {
        try kind.withStore { store in
            var row = Samples.row(1, timers: Samples.everyTimer)
            try store.commit(.opening([row]))
            row.title = "Smoke and fire"
            row.severity = .one
            row.status = .acknowledged
            row.progress = .satisfied
            row.changedAt = row.changedAt + .seconds(9)
            row.timers = []
            try store.commit(.changing([row]))
            #expect(try store.incidents(matching: IncidentQuery()) == [row])
            #expect(try store.begin().pending.isEmpty)
            #expect(try store.begin().openCount == 1)
            try store.commit(.changing([Samples.closed(row)]))
            #expect(try store.incidents(matching: IncidentQuery()) == [Samples.closed(row)])
            #expect(try store.begin().openCount == 0)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `a closed incident that still owes a report is pending`(kind: StoreKind) throws {
        try kind.withStore { store in
            var row = Samples.closed(Samples.row(1))
            row.timers = [IncidentTimer(kind: .obligation(.finalReport), due: Samples.start, span: .days(3))]
            try store.commit(.opening([row]))
            #expect(try store.begin().pending.map(\.id) == [1])
            #expect(try store.begin().openCount == 0)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `an incident may open and change in one batch`(kind: StoreKind) throws {
        try kind.withStore { store in
            let row = Samples.row(1, dedupKey: "k")
            var batch = Batch.opening([row, Samples.row(2, dedupKey: "k")])
            batch.changed = [Samples.closed(row)]
            try store.commit(batch)
            #expect(try store.incidents(matching: IncidentQuery()).map(\.status) == [.open, .closed(.stoodDown)])
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `the newest incident of a key is found, closed or not`(kind: StoreKind) throws {
        try kind.withStore { store in
            let first = Samples.row(1, dedupKey: "k")
            try store.commit(.opening([first, Samples.row(2, source: "other", dedupKey: "k"), Samples.row(3)]))
            #expect(try store.latest(source: "gate", dedupKey: "k") == 1)
            try store.commit(.changing([Samples.closed(first)]))
            #expect(try store.latest(source: "gate", dedupKey: "k") == 1)
            try store.commit(.opening([Samples.row(4, dedupKey: "k")]))
            #expect(try store.latest(source: "gate", dedupKey: "k") == 4)
            #expect(try store.latest(source: "other", dedupKey: "k") == 2)
            #expect(try store.latest(source: "gate", dedupKey: "other") == nil)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `a key may pass from one incident to another within a batch`(kind: StoreKind) throws {
        try kind.withStore { store in
            let first = Samples.row(1, dedupKey: "k")
            let second = Samples.row(2, dedupKey: "k")
            try store.commit(.opening([first]))
            var batch = Batch.opening([second])
            batch.changed = [Samples.closed(first)]
            try store.commit(batch)
            try store.commit(.changing([first, Samples.closed(second)]))
            #expect(try store.incidents(matching: IncidentQuery(status: .unclosed)).map(\.id) == [1])
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `every filter narrows the list`(kind: StoreKind) throws {
        try kind.withStore { store in
            try store.commit(
                .opening([
                    Samples.row(1, unit: "/a"), Samples.row(2, unit: "/a/b", severity: .one),
                    Samples.row(3, unit: "/ab", plan: "power"), Samples.row(4, unit: "/a/b/c", status: .acknowledged),
                    Samples.closed(Samples.row(5, unit: "/a-b"), as: .cancelled),
                    Samples.closed(Samples.row(6, unit: "/a0")),
                ])
            )
            func list(_ query: IncidentQuery) throws -> [IncidentID] { try store.incidents(matching: query).map(\.id) }
            #expect(try list(IncidentQuery()) == [6, 5, 4, 3, 2, 1])
            #expect(try list(IncidentQuery(unit: "/a")) == [4, 2, 1])
            #expect(try list(IncidentQuery(source: "nobody")) == [])
            #expect(try list(IncidentQuery(unit: "/a/b")) == [4, 2])
            #expect(try list(IncidentQuery(unit: "/")) == [6, 5, 4, 3, 2, 1])
            #expect(try list(IncidentQuery(status: .exactly(.open))) == [3, 2, 1])
            #expect(try list(IncidentQuery(status: .exactly(.acknowledged))) == [4])
            #expect(try list(IncidentQuery(status: .unclosed)) == [4, 3, 2, 1])
            #expect(try list(IncidentQuery(status: .closed)) == [6, 5])
            #expect(try list(IncidentQuery(status: .exactly(.closed(.stoodDown)))) == [6])
            #expect(try list(IncidentQuery(status: .exactly(.closed(.cancelled)))) == [5])
            #expect(try list(IncidentQuery(plan: "power")) == [3])
            #expect(try list(IncidentQuery(severity: .one)) == [2])
            #expect(try list(IncidentQuery(status: .unclosed, unit: "/a", plan: "fire", before: 4, limit: 1)) == [2])
            #expect(try list(IncidentQuery(limit: 0)) == [])
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `pages cover the list once`(kind: StoreKind) throws {
        try kind.withStore { store in
            try store.commit(.opening((1...25).map { Samples.row($0) }))
            var seen: [IncidentID] = []
            var before: IncidentID?
            while true {
                let page = try store.incidents(matching: IncidentQuery(status: .unclosed, before: before, limit: 10))
                guard let last = page.last else { break }
                seen += page.map(\.id)
                before = last.id
            }
            #expect(seen == (1...25).reversed())
        }
    }
}
