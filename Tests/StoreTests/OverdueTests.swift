import Dispatching
import Escalation
import GRDB
import Testing

@testable import StoreSQLite

/// What the auditor reads: everything overdue, and nothing else, at a cost that does not grow with what is kept.
@Suite struct OverdueTests {
    private static func timers(_ seconds: Int64...) -> [IncidentTimer] {
        seconds.map { IncidentTimer(kind: .answers(1), due: Samples.start + .seconds($0), span: .seconds(60)) }
    }

    private static func planned(_ incident: IncidentID, _ number: Int, at seconds: Int64) -> OutboxRow {
        var row = Samples.planned(incident, number)
        row.notification.due = Samples.start + .seconds(seconds)
        return row
    }

    @Test(arguments: StoreKind.allCases)
    func `what is due and what stands still is found, earliest first, page by page`(kind: StoreKind) throws {
        try kind.withStore { store in
            var batch = Batch()
            batch.opened = [
                Samples.row(1, timers: Self.timers(30, 10)), Samples.row(2, timers: Self.timers(20)),
                Samples.row(3, timers: Self.timers(20)), Samples.row(4), Samples.closed(Samples.row(5)),
                Samples.row(6, status: .acknowledged), Samples.row(7, timers: Self.timers(21)),
            ]
            batch.planned = [Self.planned(1, 2, at: 5), Self.planned(1, 1, at: 5), Self.planned(2, 1, at: 99)]
            try store.commit(batch)
            let by = Samples.start + .seconds(20)
            let all = try store.overdue(OverdueQuery(by: by))
            #expect(all.incidents.map(\.id) == [4, 1, 2, 3])
            #expect(all.incidents[1].timers == Self.timers(30, 10))
            #expect(all.messages == [Self.planned(1, 1, at: 5), Self.planned(1, 2, at: 5)])

            var found: [IncidentID] = []
            var after: OverdueQuery.Cursor?
            while let last = try store.overdue(OverdueQuery(by: by, incidentsAfter: after, limit: 1)).incidents.first {
                found.append(last.id)
                after = OverdueQuery.Cursor(due: last.nextDue, incident: last.id)
            }
            #expect(found == [4, 1, 2, 3])
            let second = OverdueQuery.Cursor(due: Samples.start + .seconds(5), incident: 1, number: 1)
            #expect(
                try store.overdue(OverdueQuery(by: by, messagesAfter: second)).messages.map(\.notification.id.number)
                    == [2]
            )
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `what is done, settled or put off is no longer overdue`(kind: StoreKind) throws {
        try kind.withStore { store in
            var batch = Batch()
            batch.opened = (1...4).map { Samples.row($0, timers: Self.timers(1)) }
            batch.planned = [Self.planned(1, 1, at: 0), Self.planned(1, 2, at: 0)]
            try store.commit(batch)
            batch = Batch()
            batch.changed = [
                Samples.closed(Samples.row(1)), Samples.row(2, timers: Self.timers(500)),
                Samples.row(3, status: .acknowledged),
            ]
            batch.postponed = [Self.planned(1, 1, at: 500)]
            batch.settled = [NotificationID(incident: 1, number: 2)]
            try store.commit(batch)
            let overdue = try store.overdue(OverdueQuery(by: Samples.start + .seconds(100)))
            #expect(overdue.incidents.map(\.id) == [4])
            #expect(overdue.messages.isEmpty)
        }
    }

    @Test func `a ledger that is opened again knows what is due`() throws {
        try StoreKind.withFolder { folder in
            var before = Batch()
            before.opened = [
                Samples.row(1, timers: Samples.everyTimer), Samples.row(2), Samples.closed(Samples.row(3)),
                Samples.row(4, timers: Self.timers(7, 3, 9)), Samples.row(5, status: .acknowledged),
            ]
            var digested = Self.planned(1, 2, at: 8)
            digested.notification.person = "9\",1,2,\\"
            digested.notification.digest = DigestID(first: NotificationID(incident: 1, number: 1))
            before.planned = [Self.planned(1, 1, at: 4), digested]
            do {
                let store = try SQLiteStore(directory: folder)
                try store.commit(before)
            }
            let store = try SQLiteStore(directory: folder)
            let overdue = try store.overdue(OverdueQuery(by: Samples.start + .days(1)))
            #expect(overdue.incidents.map(\.id) == [2, 1, 4])
            #expect(overdue.messages == before.planned)
            let (dues, messages) = try store.pool.read { database in
                (
                    try Int64?.fetchAll(database, sql: "SELECT next_due FROM incidents ORDER BY id"),
                    try Int64.fetchAll(database, sql: "SELECT due FROM outbox ORDER BY number")
                )
            }
            #expect(dues == before.opened.map { $0.nextDue?.milliseconds })
            #expect(messages == before.planned.map(\.notification.due.milliseconds))
        }
    }

    @Test func `with 100,000 open incidents and messages a look takes a small part of reading them`() throws {
        try StoreKind.withFolder { folder in
            let store = try SQLiteStore(directory: folder)
            var batch = Batch()
            batch.opened = [Samples.row(1, timers: Self.timers(1))]
            batch.planned = [Self.planned(1, 1, at: 1)]
            try store.commit(batch)
            try store.pool.write { database in
                try database.execute(
                    sql: """
                        WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
                        INSERT INTO incidents SELECT i, unit, plan, title, severity, status, progress, is_drill, reported_at,
                            changed_at, closed_at, source, dedup_key, timers, reports, next_due + 3600000 + i FROM n, incidents WHERE id = 1;
                        WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
                        INSERT INTO outbox SELECT i, 1, body, due + 3600000 + i FROM n, outbox WHERE incident = 1
                        """
                )
            }
            let query = OverdueQuery(by: Samples.start + .minutes(1))
            var (looks, readings): ([Duration], [Duration]) = ([], [])
            for _ in 0..<20 {
                let start = ContinuousClock.now
                let overdue = try store.overdue(query)
                let between = ContinuousClock.now
                looks.append(between - start)
                _ = try store.pool.read { database in
                    try Row.fetchOne(
                        database,
                        sql:
                            "SELECT (SELECT sum(length(timers)) FROM incidents), (SELECT sum(length(body)) FROM outbox)"
                    )
                }
                readings.append(ContinuousClock.now - between)
                #expect(overdue.incidents.map(\.id) == [1])
                #expect(overdue.messages.count == 1)
            }
            let (look, reading) = (looks.sorted()[10], readings.sorted()[10])
            #expect(look * 4 < reading, "a look took \(look), reading all of them \(reading)")
        }
    }
}
