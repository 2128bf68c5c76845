package import Dispatching
package import Escalation
import GRDB

/// What retention looks for, page by page on a read-only connection, so that the ledger is never held up by the search.
extension SQLiteStore {
    package func removable(closedBefore: Timestamp, after last: IncidentID) throws -> (
        incidents: [IncidentID], last: IncidentID?
    ) {
        var found: [IncidentID] = []
        var isAnyOld = false
        var end = last
        let count = try rows(SQL.removable, [DatabaseValue(last), DatabaseValue(RetentionPage.size)]) { row in
            end = try row.number(0)
            if try row.moment(1) <= closedBefore { isAnyOld = true }
            guard !row.hasNull(atIndex: 2), try row.moment(2) <= closedBefore, try row.number(3) == 1 else { return }
            found.append(end)
        }.count
        return (found, isAnyOld && count == RetentionPage.size ? end : nil)
    }

    package func outdatedFilings(before: Timestamp, after last: SourceKey) throws -> (
        keys: [SourceKey], last: SourceKey?
    ) {
        var found: [SourceKey] = []
        var end = last
        let arguments = [DatabaseValue(last.source), DatabaseValue(last.key), DatabaseValue(RetentionPage.size)]
        let count = try rows(SQL.filings, arguments) { row in
            end = SourceKey(source: try row.text(0), key: try row.text(1))
            if try row.moment(2) <= before { found.append(end) }
        }.count
        return (found, count == RetentionPage.size ? end : nil)
    }

    package func unusedPlans() throws -> [String] {
        var versions = Set(try rows(SQL.planVersions, []) { try $0.text(0) })
        var last: IncidentID = 0
        while !versions.isEmpty {
            let page = try rows(SQL.planOfIncidents, [DatabaseValue(last), DatabaseValue(RetentionPage.size)]) { row in
                (id: try row.number(0), version: try row.optionalText(1))
            }
            for one in page {
                guard let version = one.version else { return [] }
                versions.remove(version)
            }
            guard page.count == RetentionPage.size, let end = page.last else { break }
            last = end.id
        }
        return versions.sorted()
    }
}
