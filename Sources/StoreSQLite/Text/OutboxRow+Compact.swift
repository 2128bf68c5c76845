import Dispatching
import Escalation

/// A notification as one JSON array: person, address, kind, due, attempts, whether it may have arrived, severity, mark, how
/// long it may be kept back (-1: as long as flood control wants), then the digest if there is one.
extension OutboxRow {
    var compact: String {
        let writer = CompactRow()
        writer.string(notification.person)
        writer.string(notification.address)
        writer.string(notification.kind.rawValue)
        writer.integer(notification.due.milliseconds)
        writer.integer(Int64(notification.attempts))
        writer.integer(notification.mayHaveArrived ? 1 : 0)
        writer.integer(Int64(severity.rawValue))
        writer.integer(Int64(bitPattern: notification.mark))
        writer.integer(patience?.milliseconds ?? -1)
        if let digest = notification.digest {
            writer.integer(digest.first.incident)
            writer.integer(Int64(digest.first.number))
            writer.integer(Int64(bitPattern: digest.mark))
        }
        return writer.finished()
    }

    init(id: NotificationID, compact: String) throws {
        var reader = CompactReader(compact)
        let person = try reader.string()
        let address = try reader.string()
        let kind = MessageKind(rawValue: try reader.string())
        let due = Timestamp(milliseconds: try reader.integer())
        let attempts = Int(try reader.integer())
        let mayHaveArrived = try reader.integer() != 0
        let severity = Severity(rawValue: Int(try reader.integer()))
        guard let kind, let severity else {
            throw StoreError.unreadable("a stored notification cannot be read: \(compact)")
        }
        let mark = UInt64(bitPattern: try reader.integer())
        let patience = try reader.integer()
        var digest: DigestID?
        if !reader.isAtEnd {
            let first = NotificationID(incident: try reader.integer(), number: Int(try reader.integer()))
            digest = DigestID(first: first, mark: UInt64(bitPattern: try reader.integer()))
        }
        self.init(
            notification: Notification(
                id: id,
                person: person,
                address: address,
                kind: kind,
                due: due,
                attempts: attempts,
                mark: mark,
                mayHaveArrived: mayHaveArrived,
                digest: digest
            ),
            severity: severity,
            patience: patience < 0 ? nil : TimeSpan(milliseconds: patience)
        )
    }
}
