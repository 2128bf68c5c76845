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
    /// It asks for something in a grave incident, or tells that nobody answers.
    let isExemptByKind: Bool
    /// Whether an attempt was made before.
    var wasTried: Bool
    /// Whether a digest that it was in went without it.
    var wasLeftOut = false
    /// On the boot clock.
    var due: Timestamp
    /// When it goes alone though flood control would keep it back: half its time to answer is gone; on the boot clock.
    var latest: Timestamp?
    var stage = Stage.waiting
    /// When flood control counted it as sent.
    var countedAt: Timestamp?
    /// The destination in whose queue it waits, and whose slot it takes while in flight.
    var destination = ""

    /// What a parcel does: one thing at a time, since a moment of the boot clock.
    enum Stage: Hashable {
        /// It waits until it is due.
        case waiting
        /// Flood control holds it back.
        case held(since: Timestamp)
        /// It is to become part of a digest, as soon as that is on record.
        case merging
        /// It waits for a slot of its destination.
        case queued
        /// Its channel has it.
        case inFlight(since: Timestamp)
    }

    var isQueued: Bool { stage == .queued }
    var isInFlight: Bool { handedOverAt != nil }

    /// When its channel got it, while that has it.
    var handedOverAt: Timestamp? {
        if case .inFlight(let since) = stage { since } else { nil }
    }

    /// Since when flood control holds it back, while it does.
    var heldSince: Timestamp? {
        if case .held(let since) = stage { since } else { nil }
    }

    init(row: OutboxRow, due: Timestamp) {
        let notification = row.notification
        id = ParcelID(first: notification.id)
        members = [notification.id]
        person = notification.person
        address = notification.address
        severity = row.severity
        isExemptByKind = FloodControl.exempts(notification.kind, of: row.severity)
        isExempt = isExemptByKind
        wasTried = notification.attempts > 0
        self.due = due
        latest = row.patience.map { due + $0 }
    }
}
