import Dispatching
import Escalation

/// A notification as one JSON array: person, address, kind, due, attempts, severity, then the digest if there is one.
extension OutboxRow {
    var compact: String {
        var writer = CompactWriter()
        writer.string(notification.person)
        writer.string(notification.address)
        writer.string(notification.kind.rawValue)
        writer.integer(notification.due.milliseconds)
        writer.integer(Int64(notification.attempts))
        writer.integer(Int64(severity.rawValue))
        if let digest = notification.digest {
            writer.integer(digest.incident)
            writer.integer(Int64(digest.number))
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
        let severity = Severity(rawValue: Int(try reader.integer()))
        guard let kind, let severity else {
            throw StoreError.unreadable("a stored notification cannot be read: \(compact)")
        }
        var digest: NotificationID?
        if !reader.isAtEnd {
            digest = NotificationID(incident: try reader.integer(), number: Int(try reader.integer()))
        }
        self.init(
            notification: Notification(
                id: id,
                person: person,
                address: address,
                kind: kind,
                due: due,
                attempts: attempts,
                digest: digest
            ),
            severity: severity
        )
    }
}
