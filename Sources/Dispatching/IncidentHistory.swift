package import Escalation
package import Record

/// What the state of an incident is made of: its snapshot, where there is a good one, and the entries behind that.
package struct IncidentHistory: Hashable, Sendable {
    /// The state behind an entry; `nil` when there is no snapshot that can be read.
    package var snapshot: Incident?
    /// The entries behind the snapshot, or all of them, oldest first.
    package var entries: [RecordEntry]
    /// How often it was reported, as its row has it: repeats that are no entry count there alone.
    package var reports: Int
    /// Whether there is a snapshot and it cannot be read.
    package var hasBadSnapshot: Bool

    /// The history behind a snapshot, if it is good and its entry stands on record as it says; else all of it.
    ///
    /// - Parameters:
    ///   - snapshot: as it is stored.
    ///   - reports: as the incident's row has it.
    ///   - holds: whether the incident has that entry.
    ///   - entries: reads the incident's entries behind a position, oldest first.
    /// - Throws: what `holds` and `entries` throw.
    package init(
        _ snapshot: IncidentSnapshot?,
        reports: Int,
        holds: (RecordHead) throws -> Bool,
        entries: (Int64) throws -> [RecordEntry]
    ) throws {
        self.reports = reports
        if let snapshot, let state = try? snapshot.state(), try holds(snapshot.entry) {
            self.snapshot = state
            hasBadSnapshot = false
        } else {
            self.snapshot = nil
            hasBadSnapshot = snapshot != nil
        }
        self.entries = try entries(self.snapshot == nil ? 0 : snapshot?.entry.position ?? 0)
    }

    /// The state; `nil` when the record does not begin with a first report.
    package func state() -> Incident? {
        guard var state = Incident(replaying: entries, after: snapshot) else { return nil }
        state.reportCount = max(state.reportCount, reports)
        return state
    }
}
