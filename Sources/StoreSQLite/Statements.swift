/// The text of every statement that runs while the store is open.
///
/// A test asks SQLite for the plan of each: none walks through a table, save ``SQL/live`` and ``SQL/outbox`` at start.
enum SQL {
    static let incidentColumns = """
        id, unit, plan, title, severity, status, progress, is_drill, reported_at, changed_at, closed_at, source, dedup_key, \
        timers
        """

    static let insertIncident = """
        INSERT INTO incidents (\(incidentColumns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """

    /// Leaves out what never changes, so that the index of keys stays untouched.
    static let updateIncident = """
        UPDATE incidents SET title = ?, severity = ?, status = ?, progress = ?, changed_at = ?, closed_at = ?, timers = ?
        WHERE id = ?
        """
    static let insertEntry = "INSERT INTO record (position, incident, at, body, hash) VALUES (?, ?, ?, ?, ?)"
    static let lastPosition = "SELECT max(position) FROM record"
    static let insertNotification = "INSERT INTO outbox (incident, number, body) VALUES (?, ?, ?)"
    static let replaceNotification = "INSERT OR REPLACE INTO outbox (incident, number, body) VALUES (?, ?, ?)"
    static let deleteNotification = "DELETE FROM outbox WHERE incident = ? AND number = ?"
    static let insertFiling = """
        INSERT INTO filings (source, idempotency_key, body_digest, incident, at) VALUES (?, ?, ?, ?, ?)
        """
    static let insertPlan = "INSERT OR IGNORE INTO plans (version, body) VALUES (?, ?)"

    static let ledger = "SELECT name FROM ledger"
    static let lastIncident = "SELECT max(id) FROM incidents"
    static let head = "SELECT position, hash FROM record WHERE position = (SELECT max(position) FROM record)"
    static let live = """
        SELECT id, timers, closed_at IS NULL, status = 'acknowledged' FROM incidents INDEXED BY incidents_live
        WHERE closed_at IS NULL OR timers <> ''
        """
    static let outbox = "SELECT incident, number, body FROM outbox"
    static let outboxCount = "SELECT count(*) FROM outbox"

    static let entries = "SELECT body FROM record WHERE incident = ? ORDER BY position"
    static let sealed = """
        SELECT position, incident, at, body, hash FROM record WHERE position >= ? ORDER BY position LIMIT ?
        """
    static let latest = """
        SELECT \(incidentColumns) FROM incidents WHERE source = ? AND dedup_key = ? ORDER BY id DESC LIMIT 1
        """
    static let filing = """
        SELECT body_digest, incident, at FROM filings WHERE source = ? AND idempotency_key = ?
        """
    static let plan = "SELECT body FROM plans WHERE version = ?"
}
