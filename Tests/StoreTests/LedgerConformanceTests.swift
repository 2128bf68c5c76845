import Dispatching
import Escalation
import Record
import Testing

/// What every store does with the record, the outbox, filings and plans.
@Suite struct LedgerConformanceTests {
    @Test(arguments: StoreKind.allCases)
    func `the record comes back by incident and by position`(kind: StoreKind) throws {
        try kind.withStore { store in
            var batch = Batch()
            var head = RecordHead()
            batch.entries = try (1...9).map { try Samples.sealed(incident: $0 % 2, note: "n\($0) 安", after: &head) }
            try store.commit(batch)
            #expect(try store.sealed(from: 1, limit: 100) == batch.entries)
            #expect(try store.sealed(from: 0, limit: 2) == Array(batch.entries[0..<2]))
            #expect(try store.sealed(from: 4, limit: 3) == Array(batch.entries[3..<6]))
            #expect(try store.sealed(from: 10, limit: 3).isEmpty)
            #expect(try store.sealed(from: 1, limit: 0).isEmpty)
            let notes = try store.entries(of: 0).map(\.changes)
            #expect(notes == [2, 4, 6, 8].map { [.noted(person: "a", text: "n\($0) 安")] })
            #expect(try store.entries(of: 99).isEmpty)
            #expect(try store.begin().head == RecordHead(position: 9, hash: batch.entries[8].hash))
        }
    }

    @Test(arguments: StoreKind.allCases, [0, 1, 3, 4] as [Int64])
    func `an entry that is not the next one is refused`(kind: StoreKind, position: Int64) throws {
        try kind.withStore { store in
            var batch = Batch()
            batch.entries = [try Samples.entry(1, incident: 1)]
            try store.commit(batch)
            batch.entries = [try Samples.entry(position, incident: 1)]
            #expect(throwsBroken { try store.commit(batch) })
            #expect(try store.sealed(from: 1, limit: 9).count == 1)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `the outbox holds what was planned until it is settled`(kind: StoreKind) throws {
        try kind.reopening { store in
            var batch = Batch()
            batch.planned = [Samples.planned(1), Samples.planned(1, 2), Samples.planned(2), Samples.planned(3)]
            try store.commit(batch)
            batch = Batch()
            var later = Samples.planned(1, 2, attempts: 3)
            later.notification.due = Samples.start + .hours(1)
            later.notification.digest = DigestID(first: NotificationID(incident: 2, number: 1), mark: 9)
            batch.postponed = [later]
            batch.settled = [NotificationID(incident: 1, number: 1)]
            batch.planned = [Samples.planned(4)]
            try store.commit(batch)
            batch = Batch()
            batch.planned = [Samples.planned(5)]
            batch.settled = [NotificationID(incident: 5, number: 1), NotificationID(incident: 3, number: 1)]
            try store.commit(batch)
        } then: { store in
            var later = Samples.planned(1, 2, attempts: 3)
            later.notification.due = Samples.start + .hours(1)
            later.notification.digest = DigestID(first: NotificationID(incident: 2, number: 1), mark: 9)
            let expected = [later, Samples.planned(2), Samples.planned(4)]
            let (outbox, count) = (try store.begin().outbox, try store.outboxCount())
            #expect(outbox == expected)
            #expect(count == expected.count)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `a notification of every kind comes back as it was`(kind: StoreKind) throws {
        try kind.withStore { store in
            var batch = Batch()
            batch.planned = MessageKind.allCases.enumerated().map { index, kind in
                var row = Samples.planned(1, index + 1)
                row.notification.kind = kind
                row.notification.person = "安\u{0}\u{1F}\"\\"
                row.severity = Severity.allCases[index % 4]
                return row
            }
            try store.commit(batch)
            #expect(try store.begin().outbox == batch.planned)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `a filing is found under its source and key`(kind: StoreKind) throws {
        try kind.withStore { store in
            var batch = Batch()
            batch.filings = [Samples.filing("one"), Samples.filing("two\u{0}", incident: 2)]
            try store.commit(batch)
            #expect(try store.filing(source: "gate", idempotencyKey: "one") == batch.filings[0])
            #expect(try store.filing(source: "gate", idempotencyKey: "two\u{0}") == batch.filings[1])
            #expect(try store.filing(source: "gate", idempotencyKey: "two") == nil)
            #expect(try store.filing(source: "other", idempotencyKey: "one") == nil)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `a plan version is kept as it first was`(kind: StoreKind) throws {
        try kind.withStore { store in
            var batch = Batch()
            batch.plans = [Samples.plan(), Samples.plan(version: "v2")]
            try store.commit(batch)
            batch.plans = [Samples.plan(version: "v2"), Samples.plan(version: "v2")]
            try store.commit(batch)
            #expect(try store.plan(version: "v1") == Samples.plan())
            #expect(try store.plan(version: "v2") == Samples.plan(version: "v2"))
            #expect(try store.plan(version: "v3") == nil)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `after opening again everything open is there and nothing else`(kind: StoreKind) throws {
        var name = ""
        try kind.reopening { store in
            name = try store.begin().ledger
            var batch = Batch.opening([
                Samples.row(1, timers: [Samples.everyTimer[0]]), Samples.row(2),
                Samples.row(3, timers: Samples.everyTimer),
                Samples.closed(Samples.row(4)),
            ])
            batch.entries = try (1...4).map { try Samples.entry($0, incident: $0) }
            batch.planned = (1...4).map { Samples.planned($0) }
            try store.commit(batch)
            batch = .changing([Samples.closed(Samples.row(1))])
            batch.settled = [NotificationID(incident: 1, number: 1)]
            try store.commit(batch)
        } then: { store in
            let start = try store.begin()
            #expect(start.ledger == name)
            #expect(start.lastIncident == 4)
            #expect(start.head.position == 4)
            #expect(start.pending.map(\.id) == [3])
            #expect(start.pending.map(\.timers) == [Samples.everyTimer])
            #expect(start.outbox == (2...4).map { Samples.planned($0) })
            #expect(start.openCount == 2)
        }
    }
}

/// Whether `body` fails as something does that may not go on.
func throwsBroken(_ body: () throws -> Void) -> Bool {
    do {
        try body()
        return false
    } catch StoreError.broken {
        return true
    } catch {
        return false
    }
}
