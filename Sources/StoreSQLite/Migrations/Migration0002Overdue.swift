/// What is overdue is found by an index, whatever else is kept: the auditor asks for it every few seconds.
///
/// An open incident without any timer is overdue at all times; it stands at the very start of the index, which is empty there
/// as long as all is well. Incidents that nothing more happens to are not in it.
enum Migration0002Overdue {
    static let name = "0002 overdue"

    static let sql = """
        ALTER TABLE incidents ADD COLUMN next_due INTEGER;
        UPDATE incidents SET next_due = (
            SELECT min(due.value)
            FROM json_each(incidents.timers) AS due
            JOIN json_each(incidents.timers) AS before ON before.key = due.key - 1
            WHERE due.type = 'integer' AND before.type = 'text'
        ) WHERE timers <> '';
        UPDATE incidents SET next_due = -9223372036854775808
            WHERE timers = '' AND closed_at IS NULL AND status = 'open';
        CREATE INDEX incidents_due ON incidents (next_due) WHERE next_due IS NOT NULL;

        ALTER TABLE outbox ADD COLUMN due INTEGER NOT NULL DEFAULT 0;
        UPDATE outbox SET due = json_extract(body, '$[3]');
        CREATE INDEX outbox_due ON outbox (due);
        """
}
