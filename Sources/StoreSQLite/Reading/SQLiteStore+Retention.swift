package import Dispatching
package import Escalation
import GRDB

/// What retention looks for, page by page on a read-only connection, so that the ledger is never held up by the search.
extension SQLiteStore {
    /// How many rows are looked at in one step.
    package static let retentionPage = 1_000

    /// Closed incidents with a greater number than `last` to which nothing happens any more, and where to go on; `nil` when
    /// all were looked at.
    ///
    /// Incidents are numbered in the order of their first report: a whole page that was reported later ends the search.
    ///
    /// - Throws: ``StoreError``.
    package func removable(closedBefore: Timestamp, after last: IncidentID) throws -> (
        incidents: [IncidentID], last: IncidentID?
    ) {
        var found: [IncidentID] = []
        var isAnyOld = false
        var end = last
        let count = try rows(SQL.removable, [DatabaseValue(last), DatabaseValue(Self.retentionPage)]) { row in
            end = try row.number(0)
            if try row.moment(1) <= closedBefore { isAnyOld = true }
            guard !row.hasNull(atIndex: 2), try row.moment(2) <= closedBefore, try row.number(3) == 1 else { return }
            found.append(end)
        }.count
        return (found, isAnyOld && count == Self.retentionPage ? end : nil)
    }

    /// Keys that were filed at a time or before, among the page after `last`, and where to go on; `nil` at the end.
    ///
    /// - Throws: ``StoreError``.
    package func outdatedFilings(before: Timestamp, after last: FilingKey) throws -> (
        keys: [FilingKey], last: FilingKey?
    ) {
        var found: [FilingKey] = []
        var end = last
        let arguments = [
            DatabaseValue(last.source), DatabaseValue(last.idempotencyKey), DatabaseValue(Self.retentionPage),
        ]
        let count = try rows(SQL.filings, arguments) { row in
            end = FilingKey(source: try row.text(0), idempotencyKey: try row.text(1))
            if try row.moment(2) <= before { found.append(end) }
        }.count
        return (found, count == Self.retentionPage ? end : nil)
    }

    /// Plan versions that no incident in the store names; none when that cannot be told for every incident.
    ///
    /// - Throws: ``StoreError``.
    package func unusedPlans() throws -> [String] {
        var versions = Set(try rows(SQL.planVersions, []) { try $0.text(0) })
        var last: IncidentID = 0
        while !versions.isEmpty {
            let page = try rows(SQL.planOfIncidents, [DatabaseValue(last), DatabaseValue(Self.retentionPage)]) { row in
                (id: try row.number(0), version: try row.optionalText(1))
            }
            for one in page {
                guard let version = one.version else { return [] }
                versions.remove(version)
            }
            guard page.count == Self.retentionPage, let end = page.last else { break }
            last = end.id
        }
        return versions.sorted()
    }
}
