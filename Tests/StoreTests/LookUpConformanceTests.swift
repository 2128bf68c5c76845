import Dispatching
import Escalation
import Record
import Testing

/// What every store answers to a set of questions.
@Suite struct LookUpConformanceTests {
    @Test(arguments: StoreKind.allCases)
    func `everything that is wanted comes at once, and what is not there is missing`(kind: StoreKind) throws {
        try kind.withStore { store in
            var head = try store.begin().head
            for id in 1...3 as ClosedRange<IncidentID> {
                try store.commit(KeptLedger.batch(id, isClosed: id == 2, after: &head))
            }
            func key(_ text: String) -> SourceKey { SourceKey(source: "gate", key: text) }
            let known = try store.lookUp(
                Wanted(
                    keys: [key("k1"), key("k2"), key("k9"), SourceKey(source: "other", key: "k1")],
                    filings: [key("f3"), key("f9")],
                    incidents: [2, 9, 3],
                    plans: ["fire-1", "fire-9"],
                    leaving: [2, 9]
                )
            )
            #expect(known.keys == [key("k1"): .success(1), key("k2"): .success(2)])
            #expect(known.filings == [key("f3"): .success(Samples.filing("f3", incident: 3))])
            #expect(known.plans == ["fire-1": .success(Samples.plan(version: "fire-1"))])
            for id in [2, 3] as [IncidentID] {
                guard case .success(.kept(let history)) = known.incidents[id] else {
                    Issue.record("incident \(id) is not known")
                    continue
                }
                #expect(try history.entries == store.entries(of: id))
            }
            #expect(known.incidents.count == 2)
            let leaving = try #require(try known.leaving[2]?.get())
            #expect(leaving.row.id == 2 && leaving.row.closedAt != nil && known.leaving.count == 1)
            #expect(leaving.seals.map(\.position) == [5, 6, 7, 8])
            #expect(try leaving.seals.map(\.hash) == store.sealed(from: 5, limit: 4).map(\.hash))
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `what is not closed of a plan comes with its place`(kind: StoreKind) throws {
        try kind.withStore { store in
            var head = try store.begin().head
            for id in 1...3 as ClosedRange<IncidentID> {
                try store.commit(KeptLedger.batch(id, isClosed: id == 2, after: &head))
            }
            let unit = try #require(try store.lookUp(Wanted(leaving: [2])).leaving[2]?.get()).row.unit
            let known = try store.lookUp(Wanted(unclosed: ["fire", "war"])).unclosed
            let open = [1, 3].map { UnclosedIncident(id: $0, unit: unit, isDrill: false) }
            #expect(known == ["fire": .success(open), "war": .success([])])
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `a message is there as long as it is in the outbox`(kind: StoreKind) throws {
        try kind.withStore { store in
            var head = try store.begin().head
            let id = NotificationID(incident: 1, number: 1)
            let message = Notification(id: id, person: "a", address: "mail", kind: .alert, due: Samples.start)
            var batch = try KeptLedger.batch(1, isClosed: false, after: &head)
            batch.planned = [OutboxRow(notification: message, severity: .four)]
            try store.commit(batch)
            let ids = [id, NotificationID(incident: 1, number: 2), NotificationID(incident: 9, number: 1)]
            #expect(try store.lookUp(Wanted(unsent: ids)).unsent == [id: .success(Samples.start)])
            var end = Batch()
            let content = RecordEntry(incident: 1, at: Samples.start, by: .clock, changes: [.satisfied])
            end.entries = [try RecordChain.seal(content, after: &head)]
            end.settled = [id]
            try store.commit(end)
            #expect(try store.lookUp(Wanted(unsent: ids)).unsent.isEmpty)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `what retention took away is told from what never was`(kind: StoreKind) throws {
        try kind.withStore { store in
            var head = try store.begin().head
            try store.commit(KeptLedger.batch(1, isClosed: true, after: &head))
            var batch = Batch()
            let content = RecordEntry(incident: 0, at: Samples.start, by: .retention, changes: [])
            batch.entries = [try RecordChain.seal(content, after: &head)]
            batch.removed = [RemovedIncident(id: 1, entries: 4)]
            try store.commit(batch)
            let known = try store.lookUp(
                Wanted(keys: [SourceKey(source: "gate", key: "k1")], incidents: [1, 2], leaving: [1])
            )
            #expect(known.incidents == [1: .success(.removed)])
            #expect(known.keys.isEmpty && known.leaving.isEmpty)
            #expect(try store.isRemoved(1) && !store.isRemoved(2))
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `what cannot be read hides nothing else`(kind: StoreKind) throws {
        try kind.withStore { store in
            var head = try store.begin().head
            try store.commit(KeptLedger.batch(1, isClosed: false, after: &head))
            var batch = Batch()
            let body = Array("no entry".utf8)
            let hash = RecordChain.hash(of: body, after: head.hash)
            batch.entries = [SealedEntry(position: 5, incident: 7, at: Samples.start, body: body, hash: hash)]
            try store.commit(batch)
            let known = try store.lookUp(Wanted(incidents: [7, 1]))
            #expect(throws: StoreError.self) { try known.incidents[7]?.get() }
            guard case .success(.kept(let history)) = known.incidents[1] else {
                Issue.record("incident 1 is not known")
                return
            }
            #expect(try history.entries == store.entries(of: 1))
            #expect(store.fault == nil)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `keys are told apart by their bytes, sources too`(kind: StoreKind) throws {
        try kind.withStore { store in
            let (one, other) = ("caf\u{E9}", "cafe\u{301}")
            let keys = [one, other].flatMap { source in [one, other].map { SourceKey(source: source, key: $0) } }
            var batch = Batch()
            for (place, key) in keys.enumerated() {
                batch.opened.append(Samples.row(IncidentID(place + 1), source: key.source, dedupKey: key.key))
                var filing = Samples.filing(key.key, incident: IncidentID(place + 1))
                filing.key = key
                batch.filings.append(filing)
            }
            try store.commit(batch)
            let known = try store.lookUp(Wanted(keys: keys, filings: keys))
            for (place, key) in keys.enumerated() {
                #expect(known.keys[key] == .success(IncidentID(place + 1)))
                #expect(try known.filings[key]?.get().incident == IncidentID(place + 1))
            }
            #expect(try store.incidents(matching: IncidentQuery(source: one)).map(\.id) == [2, 1])
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `the end of the record and its hashes are told`(kind: StoreKind) throws {
        try kind.withStore { store in
            #expect(try store.recordHead() == RecordHead())
            var head = try store.begin().head
            let batch = try KeptLedger.batch(1, isClosed: false, after: &head)
            try store.commit(batch)
            #expect(try store.recordHead() == head)
            #expect(try store.hash(at: 3) == batch.entries[2].hash)
            #expect(try store.hash(at: 5) == nil && store.hash(at: 0) == nil)
            #expect(try store.ledgerName() == store.begin().ledger)
        }
    }
}
