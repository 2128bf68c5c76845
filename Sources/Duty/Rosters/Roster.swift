package import Escalation

/// Who is on duty when, before anything changes it: a pure function of time.
package struct Roster: Hashable, Sendable {
    package var id: RosterID
    package var clock: WallClock
    /// Side by side, in order.
    package var rotations: [Rotation]
    /// Who is there while no rotation names anybody.
    package var members: [PersonID]
    /// How many seconds before they come on people are reminded.
    package var remind: [Int64]

    /// - Parameters:
    ///   - id: the roster with the path of its unit.
    ///   - clock: the clocks of its zone.
    ///   - rotations: side by side, in order.
    ///   - members: who is there while no rotation names anybody.
    ///   - remind: how many seconds before they come on people are reminded.
    package init(
        id: RosterID,
        clock: WallClock,
        rotations: [Rotation],
        members: [PersonID] = [],
        remind: [Int64] = []
    ) {
        self.id = id
        self.clock = clock
        self.rotations = rotations
        self.members = members
        self.remind = remind
    }

    /// Somebody and what puts them into the roster.
    struct Place: Hashable {
        var person: PersonID
        var source: Shift.Source
    }

    /// Who is on duty at so many seconds since 1970-01-01T00:00:00Z, in order; somebody can be in two rotations.
    func places(at seconds: Int64) -> [Place] {
        let reading = clock.reading(at: seconds)
        var places: [Place] = []
        for (index, rotation) in rotations.enumerated() {
            guard let shifts = rotation.shifts(reading) else { continue }
            for shift in shifts {
                let source = Shift.Source.rotation(index + 1, shift: shift)
                places.append(Place(person: rotation.person(ofShift: shift), source: source))
            }
        }
        return places.isEmpty ? members.map { Place(person: $0, source: .member) } : places
    }

    /// The next moment after `seconds` at which somebody may come on or go off; `nil` when nothing ever changes.
    func nextChange(after seconds: Int64) -> Int64? {
        rotations.compactMap { $0.nextChange(after: seconds, by: clock) }.min()
    }
}
