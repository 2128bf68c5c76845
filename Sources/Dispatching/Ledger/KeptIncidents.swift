package import Escalation
import Synchronization

/// The incidents used last, as they are stored; everything else is replayed from its record when it is needed.
///
/// Only the ledger puts something in, after the commit that stored it: whoever reads sees nothing that could still be refused.
package final class KeptIncidents: Sendable {
    /// Two generations, each as many as a table of 2^15 places takes (three quarters of them): with one more, every table would be
    /// twice as large, and most of it empty.
    package static let usualCapacity = 2 * 24_576

    private let kept: Mutex<RecentlyUsed<IncidentID, Shared<Incident>>>

    /// - Parameter capacity: at most so many are kept.
    init(capacity: Int) {
        kept = Mutex(RecentlyUsed(capacity: capacity))
    }

    /// The incident as it is stored, from any thread; `nil` when it is not kept, which says nothing of whether it exists.
    package subscript(id: IncidentID) -> Shared<Incident>? {
        let found = kept.withLock { $0[id] }
        if let found { precondition(found.value.id == id, "incident \(found.value.id) is kept under the number \(id)") }
        return found
    }

    func put(_ incident: Shared<Incident>) {
        kept.withLock { $0.put(incident, for: incident.value.id) }
    }

    func forget(_ id: IncidentID) {
        kept.withLock { $0.forget(id) }
    }
}
