/// An ordered list of seats.
package struct Group: Hashable, Sendable {
    package var seats: [Seat]

    package init(seats: [Seat]) {
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
