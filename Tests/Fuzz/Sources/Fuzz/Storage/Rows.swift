import Dispatching
import Escalation

@testable import StoreSQLite

extension Fuzzer {
    /// The compact columns of the store: notifications and timers, drawn from the input and read back from it.
    static let rows = Fuzzer("rows", examples: { rowExamples }) { bytes in
        let text = String(decoding: bytes, as: UTF8.self)
        if let row = try? OutboxRow(id: NotificationID(incident: 7, number: 3), compact: text) { check(row) }
        if let timers = try? [IncidentTimer](compact: text) { check(timers) }
        var draw = Draw(bytes)
        check(
            OutboxRow(
                notification: draw.notification(),
                severity: draw.word(),
                patience: draw.flag() ? TimeSpan(milliseconds: Int64(draw.byte())) : nil
            )
        )
        check(draw.list { $0.timer() })
    }

    private static func check(_ row: OutboxRow) {
        let compact = row.compact
        demand(compact.utf8.allSatisfy { $0 >= 0x20 }, "a control character in \(compact)")
        let read = try? OutboxRow(id: row.notification.id, compact: compact)
        demand(read == row && read?.compact.utf8.elementsEqual(compact.utf8) == true, "read back otherwise: \(compact)")
    }

    private static func check(_ timers: [IncidentTimer]) {
        let compact = timers.compact
        let read = try? [IncidentTimer](compact: compact)
        demand(
            read == timers && read?.compact.utf8.elementsEqual(compact.utf8) == true,
            "read back otherwise: \(compact)"
        )
    }

    private static var rowExamples: [[UInt8]] {
        let notification = Notification(
            id: NotificationID(incident: 7, number: 3),
            person: "he-an",
            address: "webhook-2",
            kind: .takenOver,
            due: Timestamp(milliseconds: 1_795_201_500_000),
            attempts: 2,
            mark: 4_503_599_627_370_495,
            digest: DigestID(first: NotificationID(incident: 9, number: 1), mark: 7)
        )
        let kinds: [IncidentTimer.Kind] = [
            .answers(3), .repetition(.chain), .repetition(.body(2)), .fallback, .incomplete, .acknowledgement, .grace,
            .nextAddress("a\"\u{1}"), .resume,
            .obligation(.followUp),
        ]
        let timers = kinds.map { IncidentTimer(kind: $0, due: Timestamp(milliseconds: -5), span: .minutes(3)) }
        return [OutboxRow(notification: notification, severity: .two).compact, timers.compact].map { Array($0.utf8) }
    }
}
