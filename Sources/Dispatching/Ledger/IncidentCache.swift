import Escalation

/// The incidents used last; everything else is replayed from its record when it is needed.
///
/// Two generations: when the young one is full it becomes the old one, and what is used again comes back.
struct IncidentCache {
    private let generationSize: Int
    private var young: [IncidentID: Incident] = [:]
    private var old: [IncidentID: Incident] = [:]

    init(capacity: Int) {
        generationSize = max(1, capacity / 2)
    }

    subscript(id: IncidentID) -> Incident? {
        mutating get {
            if let found = young[id] { return found }
            guard let found = old.removeValue(forKey: id) else { return nil }
            put(found)
            return found
        }
    }

    mutating func put(_ incident: Incident) {
        if young[incident.id] == nil, young.count >= generationSize {
            old = young
            young = [:]
        }
        old[incident.id] = nil
        young[incident.id] = incident
    }

    mutating func forget(_ id: IncidentID) {
        young[id] = nil
        old[id] = nil
    }
}
