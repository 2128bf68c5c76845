package import Escalation

/// Where an incident that is not closed is, of a plan that another one opens.
package struct UnclosedIncident: Hashable, Sendable {
    package var id: IncidentID
    package var unit: UnitPath
    package var isDrill: Bool

    package init(id: IncidentID, unit: UnitPath, isDrill: Bool) {
        self.id = id
        self.unit = unit
        self.isDrill = isDrill
    }
}
