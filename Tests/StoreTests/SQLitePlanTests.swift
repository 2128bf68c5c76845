import Dispatching
import Escalation
import GRDB
import Testing

@testable import StoreSQLite

/// Holds SQLite to the indexes, so that no statement grows with the number of incidents.
@Suite struct SQLitePlanTests {
    static let statements = [
        SQL.insertIncident, SQL.updateIncident, SQL.insertEntry, SQL.lastPosition, SQL.insertNotification,
        SQL.updateNotification, SQL.deleteNotification, SQL.insertFiling, SQL.insertPlan, SQL.head, SQL.lastIncident,
        SQL.setMark, SQL.dropMark, SQL.putBlob, SQL.blob,
        SQL.entries, SQL.sealed, SQL.incident, SQL.latest, SQL.unsent, SQL.filing, SQL.plan, SQL.overdueIncidents,
        SQL.overdueMessages, SQL.hash,
        SQL.seals, SQL.longestBody, SQL.timeline, SQL.reports, SQL.snapshot, SQL.entryHash, SQL.insertSnapshot,
        SQL.deleteSnapshot,
        SQL.removeContent, SQL.deleteIncident, SQL.deleteFiling, SQL.deletePlan, SQL.removable, SQL.filings,
        SQL.planOfIncidents,
    ]

    static let queries = ([nil] + IncidentQuery.StatusFilter.all as [IncidentQuery.StatusFilter?]).flatMap { status in
        [nil, "/a"].flatMap { unit in
            [nil, Severity.one].flatMap { severity in
                [nil, "gate"].map { source in
                    IncidentQuery(
                        status: status,
                        unit: unit,
                        plan: unit,
                        severity: severity,
                        source: source,
                        before: 9
                    )
                }
            }
        }
    }

    @Test func `no statement walks through a table or sorts`() throws {
        for sql in Self.statements + Self.queries.map({ IncidentListing($0).sql }) {
            for step in try plan(sql) {
                #expect(!step.contains("SCAN") || step == "SCAN CONSTANT ROW", "\(step): \(sql)")
                #expect(!step.contains("TEMP B-TREE"), "\(step): \(sql)")
            }
        }
    }

    @Test func `unclosed incidents and the newest of a key are found by their indexes`() throws {
        #expect(try plan(SQL.latest).contains { $0.contains("incidents_key") })
        for status in [.exactly(.open), .exactly(.acknowledged), .unclosed] as [IncidentQuery.StatusFilter] {
            let steps = try plan(IncidentListing(IncidentQuery(status: status)).sql)
            #expect(steps.contains { $0.contains("incidents_live") }, "\(status.rawValue): \(steps)")
        }
    }

    @Test func `what is overdue is found by its indexes`() throws {
        #expect(try plan(SQL.overdueIncidents).contains { $0.contains("incidents_due") })
        #expect(try plan(SQL.overdueMessages).contains { $0.contains("outbox_due") })
    }

    @Test func `a source's own incidents are found by its index`() throws {
        let steps = try plan(IncidentListing(IncidentQuery(source: "gate")).sql)
        #expect(steps.contains { $0.contains("incidents_source") }, "\(steps)")
    }

    @Test func `at start only what is live and what is unfinished is walked through`() throws {
        #expect(try plan(SQL.live) == ["SCAN incidents USING INDEX incidents_live"])
        #expect(try plan(SQL.unclosed).first == "SCAN incidents USING INDEX incidents_live")
        #expect(try plan(SQL.outbox) == ["SCAN outbox"])
        #expect(try plan(SQL.marks) == ["SCAN marks"])
        #expect(try plan(SQL.outboxCount) == ["SCAN outbox USING COVERING INDEX outbox_due"])
    }

    private func plan(_ sql: String) throws -> [String] {
        var steps: [String] = []
        try StoreKind.withFolder { folder in
            let store = try SQLiteStore(directory: folder)
            steps = try store.pool.read { database in
                let statement = try database.makeStatement(sql: "EXPLAIN QUERY PLAN " + sql)
                statement.setUncheckedArguments(StatementArguments())
                return try Row.fetchAll(statement).map { $0["detail"] }
            }
        }
        return steps
    }
}
