/// Somebody's place in a roster at a moment.
package struct Shift: Hashable, Codable, Sendable {
    package var person: PersonID
    /// The roster that was in force.
    package var roster: RosterID
    package var source: Source
    /// The special period that put this roster in force; `nil` for the roster that was asked for.
    package var period: String?
    /// When this ends: the shift's own end, or earlier where a change takes them off; `nil` when nothing ends it within a year, or only after many changes of the roster.
    package var until: Timestamp?

    package init(
        person: PersonID,
        roster: RosterID,
        source: Source,
        period: String? = nil,
        until: Timestamp? = nil
    ) {
        self.person = person
        self.roster = roster
        self.source = source
        self.period = period
        self.until = until
    }

    /// What puts somebody into a roster.
    package enum Source: Hashable, Codable, Sendable {
        /// A rotation of the roster, counted from 1, and which of its shifts it is, counted from 0.
        case rotation(Int, shift: Int64)
        /// The roster's standing members, who are there when no rotation names anybody.
        case member
        /// An override of that name adds them.
        case added(by: String)
        /// An override of that name puts them in the place of somebody.
        case replacing(PersonID, by: String)
    }
}
