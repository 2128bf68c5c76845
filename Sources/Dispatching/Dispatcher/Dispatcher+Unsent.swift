package import Escalation

/// Messages whose turn came and that never left.
extension Dispatcher {
    /// Notifications of a parcel whose turn it was could not be put into a message; they come again at `due`.
    ///
    /// What else is in the parcel goes without them; if there is nothing else, nothing left, and the parcel comes again as it is.
    /// They go under their own names then, also where an earlier attempt of the digest had them in it: twice is better than never.
    package mutating func putBack(_ members: [NotificationID], of id: ParcelID, until due: Timestamp) {
        guard var parcel = parcels[id], parcel.isInFlight else { return }
        if parcel.members.allSatisfy(members.contains) {
            guard !finish(id).isEmpty else { return }
            parcel.isInFlight = false
            parcel.isExempt = id.isDigest || parcel.wasLeftOut || parcel.isExemptByKind
            forgetUnsent(&parcel)
            parcel.due = max(parcel.due, due)
            parcels[id] = parcel
            return wait(.parcel(id), until: parcel.due)
        }
        let leftOut = parcel.members.filter(members.contains)
        parcels[id]?.members.removeAll(where: members.contains)
        parcel.isInFlight = false
        parcel.countedAt = nil
        // Flood control let it go, and it is not merged again: the name of a digest stands for one message.
        parcel.isExempt = true
        parcel.wasLeftOut = true
        parcel.due = due
        for member in leftOut {
            parcel.id = ParcelID(first: member)
            parcel.members = [member]
            parcels[parcel.id] = parcel
            places[member] = parcel.id
            wait(.parcel(parcel.id), until: due)
        }
    }

    /// A merge without members that cannot be put on record: those are held until `due`, to be merged or sent then.
    ///
    /// - Returns: `nil` when there is nothing left to merge; what is left alone goes as itself.
    package mutating func narrow(
        _ merge: Merge,
        without unread: Set<NotificationID>,
        until due: Timestamp,
        at now: Timestamp
    ) -> Merge? {
        if unread.isEmpty { return merge }
        for member in merge.members where unread.contains(member) { hold(member, for: merge.address) }
        addresses[merge.address]?.unreadUntil = due
        wait(.address(merge.address), until: due)
        let members = merge.members.filter { !unread.contains($0) }
        if members.count > 1 {
            var narrowed = merge
            narrowed.digest = members[0]
            narrowed.members = members
            return narrowed
        }
        addresses[merge.address]?.flood.forget(sentAt: merge.decidedAt)
        for place in members.compactMap({ places[$0] }) {
            parcels[place]?.isExempt = true
            wait(.parcel(place), until: now)
        }
        return nil
    }

    private mutating func hold(_ member: NotificationID, for address: AddressKey) {
        guard let place = places[member], parcels[place]?.isHeld == false else { return }
        parcels[place]?.isHeld = true
        addresses[address, default: AddressQueue()].held.append(place)
    }

    /// What never left does not count for flood control: what takes its place must not wait for it.
    mutating func forgetUnsent(_ parcel: inout Parcel) {
        guard let countedAt = parcel.countedAt, !parcel.wasTried else { return }
        addresses[AddressKey(person: parcel.person, address: parcel.address)]?.flood.forget(sentAt: countedAt)
        parcel.countedAt = nil
    }
}
