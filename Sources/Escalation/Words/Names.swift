/// An absolute path of units from the root, such as `/riverside-town/service-centre`.
package typealias UnitPath = String

/// The id of a person, unique in the whole contact tree.
package typealias PersonID = String

/// The name of a plan, looked up from the incident's unit upwards.
package typealias PlanName = String

/// A roster with the path of its unit, such as `/riverside-town/duty-roster`.
package typealias RosterID = String

/// The number of an incident: 8 bits for its ledger and 40 that count from 1 in it.
///
/// A ledger that stands alone is number 0, so that there it is the count itself.
package typealias IncidentID = Int64

/// One message for one person at one address; the same over all attempts.
package struct NotificationID: Hashable, Comparable, Codable, Sendable {
    package var incident: IncidentID
    /// Counted from 1 within the incident.
    package var number: Int

    package init(incident: IncidentID, number: Int) {
        self.incident = incident
        self.number = number
    }

    package static func < (left: NotificationID, right: NotificationID) -> Bool {
        (left.incident, left.number) < (right.incident, right.number)
    }
}
