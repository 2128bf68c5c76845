import Escalation
import OrderedCollections

/// Messages that wait for flood control.
extension Dispatcher {
    /// What an address is kept from is looked at then, or before.
    mutating func wake(_ key: AddressKey, at due: Timestamp) {
        if let wakesAt = addresses[key]?.wakesAt, wakesAt <= due { return }
        addresses[key, default: AddressQueue()].wakesAt = due
        wait(.address(key), until: due)
    }

    /// The time has come for what an address was kept from: alone it goes as itself, several become one digest.
    mutating func release(_ key: AddressKey, at now: Timestamp, in directory: Directory, merges: inout [Merge]) {
        guard var queue = addresses[key], let wakesAt = queue.wakesAt, wakesAt <= now else { return }
        let live = OrderedSet(queue.held).filter { parcels[$0]?.isHeld == true }
        queue.wakesAt = nil
        queue.held = []
        addresses[key] = queue.flood.isIdle(at: now) && live.isEmpty ? nil : queue
        guard let first = live.first else { return }
        // Messages that are exempt must not keep the others away for ever.
        let latest = (live.compactMap { parcels[$0]?.heldSince }.min() ?? now) + FloodControl.longSpan
        if now < latest, let hold = queue.flood.hold(at: now) {
            addresses[key]?.held = Array(live)
            return wake(key, at: min(hold, latest))
        }
        for id in live { parcels[id]?.isHeld = false }
        if live.count == 1 {
            parcels[first]?.isExempt = true
            return ready(first, at: now, in: directory)
        }
        let sorted = live.compactMap { parcels[$0] }.sorted {
            ($0.severity.rawValue, $0.id.first) < ($1.severity.rawValue, $1.id.first)
        }
        let members = sorted.prefix(Self.membersOfDigest).flatMap(\.members)
        for id in sorted.dropFirst(Self.membersOfDigest).map(\.id) {
            parcels[id]?.isHeld = true
            addresses[key]?.held.append(id)
        }
        addresses[key]?.flood.note(sentAt: now)
        if sorted.count > Self.membersOfDigest { wake(key, at: now + FloodControl.shortSpan) }
        merges.append(Merge(digest: members[0], members: members, rule: .perAddress, address: key, decidedAt: now))
    }
}
