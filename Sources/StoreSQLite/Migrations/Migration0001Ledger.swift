/// The first schema.
///
/// Shipped migrations are never edited; a change is a new file.
///
/// What is overdue is found by an index, whatever else is kept: the auditor asks for it every few seconds. An open incident without
/// any timer is overdue at all times; it stands at the very start of that index, which is empty there as long as all is well.
///
/// The cost of an incident does not depend on how many there are: every index beside the primary keys is partial and holds
/// only what is unclosed, timed or keyed, and the outbox holds only what is unfinished.
enum Migration0001Ledger {
    static let name = "0001 ledger"

    static let sql = """
        CREATE TABLE ledger (
            name TEXT NOT NULL,
            -- The newest number of an incident that is not given, after an older copy of the database was put in place.
            left_out_to INTEGER NOT NULL DEFAULT 0
        ) STRICT;

        CREATE TABLE record (
            position INTEGER PRIMARY KEY,
            incident INTEGER NOT NULL,
            at INTEGER NOT NULL,
            body BLOB NOT NULL,
            hash BLOB NOT NULL
        ) STRICT;
        CREATE INDEX record_incident ON record (incident);

        CREATE TABLE incidents (
            id INTEGER PRIMARY KEY,
            unit ANY NOT NULL,
            plan ANY NOT NULL,
            title ANY NOT NULL,
            severity INTEGER NOT NULL,
            status TEXT NOT NULL,
            progress TEXT NOT NULL,
            is_drill INTEGER NOT NULL,
            reported_at INTEGER NOT NULL,
            changed_at INTEGER NOT NULL,
            closed_at INTEGER,
            source ANY NOT NULL,
            dedup_key ANY,
            timers ANY NOT NULL,
            reports INTEGER NOT NULL,
            next_due INTEGER
        ) STRICT;
        CREATE UNIQUE INDEX incidents_unclosed_key ON incidents (source, dedup_key)
            WHERE dedup_key IS NOT NULL AND closed_at IS NULL;
        CREATE INDEX incidents_key ON incidents (source, dedup_key) WHERE dedup_key IS NOT NULL;
        CREATE INDEX incidents_live ON incidents (status) WHERE closed_at IS NULL OR timers <> '';
        CREATE INDEX incidents_due ON incidents (next_due) WHERE next_due IS NOT NULL;
        CREATE INDEX incidents_source ON incidents (source);

        -- States of incidents behind an entry: beside the record, not of it, and made again where one is missing.
        CREATE TABLE snapshots (
            incident INTEGER PRIMARY KEY,
            position INTEGER NOT NULL,
            hash BLOB NOT NULL,
            body BLOB NOT NULL
        ) STRICT;

        CREATE TABLE outbox (
            incident INTEGER NOT NULL,
            number INTEGER NOT NULL,
            body ANY NOT NULL,
            due INTEGER NOT NULL,
            PRIMARY KEY (incident, number)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX outbox_due ON outbox (due);

        CREATE TABLE filings (
            source ANY NOT NULL,
            idempotency_key ANY NOT NULL,
            body_digest BLOB NOT NULL,
            incident INTEGER NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (source, idempotency_key)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE plans (
            version TEXT PRIMARY KEY,
            body BLOB NOT NULL
        ) STRICT, WITHOUT ROWID;

        -- What the ledger remembers by name beside its incidents.
        CREATE TABLE marks (
            name ANY NOT NULL PRIMARY KEY,
            value INTEGER NOT NULL,
            body BLOB NOT NULL
        ) STRICT, WITHOUT ROWID;

        -- Contents by their SHA-256; what is here may be named by nothing.
        CREATE TABLE blobs (
            digest BLOB NOT NULL PRIMARY KEY,
            body BLOB NOT NULL
        ) STRICT;
        """
}
