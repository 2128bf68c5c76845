package import Escalation

/// Notifications of one address that become one message, from the decision until that is on record.
///
/// Its states are where it is, so that it is in one of them at a time: *decided*, while ``Merges`` has it and the parcels of its
/// members wait for nothing else (``Parcel/Stage/merging``); *recorded*, once they are one parcel, which has its turn like every
/// other; *left*, when that parcel was tried. Flood control counts it once, at the moment at which it may leave: that of the
/// decision, and then that of the record, which a store without room can have put off.
package struct Merge: Sendable {
    /// Which of those that were decided on it is.
    let number: Int
    /// The member after which the digest is called.
    package fileprivate(set) var digest: NotificationID
    package fileprivate(set) var members: [NotificationID]
    package let rule: FloodRule
    let address: Dispatcher.AddressKey
    /// When flood control counted it, on the boot clock.
    let countedAt: Timestamp
}

/// The merges that were decided on and are not on record yet.
struct Merges: Sendable {
    private var decided: [Int: Merge] = [:]
    private var latest = 0

    var isEmpty: Bool { decided.isEmpty }

    /// In the order in which they were decided on.
    var inOrder: [Merge] { decided.values.sorted { $0.number < $1.number } }

    mutating func decide(
        _ members: [NotificationID],
        calledAfter name: NotificationID,
        of address: Dispatcher.AddressKey,
        at now: Timestamp
    ) -> Merge {
        latest += 1
        let merge = Merge(
            number: latest,
            digest: name,
            members: members,
            rule: .perAddress,
            address: address,
            countedAt: now
        )
        decided[latest] = merge
        return merge
    }

    /// It goes on with these members only.
    mutating func narrow(_ merge: Merge, to members: [NotificationID], calledAfter name: NotificationID) -> Merge? {
        decided[merge.number]?.members = members
        decided[merge.number]?.digest = name
        return decided[merge.number]
    }

    /// It is on record, or there is nothing left to merge.
    ///
    /// - Returns: `nil` when it was taken already.
    mutating func take(_ merge: Merge) -> Merge? {
        decided.removeValue(forKey: merge.number)
    }
}
