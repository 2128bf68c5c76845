package import Escalation

/// Messages whose turn came and that never left.
extension Dispatcher {
    /// Notifications of a parcel whose turn it was could not be put into a message; they come again at `due`.
    ///
    /// What else is in the parcel goes without them; if there is nothing else, nothing left, and the parcel comes again as it is.
    /// A digest that nobody has got keeps its name for what it leaves out: the others are merged anew, so that no name stands for
    /// two messages, the second of which a receiver would take for a copy.
    ///
    /// - Returns: the merge that is to be put on record.
    package mutating func putBack(_ members: [NotificationID], of id: ParcelID, until due: Timestamp) -> Merge? {
        guard var parcel = parcels[id], parcel.isInFlight else { return nil }
        let leftOut = parcel.members.filter(members.contains)
        let rest = parcel.members.filter { !members.contains($0) }
        if rest.isEmpty || !parcel.wasTried {
            guard !finish(id).isEmpty else { return nil }
            parcel.isInFlight = false
            parcel.members = leftOut
            parcel.isExempt = id.isDigest || parcel.wasLeftOut || parcel.isExemptByKind
            forgetUnsent(&parcel)
            parcel.due = max(parcel.due, due)
            parcels[id] = parcel
            wait(.parcel(id), until: parcel.due)
            parcel.due = time
            return rest.isEmpty ? nil : part(rest, from: parcel)
        }
        parcels[id]?.members = rest
        parcel.due = due
        goAlone(leftOut, as: parcel)
        for member in leftOut { wait(.parcel(ParcelID(first: member)), until: due) }
        return nil
    }

    /// What is left of a digest that nobody has got: a new one, or messages under their own names.
    private mutating func part(_ rest: [NotificationID], from digest: Parcel) -> Merge? {
        goAlone(rest, as: digest)
        // A part of a part gives no name: it may have had the name before.
        guard !digest.wasLeftOut, rest.count > 1, let name = rest.first(where: { $0 != digest.id.first }) else {
            for member in rest { wait(.parcel(ParcelID(first: member)), until: time) }
            return nil
        }
        let address = AddressKey(person: digest.person, address: digest.address)
        addresses[address, default: AddressQueue()].flood.note(sentAt: time)
        return Merge(digest: name, members: rest, rule: .perAddress, address: address, decidedAt: time)
    }

    /// They go under their own names: flood control let them go, and it does not merge them again.
    private mutating func goAlone(_ members: [NotificationID], as parcel: Parcel) {
        var alone = parcel
        alone.isInFlight = false
        alone.countedAt = nil
        alone.isExempt = true
        alone.wasLeftOut = true
        for member in members {
            alone.id = ParcelID(first: member)
            alone.members = [member]
            parcels[alone.id] = alone
            places[member] = alone.id
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
        for member in merge.members where unread.contains(member) { hold(member, for: merge.address, at: now) }
        wake(merge.address, at: due)
        let members = merge.members.filter { !unread.contains($0) }
        let isFree = { (name: NotificationID) in self.parcels[ParcelID(first: name, isDigest: true)] == nil }
        let name = members.contains(merge.digest) ? merge.digest : members.first(where: isFree)
        if members.count > 1, let name {
            var narrowed = merge
            narrowed.digest = name
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

    private mutating func hold(_ member: NotificationID, for address: AddressKey, at now: Timestamp) {
        guard let place = places[member], parcels[place]?.isHeld == false else { return }
        parcels[place]?.isHeld = true
        parcels[place]?.heldSince = now
        addresses[address, default: AddressQueue()].held.append(place)
    }

    /// What never left does not count for flood control: what takes its place must not wait for it.
    mutating func forgetUnsent(_ parcel: inout Parcel) {
        guard let countedAt = parcel.countedAt, !parcel.wasTried else { return }
        let key = AddressKey(person: parcel.person, address: parcel.address)
        addresses[key]?.flood.forget(sentAt: countedAt)
        parcel.countedAt = nil
        if addresses[key]?.held.isEmpty == false { wake(key, at: time) }
    }
}
