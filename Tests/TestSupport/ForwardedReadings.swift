package import Dispatching
package import Escalation
package import Record

/// Readings that stand in front of others; whatever a test does not change is theirs.
package protocol ForwardedReadings: Readings {
    associatedtype Inner: Readings
    var inner: Inner { get }
}

extension ForwardedReadings {
    package func ledgerName() throws -> String { try inner.ledgerName() }
    package func recordHead() throws -> RecordHead { try inner.recordHead() }
    package func hash(at position: Int64) throws -> [UInt8]? { try inner.hash(at: position) }

    package func sealed(from position: Int64, limit: Int) throws -> [SealedEntry] {
        try inner.sealed(from: position, limit: limit)
    }

    package func entries(of incident: IncidentID) throws -> [RecordEntry] { try inner.entries(of: incident) }
    package func timeline(of incident: IncidentID, before position: Int64?, limit: Int) throws -> TimelinePage {
        try inner.timeline(of: incident, before: position, limit: limit)
    }

    package func history(of incident: IncidentID) throws -> IncidentHistory? { try inner.history(of: incident) }
    package func isRemoved(_ incident: IncidentID) throws -> Bool { try inner.isRemoved(incident) }
    package func incidents(matching query: IncidentQuery) throws -> [IncidentRow] {
        try inner.incidents(matching: query)
    }
    package func plan(version: String) throws -> Plan? { try inner.plan(version: version) }
    package func outboxCount() throws -> Int { try inner.outboxCount() }
    package func overdue(_ query: OverdueQuery) throws -> Overdue { try inner.overdue(query) }

    package func removable(closedBefore: Timestamp, after last: IncidentID) throws -> (
        incidents: [IncidentID], last: IncidentID?
    ) { try inner.removable(closedBefore: closedBefore, after: last) }

    package func outdatedFilings(before: Timestamp, after last: SourceKey) throws -> (
        keys: [SourceKey], last: SourceKey?
    ) { try inner.outdatedFilings(before: before, after: last) }

    package func unusedPlans() throws -> [String] { try inner.unusedPlans() }
}
