/// The text of every statement that runs while the store is open.
///
/// A test asks SQLite for the plan of each: none walks through a table, save ``SQL/live`` and ``SQL/outbox`` at start, and
/// ``SQL/unclosed`` once for each plan that another one opens.
enum SQL {
    static let incidentColumns = """
        id, unit, plan, title, severity, status, progress, is_drill, reported_at, changed_at, closed_at, source, dedup_key, \
        timers, reports
        """

    static let insertIncident = """
        INSERT INTO incidents (\(incidentColumns), next_due) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """

    /// Leaves out what never changes, so that the index of keys stays untouched.
    static let updateIncident = """
        UPDATE incidents SET title = ?, severity = ?, status = ?, progress = ?, changed_at = ?, closed_at = ?, timers = ?,
        reports = ?, next_due = ? WHERE id = ?
        """
    static let insertEntry = "INSERT INTO record (position, incident, at, body, hash) VALUES (?, ?, ?, ?, ?)"
    static let lastPosition = "SELECT max(position) FROM record"
    static let insertNotification = "INSERT INTO outbox (incident, number, body, due) VALUES (?, ?, ?, ?)"
    static let updateNotification = "UPDATE outbox SET body = ?, due = ? WHERE incident = ? AND number = ?"
    static let deleteNotification = "DELETE FROM outbox WHERE incident = ? AND number = ?"
    static let insertFiling = """
        INSERT INTO filings (source, idempotency_key, body_digest, incident, at) VALUES (?, ?, ?, ?, ?)
        """
    static let setMark = "INSERT OR REPLACE INTO marks (name, value, body) VALUES (?, ?, ?)"
    static let dropMark = "DELETE FROM marks WHERE name = ?"
    static let marks = "SELECT name, value, body FROM marks"
    static let putBlob = "INSERT OR REPLACE INTO blobs (digest, body) VALUES (?, ?)"
    static let blob = "SELECT body FROM blobs WHERE digest = ?"
    static let allBlobs = "SELECT digest, body FROM blobs ORDER BY digest"
    static let insertPlan = "INSERT OR IGNORE INTO plans (version, body) VALUES (?, ?)"

    static let ledger = "SELECT name FROM ledger"
    static let lastIncident = "SELECT max(id) FROM incidents"
    static let leftOutTo = "SELECT left_out_to FROM ledger"
    static let leaveOut = "UPDATE ledger SET left_out_to = ?"
    static let head = "SELECT position, hash FROM record WHERE position = (SELECT max(position) FROM record)"
    static let live = """
        SELECT id, timers, closed_at IS NULL, status = 'acknowledged' FROM incidents INDEXED BY incidents_live
        WHERE closed_at IS NULL OR timers <> ''
        """
    /// Walks through what is live: asked once in the life of a process for each plan that another one opens.
    static let unclosed = """
        SELECT id, unit, is_drill FROM incidents INDEXED BY incidents_live
        WHERE closed_at IS NULL AND plan = ? ORDER BY id
        """
    static let outbox = "SELECT incident, number, body FROM outbox"
    static let overdueIncidents = """
        SELECT id, timers FROM incidents
        WHERE next_due IS NOT NULL AND next_due <= ? AND (next_due, id) > (?, ?) ORDER BY next_due, id LIMIT ?
        """
    static let overdueMessages = """
        SELECT incident, number, body FROM outbox
        WHERE due <= ? AND (due, incident, number) > (?, ?, ?) ORDER BY due, incident, number LIMIT ?
        """
    static let outboxCount = "SELECT count(*) FROM outbox"

    private static let entry = """
        SELECT this.body, this.position, this.hash, last.hash FROM record AS this
        LEFT JOIN record AS last ON last.position = this.position - 1
        """

    /// The entries behind a position, each with the hash of the entry before it in the whole record.
    static let entries = "\(entry) WHERE this.incident = ? AND this.position > ? ORDER BY this.position"
    /// The same before a position, newest first.
    static let timeline = "\(entry) WHERE this.incident = ? AND this.position < ? ORDER BY this.position DESC LIMIT ?"
    static let reports = "SELECT reports FROM incidents WHERE id = ?"
    static let snapshot = "SELECT position, hash, body FROM snapshots WHERE incident = ?"
    static let entryHash = "SELECT hash FROM record WHERE position = ? AND incident = ?"
    static let insertSnapshot = """
        INSERT OR REPLACE INTO snapshots (incident, position, hash, body) VALUES (?, ?, ?, ?)
        """
    static let deleteSnapshot = "DELETE FROM snapshots WHERE incident = ?"
    static let snapshots = "SELECT incident, position, hash, body FROM snapshots ORDER BY incident"
    static let sealed = """
        SELECT position, incident, at, body, hash FROM record WHERE position >= ? ORDER BY position LIMIT ?
        """
    static let incident = "SELECT \(incidentColumns) FROM incidents WHERE id = ?"
    static let unsent = "SELECT due FROM outbox WHERE incident = ? AND number = ?"
    static let latest = "SELECT id FROM incidents WHERE source = ? AND dedup_key = ? ORDER BY id DESC LIMIT 1"
    static let filing = """
        SELECT body_digest, incident, at FROM filings WHERE source = ? AND idempotency_key = ?
        """
    static let plan = "SELECT body FROM plans WHERE version = ?"

    static let wholeRecord = "SELECT position, incident, at, body, hash FROM record ORDER BY position"
    static let hash = "SELECT hash FROM record WHERE position = ?"
    static let seals = "SELECT position, hash, length(body) FROM record WHERE incident = ? ORDER BY position"
    static let longestBody = "SELECT max(length(body)) FROM record WHERE incident = ?"
    static let removeContent = "UPDATE record SET body = x'', at = 0 WHERE incident = ?"
    static let deleteIncident = "DELETE FROM incidents WHERE id = ? AND closed_at IS NOT NULL"
    static let deleteFiling = "DELETE FROM filings WHERE source = ? AND idempotency_key = ?"
    static let deletePlan = "DELETE FROM plans WHERE version = ?"

    /// A page of incidents by number: when it was reported, when closed, and whether anything is still to come.
    static let removable = """
        SELECT id, reported_at, closed_at,
            timers = '' AND NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.incident = incidents.id)
        FROM incidents WHERE id > ? ORDER BY id LIMIT ?
        """
    static let filings = """
        SELECT source, idempotency_key, at FROM filings WHERE (source, idempotency_key) > (?, ?)
        ORDER BY source, idempotency_key LIMIT ?
        """
    static let planVersions = "SELECT version FROM plans"

    /// The plan version of a page of incidents, from the first entry of each.
    static let planOfIncidents = """
        SELECT id, (
            SELECT json_extract(CAST(body AS TEXT), '$.changes[0].reported.report.planVersion')
            FROM record WHERE record.incident = incidents.id ORDER BY position LIMIT 1
        ) FROM incidents WHERE id > ? ORDER BY id LIMIT ?
        """
}
