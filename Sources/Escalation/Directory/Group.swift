/// An ordered list of seats.
package struct Group: Hashable, Sendable {
    /// What people call it; `nil` where nobody says, and its id stands in.
    package var name: LocalizedText?
    package var seats: [Seat]

    package init(name: LocalizedText? = nil, seats: [Seat]) {
        self.name = name
        self.seats = seats
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
