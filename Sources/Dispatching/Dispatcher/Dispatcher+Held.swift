import Escalation
import OrderedCollections

/// Messages that wait for flood control.
extension Dispatcher {
    /// What an address is kept from is looked at then, or before.
    func wake(_ key: AddressKey, at due: Timestamp) {
        if let wakesAt = addresses[key]?.wakesAt, wakesAt <= due { return }
        addresses[key, default: AddressQueue()].wakesAt = due
        wait(.address(key), until: due)
    }

    /// The time has come for what an address was kept from: alone it goes as itself, several become one digest.
    ///
    /// - Returns: the merge that is to be put on record.
    func release(_ key: AddressKey, at now: Timestamp, in directory: Directory) -> Merge? {
        guard var queue = addresses[key], let wakesAt = queue.wakesAt, wakesAt <= now else { return nil }
        let live = OrderedSet(queue.held).filter { parcels[$0]?.heldSince != nil }
        queue.wakesAt = nil
        queue.held = []
        addresses[key] = queue.flood.isIdle(at: now) && live.isEmpty ? nil : queue
        guard let first = live.first else { return nil }
        if live.contains(where: { isOutOfTime($0, at: now) }), queue.flood.hold(at: now) != nil {
            return sendAlone(Array(live), at: now, key, in: directory)
        }
        // Messages that are exempt must not keep the others away for ever.
        let latest = (live.compactMap { parcels[$0]?.heldSince }.min() ?? now) + FloodControl.longSpan
        if now < latest, let hold = queue.flood.hold(at: now) {
            addresses[key]?.held = Array(live)
            wake(key, at: live.compactMap { parcels[$0]?.latest }.reduce(min(hold, latest), min))
            return nil
        }
        if live.count == 1 {
            parcels[first]?.stage = .waiting
            parcels[first]?.isExempt = true
            ready(first, at: now, in: directory)
            return nil
        }
        let sorted = live.compactMap { parcels[$0] }.sorted {
            ($0.severity.rawValue, $0.id.first) < ($1.severity.rawValue, $1.id.first)
        }
        let members = sorted.prefix(Self.membersOfDigest).flatMap(\.members)
        addresses[key]?.held += sorted.dropFirst(Self.membersOfDigest).map(\.id)
        let merge = decide(members, calledAfter: members[0], of: key, at: now)
        if sorted.count > Self.membersOfDigest { wake(key, at: now + FloodControl.shortSpan) }
        return merge
    }

    /// Whether half of its time to answer is gone by then: it waits no longer.
    private func isOutOfTime(_ id: ParcelID, at now: Timestamp) -> Bool {
        parcels[id]?.latest.map { $0 <= now } ?? false
    }

    /// Those whose time it is go alone, each as itself; what can wait goes on waiting.
    private func sendAlone(
        _ held: [ParcelID],
        at now: Timestamp,
        _ key: AddressKey,
        in directory: Directory
    ) -> Merge? {
        let rest = held.filter { !isOutOfTime($0, at: now) }
        for id in held where !rest.contains(id) {
            parcels[id]?.stage = .waiting
            parcels[id]?.isExempt = true
            ready(id, at: now, in: directory)
        }
        guard !rest.isEmpty else { return nil }
        addresses[key, default: AddressQueue()].held = rest
        addresses[key]?.wakesAt = now
        return release(key, at: now, in: directory)
    }
}
