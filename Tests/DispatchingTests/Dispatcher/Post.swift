import Dispatching
import Escalation
import TestSupport

/// A dispatcher by hand: minutes and seconds since boot, one address `mail` for each person.
struct Post {
    var dispatcher = Dispatcher(slots: 64)
    let directory: Directory

    init(channel: String = "webhook", people: [PersonID: String] = [:]) {
        let shared = people.map { ($0, [Town.address("mail", of: $0, channel: channel, at: $1)]) }
        directory = Town.directory([], channel: channel, addresses: Dictionary(uniqueKeysWithValues: shared))
    }

    static func at(_ seconds: Int64) -> Timestamp { Timestamp(milliseconds: seconds * 1_000) }

    static func row(
        _ id: IncidentID,
        to person: PersonID = "a",
        _ severity: Severity = .four,
        kind: MessageKind = .alert,
        number: Int = 1,
        attempts: Int = 0,
        patience: Int64? = nil,
        digest: NotificationID? = nil
    ) -> OutboxRow {
        let notification = Notification(
            id: NotificationID(incident: id, number: number),
            person: person,
            address: "mail",
            kind: kind,
            due: at(0),
            attempts: attempts,
            digest: digest.map { DigestID(first: $0) }
        )
        return OutboxRow(notification: notification, severity: severity, patience: patience.map { .seconds($0) })
    }

    mutating func add(_ row: OutboxRow, due seconds: Int64 = 0) { dispatcher.add(row, due: Self.at(seconds)) }

    /// What goes out at this moment, as numbers of incidents; merges are put on record first, as the ledger does.
    mutating func go(at seconds: Int64) -> [[IncidentID]] {
        for merge in dispatcher.advance(to: Self.at(seconds), in: directory) {
            dispatcher.merged(merge, at: Self.at(seconds))
        }
        dispatcher.advance(to: Self.at(seconds), in: directory)
        return dispatcher.takeReady().map { $0.members.map(\.incident) }
    }

    /// The attempts for these ended well.
    mutating func deliver(_ ids: IncidentID..., isDigest: Bool = false) {
        for id in ids {
            let parcel = ParcelID(first: NotificationID(incident: id, number: 1), isDigest: isDigest)
            for member in dispatcher.finish(parcel) { dispatcher.settle(member) }
        }
    }

    mutating func settle(_ id: IncidentID) { dispatcher.settle(NotificationID(incident: id, number: 1)) }
}
