package import Escalation

/// An incident that retention takes off the record, with how many entries it has.
package struct RemovedIncident: Hashable, Sendable {
    package var id: IncidentID
    package var entries: Int

    package init(id: IncidentID, entries: Int) {
        self.id = id
        self.entries = entries
    }
}
