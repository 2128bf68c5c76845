package import Escalation

/// People who are on duty in turn.
package struct Rotation: Hashable, Sendable {
    /// What the clocks show when the first shift begins, in seconds since a 1970-01-01T00:00:00 that they would have shown.
    package var start: Int64
    package var turn: Turn
    /// In the order of their shifts; never empty.
    package var people: [PersonID]
    /// The hours of the week to which the shifts are limited.
    package var hours: WeekHours

    /// - Parameters:
    ///   - start: what the clocks show when the first shift begins.
    ///   - turn: after how long the next comes on.
    ///   - people: in the order of their shifts.
    ///   - hours: the hours of the week to which the shifts are limited.
    package init(start: Int64, turn: Turn, people: [PersonID], hours: WeekHours = .always) {
        self.start = start
        self.turn = turn
        self.people = people
        self.hours = hours
    }

    /// Every shift that has begun and has not ended, in order; two in an hour that is repeated.
    func shifts(_ reading: WallClock.Reading) -> ClosedRange<Int64>? {
        let last = turn.shift(startingBy: reading.latest, from: start)
        guard last >= 0, hours.contain(reading) else { return nil }
        return max(0, turn.shift(startingBy: reading.earliest, from: start))...last
    }

    func person(ofShift index: Int64) -> PersonID {
        people[Int(index % Int64(people.count))]
    }

    /// The next moment after `seconds` at which a shift or one of the hours begins or ends.
    func nextChange(after seconds: Int64, by clock: WallClock) -> Int64? {
        let reading = clock.reading(at: seconds)
        let earliest = max(0, turn.shift(startingBy: reading.earliest, from: start))
        let latest = max(0, turn.shift(startingBy: reading.latest, from: start) + 1)
        let ends = (min(earliest, latest)...latest).lazy.flatMap { index in
            let wall = turn.start(ofShift: index, from: start)
            return index == 0 ? [clock.first(showing: wall)] : [clock.first(showing: wall), clock.last(showing: wall)]
        }.filter { $0 > seconds }
        return [ends.min(), hours.nextChange(after: seconds, by: clock)].compactMap { $0 }.min()
    }
}
