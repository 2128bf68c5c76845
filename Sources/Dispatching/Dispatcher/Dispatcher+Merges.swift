package import Escalation

/// A merge from its decision to the record, step by step.
extension Dispatcher {
    /// What was decided on and is not on record yet, in that order: the ledger puts it there with its next commit.
    package var merges: [Merge] { decided.inOrder }

    package var hasMerges: Bool { !decided.isEmpty }

    /// Decides that parcels of one address become one message, which flood control counts from now on.
    func decide(
        _ members: [NotificationID],
        calledAfter name: NotificationID,
        of address: AddressKey,
        at now: Timestamp
    ) -> Merge {
        precondition(members.contains(name), "a digest is not called after one that is in it")
        precondition(members.count <= Self.membersOfDigest, "a digest stands for too many notifications")
        for place in members.compactMap({ places[$0] }) { parcels[place]?.stage = .merging }
        addresses[address, default: AddressQueue()].flood.note(sentAt: now)
        return decided.decide(members, calledAfter: name, of: address, at: now)
    }

    /// A merge without members that cannot be put on record: those are held until `due`, to be merged or sent then.
    ///
    /// - Returns: `nil` when there is nothing left to merge; what is left alone goes as itself.
    package func narrow(
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
        if members.count > 1, let name { return decided.narrow(merge, to: members, calledAfter: name) }
        guard let merge = decided.take(merge) else { return nil }
        addresses[merge.address]?.flood.forget(sentAt: merge.countedAt)
        for place in members.compactMap({ places[$0] }) {
            parcels[place]?.stage = .waiting
            parcels[place]?.isExempt = true
            wait(.parcel(place), until: now)
        }
        return nil
    }

    private func hold(_ member: NotificationID, for address: AddressKey, at now: Timestamp) {
        guard let place = places[member], parcels[place]?.stage == .merging else { return }
        parcels[place]?.stage = .held(since: now)
        addresses[address, default: AddressQueue()].held.append(place)
    }

    /// The merge is on record: those of its members that are still wanted are one parcel from now on, and its turn has come.
    package func merged(_ merge: Merge, at now: Timestamp) {
        guard let merge = decided.take(merge) else { preconditionFailure("a merge was put on record twice") }
        let id = ParcelID(first: merge.digest, isDigest: true)
        let members = merge.members.filter { places[$0] != nil }
        guard let first = members.first, let place = places[first], var digest = parcels[place] else {
            addresses[merge.address]?.flood.forget(sentAt: merge.countedAt)
            return
        }
        for member in members {
            if let place = places[member] {
                let isFree = parcels[place].map { $0.stage == .merging } ?? true
                precondition(isFree, "a parcel that waits for its turn or is sent was merged")
                parcels[place] = nil
            }
            places[member] = id
        }
        addresses[merge.address, default: AddressQueue()].flood.move(sentAt: merge.countedAt, to: now)
        digest.id = id
        digest.members = members
        digest.stage = .waiting
        digest.isExempt = true
        digest.countedAt = now
        parcels[id] = digest
        wait(.parcel(id), until: now)
    }
}
