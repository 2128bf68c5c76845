import Escalation

/// What is sent as one message, with the notifications it stands for.
struct Parcel {
    var id: ParcelID
    /// In the order in which a digest lists them; shrinks when members are settled.
    var members: [NotificationID]
    var person: PersonID
    var address: String
    var severity: Severity
    /// Goes out at once, whatever flood control says: by its kind, or since it was held back long enough.
    var isExempt: Bool
    /// The first message of a grave incident.
    let isExemptByKind: Bool
    /// Whether an attempt was made before.
    var wasTried: Bool
    /// Whether a digest that it was in went without it.
    var wasLeftOut = false
    /// On the boot clock.
    var due: Timestamp
    var isInFlight = false
    /// When it was handed to its channel, on the boot clock, while it is in flight.
    var handedOverAt = Timestamp(milliseconds: 0)
    /// Waits in the lane of its destination.
    var isQueued = false
    /// Waits for flood control.
    var isHeld = false
    /// When it was held back.
    var heldSince = Timestamp(milliseconds: 0)
    /// When flood control counted it as sent.
    var countedAt: Timestamp?
    /// The destination in whose lane it waits, and whose slot it takes while in flight.
    var destination = ""

    init(row: OutboxRow, due: Timestamp) {
        let notification = row.notification
        id = ParcelID(first: notification.id)
        members = [notification.id]
        person = notification.person
        address = notification.address
        severity = row.severity
        isExemptByKind = notification.kind == .alert && row.severity.rawValue <= 2
        isExempt = isExemptByKind
        wasTried = notification.attempts > 0
        self.due = due
    }
}
