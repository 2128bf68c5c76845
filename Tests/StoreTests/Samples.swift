import Dispatching
import Escalation
import Foundation
import Record

/// Values with every detail defaulted, so that what a test sets is what matters.
enum Samples {
    static let start = Timestamp(milliseconds: 1_790_000_000_000)

    static func row(
        _ id: IncidentID,
        unit: UnitPath = "/town",
        plan: PlanName = "fire",
        title: String = "Smoke",
        severity: Severity = .three,
        status: Incident.Status = .open,
        closedAt: Timestamp? = nil,
        source: String = "gate",
        dedupKey: String? = nil,
        timers: [IncidentTimer] = []
    ) -> IncidentRow {
        IncidentRow(
            id: id,
            unit: unit,
            plan: plan,
            title: title,
            severity: severity,
            status: status,
            progress: .running,
            isDrill: false,
            reportedAt: start,
            changedAt: start,
            closedAt: closedAt,
            source: source,
            dedupKey: dedupKey,
            timers: timers
        )
    }

    static func closed(_ row: IncidentRow, as closing: Closing = .stoodDown) -> IncidentRow {
        var row = row
        row.status = .closed(closing)
        row.closedAt = start + .minutes(1)
        row.timers = []
        return row
    }

    static func planned(_ incident: IncidentID, _ number: Int = 1, attempts: Int = 0) -> OutboxRow {
        OutboxRow(
            notification: Notification(
                id: NotificationID(incident: incident, number: number),
                person: "he-an",
                address: "webhook-2",
                kind: .takenOver,
                due: start,
                attempts: attempts,
                mark: UInt64(number),
                mayHaveArrived: attempts > 0
            ),
            severity: .two
        )
    }

    static func entry(_ position: Int64, incident: IncidentID, note: String = "seen") throws -> SealedEntry {
        let changes = [Change.noted(person: "a", text: note)]
        let content = RecordEntry(incident: incident, at: start, by: .token("gate"), changes: changes)
        return SealedEntry(
            position: position,
            incident: incident,
            at: start,
            body: try RecordCoding.encode(content),
            hash: [UInt8](repeating: UInt8(truncatingIfNeeded: position), count: 32)
        )
    }

    /// An entry that the chain holds.
    static func sealed(incident: IncidentID, note: String, after head: inout RecordHead) throws -> SealedEntry {
        let changes = [Change.noted(person: "a", text: note)]
        let entry = RecordEntry(incident: incident, at: start, by: .token("gate"), changes: changes)
        return try RecordChain.seal(entry, after: &head)
    }

    static func filing(_ key: String, incident: IncidentID = 1) -> FilingRow {
        FilingRow(
            key: SourceKey(source: "gate", key: key),
            bodyDigest: [UInt8](repeating: 0xA5, count: 32),
            incident: incident,
            at: start
        )
    }

    static func plan(version: String = "v1") -> Plan {
        Plan(
            name: "fire",
            version: version,
            title: LocalizedText(texts: ["en": "Fire", "zh-Hans": "火灾"]),
            responses: [:],
            fallback: []
        )
    }

    static let everyTimer: [IncidentTimer] = [
        .answers(3), .repetition(.chain), .repetition(.body(2)), .fallback, .incomplete, .acknowledgement, .grace,
        .nextAddress("he\"an\\\n\u{1}安"), .resume,
        .obligation(.details), .obligation(.followUp), .obligation(.finalReport),
    ].enumerated().map { index, kind in
        IncidentTimer(kind: kind, due: Timestamp(milliseconds: -5 + Int64(index)), span: .seconds(Int64(index)))
    }

    /// A folder of its own for one test.
    static func folder() -> String {
        NSTemporaryDirectory() + "/tocsin-store-\(UUID().uuidString)"
    }
}

extension Batch {
    static func opening(_ rows: [IncidentRow]) -> Batch {
        var batch = Batch()
        batch.opened = rows
        return batch
    }

    static func changing(_ rows: [IncidentRow]) -> Batch {
        var batch = Batch()
        batch.changed = rows
        return batch
    }
}
