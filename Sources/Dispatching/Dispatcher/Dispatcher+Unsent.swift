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
    @discardableResult
    package func putBack(_ members: [NotificationID], of id: ParcelID, until due: Timestamp) -> Merge? {
        guard var parcel = parcels[id], parcel.isInFlight else { return nil }
        let leftOut = parcel.members.filter(members.contains)
        let rest = parcel.members.filter { !members.contains($0) }
        if rest.isEmpty || !parcel.wasTried {
            guard !finish(id).isEmpty else { return nil }
            parcel.stage = .waiting
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
    private func part(_ rest: [NotificationID], from digest: Parcel) -> Merge? {
        goAlone(rest, as: digest)
        // A part of a part gives no name: it may have had the name before.
        guard !digest.wasLeftOut, rest.count > 1, let name = rest.first(where: { $0 != digest.id.first }) else {
            for member in rest { wait(.parcel(ParcelID(first: member)), until: time) }
            return nil
        }
        let address = AddressKey(person: digest.person, address: digest.address)
        return decide(rest, calledAfter: name, of: address, at: time)
    }

    /// They go under their own names: flood control let them go, and it does not merge them again.
    private func goAlone(_ members: [NotificationID], as parcel: Parcel) {
        var alone = parcel
        alone.stage = .waiting
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

    /// What never left does not count for flood control: what takes its place must not wait for it.
    func forgetUnsent(_ parcel: inout Parcel) {
        guard let countedAt = parcel.countedAt, !parcel.wasTried else { return }
        let key = AddressKey(person: parcel.person, address: parcel.address)
        addresses[key]?.flood.forget(sentAt: countedAt)
        parcel.countedAt = nil
        if addresses[key]?.held.isEmpty == false { wake(key, at: time) }
    }
}
