package import Escalation

extension Dispatcher {
    /// Where a notification is that has no final outcome.
    enum Location: Hashable {
        /// It waits for its time, for flood control, to be part of a digest, or for a slot of its receiver.
        case waits
        /// Its channel has it, since a moment of the boot clock.
        case handedOver(ParcelID, since: Timestamp)
        /// It is in no list, or in one from which nothing would ever come: it would never be sent.
        case nowhere
    }

    /// Where a notification is, judged after everything that is due was moved on to `now`.
    func location(of id: NotificationID, at now: Timestamp) -> Location {
        guard let place = places[id], let parcel = parcels[place], parcel.members.contains(id) else { return .nowhere }
        switch parcel.stage {
        case .inFlight(let since): return .handedOver(place, since: since)
        case .queued:
            guard let queue = destinations[parcel.destination], queue.count > 0 else { return .nowhere }
            return queue.hasFreeSlot && !active.contains(parcel.destination) ? .nowhere : .waits
        case .held:
            let key = AddressKey(person: parcel.person, address: parcel.address)
            guard let queue = addresses[key], let wakesAt = queue.wakesAt, wakesAt > now else { return .nowhere }
            return queue.held.contains(place) ? .waits : .nowhere
        case .merging: return merges.contains { $0.members.contains(id) } ? .waits : .nowhere
        case .waiting: return parcel.due > now ? .waits : .nowhere
        }
    }

    /// Whether a notification without a final outcome would never be sent; for tests.
    package func isLost(_ id: NotificationID, at now: Timestamp) -> Bool {
        places[id] != nil && location(of: id, at: now) == .nowhere
    }

    /// What a parcel that is under way stands for.
    func members(of id: ParcelID) -> [NotificationID] {
        guard let parcel = parcels[id], parcel.isInFlight else { return [] }
        return parcel.members
    }

    /// Since when its channel has a parcel, whichever notifications it stands for; `nil` when it is not under way.
    func handedOver(_ parcel: ParcelID) -> Timestamp? {
        parcels[parcel]?.handedOverAt
    }

    /// Drops a notification as no part of the server may; for tests and failpoints.
    func lose(_ id: NotificationID) {
        guard let place = places.removeValue(forKey: id) else { return }
        parcels[place] = nil
    }
}
