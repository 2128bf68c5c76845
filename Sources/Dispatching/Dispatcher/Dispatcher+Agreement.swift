import Escalation

extension Dispatcher {
    /// Where the lists contradict one another; `nil` while they agree.
    ///
    /// Walks through everything: the simulation and tests ask after every step, and the server does not.
    package func disagreement() -> String? {
        for (id, place) in places {
            guard let parcel = parcels[place] else { return "\(id) is in a parcel that is not there" }
            if !parcel.members.contains(id) { return "\(id) is in a parcel that does not stand for it" }
        }
        let merging = Set(merges.flatMap(\.members))
        if merging.count != merges.reduce(0, { $0 + $1.members.count }) { return "a notification is in two merges" }
        var queued: [String: Int] = [:]
        var inFlight: [String: Int] = [:]
        for (id, parcel) in parcels {
            if parcel.id != id { return "a parcel called after \(parcel.id.first) is kept as one after \(id.first)" }
            if let lost = parcel.members.first(where: { places[$0] != id }) { return "\(lost) is sent as another" }
            if parcel.members.isEmpty, !parcel.isInFlight { return "the parcel after \(id.first) stands for nothing" }
            if parcel.isQueued { queued[parcel.destination, default: 0] += 1 }
            if parcel.isInFlight { inFlight[parcel.destination, default: 0] += 1 }
            let address = AddressKey(person: parcel.person, address: parcel.address)
            if parcel.heldSince != nil, addresses[address]?.held.contains(id) != true {
                return "the parcel after \(id.first) is held back by nothing"
            }
            if (parcel.stage == .merging) != parcel.members.contains(where: merging.contains) {
                return "the parcel after \(id.first) is to be merged, or no merge has it"
            }
        }
        for destination in Set(queued.keys).union(inFlight.keys).union(destinations.keys) {
            let queue = destinations[destination]
            let (waiting, sent) = (queued[destination] ?? 0, inFlight[destination] ?? 0)
            if queue?.count ?? 0 != waiting || queue?.inFlight ?? 0 != sent {
                return
                    "a destination counts \(queue?.count ?? 0) waiting and \(queue?.inFlight ?? 0) sent, not \(waiting) and \(sent)"
            }
        }
        return nil
    }
}
