import Escalation

/// A book that says what a test wrote.
struct FakeDuty: DutyBook {
    /// Who is on duty by the roster of a group.
    var rosters: [String: Set<PersonID>] = [:]
    /// Whether the hours of a group have begun.
    var groups: [String: Bool] = [:]
    /// Whether the hours of the unit have begun; `nil` where it has none.
    var unit: Bool?
    var absent: [PersonID: Absence] = [:]

    /// Who is on by the roster of that name, by when they come on, in minutes since the start.
    var shifts: [RosterID: [(from: Int64, people: [PersonID])]] = [:]

    var isBlank: Bool { shifts.isEmpty && absent.isEmpty }

    func shifts(of roster: RosterID, at moment: Timestamp) -> [Shift] {
        let list = shifts[roster] ?? []
        let started = list.last { Rehearsal.start + .minutes($0.from) <= moment }
        let next = list.first { Rehearsal.start + .minutes($0.from) > moment }
        return (started?.people ?? []).enumerated().map { index, person in
            Shift(
                person: person,
                roster: roster,
                source: .rotation(index + 1, shift: started?.from ?? 0),
                until: next.map { Rehearsal.start + .minutes($0.from) }
            )
        }
    }
    func absence(of person: PersonID, at moment: Timestamp) -> Absence? { absent[person] }

    func attendance(of person: PersonID, through group: String, at moment: Timestamp) -> Attendance? {
        guard let there = rosters[group] else { return attendance(byHoursOf: group, at: moment) }
        return Attendance(isOnDuty: there.contains(person), source: .roster(group))
    }

    func attendance(byHoursOf group: String, at moment: Timestamp) -> Attendance? {
        groups[group].map { Attendance(isOnDuty: $0, source: .hoursOfGroup(group)) }
            ?? attendance(byHoursOfUnit: Town.unit, at: moment)
    }

    func attendance(byHoursOfUnit unit: UnitPath, at moment: Timestamp) -> Attendance? {
        self.unit.map { Attendance(isOnDuty: $0, source: .hoursOfUnit(unit)) }
    }

    func handling(of severity: Severity, in unit: UnitPath, at moment: Timestamp) -> Handling? { nil }
}
