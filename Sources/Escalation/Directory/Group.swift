/// An ordered list of seats.
package struct Group: Hashable, Sendable {
    /// What people call it; `nil` where nobody says, and its id stands in.
    package var name: LocalizedText?
    /// Its seats; of a roster's group one for everybody who may come on.
    package var seats: [Seat]
    /// The roster whose people hold the seats at each hour; `nil` for a group with holders of its own.
    package var roster: RosterID?

    package init(name: LocalizedText? = nil, seats: [Seat], roster: RosterID? = nil) {
        self.name = name
        self.seats = seats
        self.roster = roster
    }
}

/// A place in a group with the person who holds it and the people who stand in, in order.
package struct Seat: Hashable, Sendable {
    package var role: LocalizedText?
    package var holder: PersonID
    package var deputies: [PersonID]

    package init(role: LocalizedText? = nil, holder: PersonID, deputies: [PersonID] = []) {
        self.role = role
        self.holder = holder
        self.deputies = deputies
    }
}
