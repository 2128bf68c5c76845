/// That somebody is absent, as it stands at a moment.
package struct Absence: Hashable, Codable, Sendable {
    /// When they are back; absences that overlap or follow one another count as one.
    package var until: Timestamp
    /// Who stands in for them, in order, before the deputies of their seat.
    package var deputies: [PersonID]

    package init(until: Timestamp, deputies: [PersonID] = []) {
        self.until = until
        self.deputies = deputies
    }
}
