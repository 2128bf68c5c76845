import Escalation
import HeapModule

/// The queue of one destination: graver parcels first, so many at once.
struct Lane {
    /// Parcels in flight to one destination at the same time: as many connections as a fast receiver gains from
    /// (measured: more than 64 lowers the rate).
    static let slots = 64

    private var ready: Heap<Entry> = []
    var inFlight = 0

    private struct Entry: Comparable {
        var rank: Int
        var order: Int
        var parcel: ParcelID

        static func < (left: Entry, right: Entry) -> Bool {
            (left.rank, left.order) < (right.rank, right.order)
        }
    }

    var hasFreeSlot: Bool { inFlight < Self.slots }
    var isEmpty: Bool { ready.isEmpty && inFlight == 0 }
    var count: Int { ready.count }

    mutating func add(_ parcel: ParcelID, severity: Severity, order: Int) {
        ready.insert(Entry(rank: severity.rawValue, order: order, parcel: parcel))
    }

    mutating func next() -> ParcelID? {
        ready.popMin()?.parcel
    }
}
