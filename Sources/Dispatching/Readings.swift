package import Escalation
package import Record

/// What may be read of a ledger, from any thread at any time: what was committed, whoever writes.
///
/// Each throws ``StoreError``. None costs more the more is kept, save where it says so.
package protocol Readings: Sendable {
    /// The ledger's random name; part of every id that is seen outside.
    func ledgerName() throws -> String

    // MARK: The record

    /// Where the record ends, as far as it is committed.
    func recordHead() throws -> RecordHead

    /// The hash at a position; `nil` when the record does not reach so far.
    func hash(at position: Int64) throws -> [UInt8]?

    /// The record of the ledger as sealed bytes, from `position` on, at most `limit` entries.
    func sealed(from position: Int64, limit: Int) throws -> [SealedEntry]

    /// The whole record of an incident, oldest first; empty when there is no such incident. Its cost grows with the record:
    /// who wants to know how the incident stands asks for its ``history(of:)``.
    func entries(of incident: IncidentID) throws -> [RecordEntry]

    /// A page of an incident's record: the newest entries before a position.
    ///
    /// - Parameters:
    ///   - incident: its number.
    ///   - position: only what stands before it in the record; `nil` for the newest of all.
    ///   - limit: so many at most.
    /// - Returns: no entries when there is no such incident.
    /// - Throws: ``StoreError``.
    func timeline(of incident: IncidentID, before position: Int64?, limit: Int) throws -> TimelinePage

    /// What the state of an incident is made of; `nil` when there is no such incident, or none any more. Its cost does not
    /// depend on how long the record of the incident is.
    func history(of incident: IncidentID) throws -> IncidentHistory?

    /// Whether retention took the incident off the record.
    func isRemoved(_ incident: IncidentID) throws -> Bool

    // MARK: What stands

    /// Incidents that match, newest first, at most `query.limit`.
    func incidents(matching query: IncidentQuery) throws -> [IncidentRow]

    /// A plan version that was stored with some batch.
    func plan(version: String) throws -> Plan?

    /// Notifications without a final outcome, by number.
    func outboxCount() throws -> Int

    /// What is due by its stored wall time, one page, earliest first; for the auditor. Its cost depends on what is overdue,
    /// not on how much is kept.
    func overdue(_ query: OverdueQuery) throws -> Overdue

    // MARK: What retention looks for

    /// Closed incidents to which nothing happens any more, of a page of those with a greater number than `last`.
    ///
    /// Incidents are numbered in the order of their first report: a whole page that was reported later ends the search.
    ///
    /// - Parameters:
    ///   - closedBefore: only what was closed then or before.
    ///   - last: where the page before ended; 0 for the first.
    /// - Returns: their numbers, and where to go on; `nil` when all were looked at.
    /// - Throws: ``StoreError``.
    func removable(closedBefore: Timestamp, after last: IncidentID) throws -> (
        incidents: [IncidentID], last: IncidentID?
    )

    /// Keys that were filed at a time or before, among the page after `last`, and where to go on; `nil` at the end.
    func outdatedFilings(before: Timestamp, after last: SourceKey) throws -> (keys: [SourceKey], last: SourceKey?)

    /// Plan versions that no incident in the store names; none when that cannot be told for every incident. It looks at every
    /// incident, page by page.
    func unusedPlans() throws -> [String]
}

/// How far retention looks in one step.
package enum RetentionPage {
    /// Rows in a page.
    package static let size = 1_000
}
