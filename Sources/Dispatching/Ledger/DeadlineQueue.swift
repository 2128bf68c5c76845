import Escalation
import HeapModule

/// The stored deadlines in order of their time on the boot clock.
///
/// What is due at the same time comes in the order in which it was added. Entries of timers that were set anew or cleared stay until their turn and are told from live ones by the incident.
struct DeadlineQueue {
    struct Entry: Comparable {
        var due: Timestamp
        var incident: IncidentID
        var timer: IncidentTimer
        /// Counts up with every entry that is added.
        var order = 0

        static func < (left: Entry, right: Entry) -> Bool {
            (left.due, left.incident, left.order) < (right.due, right.incident, right.order)
        }

        static func == (left: Entry, right: Entry) -> Bool {
            left.order == right.order
        }
    }

    private var heap: Heap<Entry> = []
    private var order = 0

    var nextDue: Timestamp? { heap.min?.due }
    var count: Int { heap.count }

    mutating func add(_ timer: IncidentTimer, of incident: IncidentID, due: Timestamp) {
        precondition(incident > RecordEntry.ledgerItself, "a timer was set of an incident that cannot be")
        order += 1
        heap.insert(Entry(due: due, incident: incident, timer: timer, order: order))
    }

    /// The entries of these incidents; walks through the whole queue.
    func entries(of incidents: Set<IncidentID>) -> [IncidentID: [Entry]] {
        var found: [IncidentID: [Entry]] = [:]
        for entry in heap.unordered where incidents.contains(entry.incident) {
            found[entry.incident, default: []].append(entry)
        }
        return found
    }

    /// Drops every entry of an incident, as no part of the server may; for tests and failpoints.
    mutating func forget(_ incident: IncidentID) {
        heap = Heap(heap.unordered.filter { $0.incident != incident })
    }

    /// The entries that are due by `now`, at most `limit`, earliest first.
    mutating func take(dueBy now: Timestamp, limit: Int) -> [Entry] {
        var taken: [Entry] = []
        while taken.count < limit, let next = heap.min, next.due <= now {
            taken.append(heap.removeMin())
        }
        return taken
    }
}
