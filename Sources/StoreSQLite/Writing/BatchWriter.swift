import Dispatching
import Escalation
import GRDB
import Record

/// Writes one batch inside a transaction that somebody else opens and ends.
struct BatchWriter {
    let database: Database

    func write(_ batch: Batch) throws {
        try writeEntries(batch.entries)
        try writeIncidents(batch)
        try writeOutbox(batch)
        try run(SQL.insertSnapshot, for: batch.snapshots) { snapshot in
            [
                DatabaseValue(snapshot.incident), DatabaseValue(snapshot.entry.position),
                DatabaseValue(snapshot.entry.hash), DatabaseValue(snapshot.body),
            ]
        }
        try run(SQL.insertFiling, for: batch.filings) { filing in
            [
                DatabaseValue(filing.key.source), DatabaseValue(filing.key.key), DatabaseValue(filing.bodyDigest),
                DatabaseValue(filing.incident), DatabaseValue(filing.at),
            ]
        }
        try run(SQL.insertPlan, for: batch.plans) { plan in
            [DatabaseValue(plan.version), DatabaseValue(try CompactEncoder.encode(plan))]
        }
        if let number = batch.numbersLeftOutTo {
            try run(SQL.leaveOut, for: [number]) { [DatabaseValue($0)] }
        }
        try run(SQL.setMark, for: batch.marks) { mark in
            [DatabaseValue(mark.name), DatabaseValue(mark.value), DatabaseValue(mark.body)]
        }
        try run(SQL.dropMark, for: batch.droppedMarks) { [DatabaseValue($0)] }
        try remove(batch)
    }

    /// Takes away what retention no longer keeps, and overwrites it in the file.
    private func remove(_ batch: Batch) throws {
        guard !batch.removed.isEmpty || !batch.outdatedFilings.isEmpty || !batch.unusedPlans.isEmpty else { return }
        try database.execute(sql: "PRAGMA secure_delete = ON")
        defer { try? database.execute(sql: "PRAGMA secure_delete = OFF") }
        try run(SQL.removeContent, for: batch.removed) {
            [DatabaseValue($0.id)]
        } check: { one in
            guard database.changesCount == one.entries else {
                throw StoreError.broken("incident \(one.id) was to lose \(one.entries) entries, but has others")
            }
        }
        try run(SQL.deleteIncident, for: batch.removed) {
            [DatabaseValue($0.id)]
        } check: { one in
            guard database.changesCount == 1 else {
                throw StoreError.broken("incident \(one.id) was to be removed, but is not closed in the store")
            }
        }
        try run(SQL.deleteSnapshot, for: batch.removed) { [DatabaseValue($0.id)] }
        try run(SQL.deleteFiling, for: batch.outdatedFilings) { key in
            [DatabaseValue(key.source), DatabaseValue(key.key)]
        }
        try run(SQL.deletePlan, for: batch.unusedPlans) { [DatabaseValue($0)] }
    }

    private func writeEntries(_ entries: [SealedEntry]) throws {
        guard !entries.isEmpty else { return }
        var last = try Int64.fetchOne(database.cachedStatement(sql: SQL.lastPosition)) ?? 0
        for entry in entries {
            guard entry.position == last + 1 else {
                throw StoreError.broken("the record ends at \(last), but entry \(entry.position) was to follow")
            }
            last = entry.position
        }
        try run(SQL.insertEntry, for: entries) { entry in
            [
                DatabaseValue(entry.position), DatabaseValue(entry.incident), DatabaseValue(entry.at),
                DatabaseValue(entry.body), DatabaseValue(entry.hash),
            ]
        }
    }

    /// Known incidents that close come first, then those that change, then new ones: a dedup key that one incident gives
    /// up in this batch may be taken by another in the same batch.
    private func writeIncidents(_ batch: Batch) throws {
        let lastStates = batch.lastStates()
        try update(lastStates.changed.filter { $0.closedAt != nil })
        try update(lastStates.changed.filter { $0.closedAt == nil })
        try run(SQL.insertIncident, for: lastStates.opened) { row in
            [
                DatabaseValue(row.id), DatabaseValue(row.unit), DatabaseValue(row.plan), DatabaseValue(row.title),
                DatabaseValue(row.severity.rawValue), DatabaseValue(row.status.rawValue),
                DatabaseValue(row.progress.rawValue),
                DatabaseValue(row.isDrill ? 1 : 0), DatabaseValue(row.reportedAt), DatabaseValue(row.changedAt),
                row.closedAt.map { DatabaseValue($0) } ?? .null, DatabaseValue(row.source), DatabaseValue(row.dedupKey),
                DatabaseValue(row.timers.compact), DatabaseValue(row.reports),
                row.nextDue.map { DatabaseValue($0) } ?? .null,
            ]
        }
    }

    private func update(_ rows: [IncidentRow]) throws {
        try run(SQL.updateIncident, for: rows) { row in
            [
                DatabaseValue(row.title), DatabaseValue(row.severity.rawValue), DatabaseValue(row.status.rawValue),
                DatabaseValue(row.progress.rawValue), DatabaseValue(row.changedAt),
                row.closedAt.map { DatabaseValue($0) } ?? .null, DatabaseValue(row.timers.compact),
                DatabaseValue(row.reports),
                row.nextDue.map { DatabaseValue($0) } ?? .null, DatabaseValue(row.id),
            ]
        } check: { row in
            guard database.changesCount == 1 else {
                throw StoreError.broken("incident \(row.id) was to be changed, but is not in the store")
            }
        }
    }

    private func writeOutbox(_ batch: Batch) throws {
        try run(SQL.insertNotification, for: batch.planned, arguments: arguments)
        try run(SQL.updateNotification, for: batch.postponed) { row in
            let id = row.notification.id
            let due = DatabaseValue(row.notification.due)
            return [DatabaseValue(row.compact), due, DatabaseValue(id.incident), DatabaseValue(id.number)]
        } check: { row in
            guard database.changesCount == 1 else {
                throw StoreError.broken("\(row.notification.id) was to be put off, but is not in the outbox")
            }
        }
        try run(SQL.deleteNotification, for: batch.settled) { id in
            [DatabaseValue(id.incident), DatabaseValue(id.number)]
        } check: { id in
            guard database.changesCount == 1 else {
                throw StoreError.broken("\(id) was to leave the outbox, but is not in it")
            }
        }
    }

    private func arguments(_ row: OutboxRow) -> StatementArguments {
        let id = row.notification.id
        let due = DatabaseValue(row.notification.due)
        return [DatabaseValue(id.incident), DatabaseValue(id.number), DatabaseValue(row.compact), due]
    }

    /// Runs a statement once for each item.
    ///
    /// Arguments are written as literals of `StatementArguments`: making those from a `[DatabaseValue]` goes through a key
    /// path in GRDB 7.10 and took a quarter of the time of a commit.
    private func run<Item>(
        _ sql: String,
        for items: [Item],
        arguments: (Item) throws -> StatementArguments,
        check: (Item) throws -> Void = { _ in }
    ) throws {
        guard !items.isEmpty else { return }
        let statement = try database.cachedStatement(sql: sql)
        for item in items {
            try statement.execute(arguments: arguments(item))
            try check(item)
        }
    }
}
