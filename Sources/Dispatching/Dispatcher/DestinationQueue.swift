import Escalation
import HeapModule

/// The queue of one destination: graver parcels first, so many at once.
struct DestinationQueue {
    /// Parcels handed over to this destination at the same time.
    let slots: Int
    private var ready: Heap<Entry> = []
    private(set) var inFlight = 0
    /// Parcels that wait here and are still wanted; the heap also holds what was settled meanwhile.
    private(set) var count = 0

    init(slots: Int) {
        self.slots = slots
    }

    private struct Entry: Comparable {
        var rank: Int
        var order: Int
        var parcel: ParcelID

        static func < (left: Entry, right: Entry) -> Bool {
            (left.rank, left.order) < (right.rank, right.order)
        }
    }

    var hasFreeSlot: Bool { inFlight < slots }
    var isEmpty: Bool { count == 0 && inFlight == 0 }

    mutating func add(_ parcel: ParcelID, severity: Severity, order: Int) {
        count += 1
        ready.insert(Entry(rank: severity.rawValue, order: order, parcel: parcel))
    }

    mutating func next() -> ParcelID? {
        ready.popMin()?.parcel
    }

    /// A parcel of this queue takes a slot.
    mutating func take() {
        precondition(count > 0, "a parcel left a queue in which none waited")
        precondition(hasFreeSlot, "a parcel took a slot of a destination that has none free")
        count -= 1
        inFlight += 1
    }

    /// A parcel that waits here is not wanted any more.
    mutating func forgetOne() {
        precondition(count > 0, "a parcel that was given up waited in a queue in which none waits")
        count -= 1
    }

    /// The attempt of a parcel of this destination ended.
    mutating func giveBack() {
        precondition(inFlight > 0, "a slot was given back to a destination of which none was taken")
        inFlight -= 1
    }
}
