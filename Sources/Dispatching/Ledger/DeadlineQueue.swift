import Escalation
import HeapModule

/// The stored deadlines in order of their time on the boot clock.
///
/// Entries of timers that were set anew or cleared stay until their turn and are told from live ones by the incident.
struct DeadlineQueue {
    struct Entry: Comparable {
        var due: Timestamp
        var incident: IncidentID
        var timer: IncidentTimer

        static func < (left: Entry, right: Entry) -> Bool {
            (left.due, left.incident) < (right.due, right.incident)
        }

        static func == (left: Entry, right: Entry) -> Bool {
            left.due == right.due && left.incident == right.incident
        }
    }

    private var heap: Heap<Entry> = []

    var nextDue: Timestamp? { heap.min?.due }
    var count: Int { heap.count }

    mutating func add(_ timer: IncidentTimer, of incident: IncidentID, due: Timestamp) {
        heap.insert(Entry(due: due, incident: incident, timer: timer))
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
