/// Who is there at a moment, and who stands in: by rosters, hours of the week, absences and special periods.
///
/// Every answer is a pure function of the moment. It is a protocol because it reads calendars, which the core does not.
package protocol DutyBook: Sendable {
    /// Whether it has neither rosters nor absences, so that seats and their holders are what the tree says.
    var isBlank: Bool { get }

    /// Who is on duty in a roster, in order, whether absent or not.
    ///
    /// - Parameters:
    ///   - roster: the roster as a group names it; a special period may have put another in its place.
    ///   - moment: when.
    /// - Returns: each person once; nobody where the roster has a gap, or there is no such roster.
    func shifts(of roster: RosterID, at moment: Timestamp) -> [Shift]

    /// The absence of a person; `nil` when they are not absent.
    func absence(of person: PersonID, at moment: Timestamp) -> Absence?

    /// Whether somebody who is asked through a group is on duty.
    ///
    /// A roster names its people and whoever stands in for an absent one; without a roster the group's hours count, and without
    /// those the hours of its unit.
    ///
    /// - Parameters:
    ///   - person: whoever is asked.
    ///   - group: the group with the path of its unit, such as `/riverside-town/order`.
    ///   - moment: when they are asked.
    /// - Returns: `nil` where neither roster nor hours say anything.
    func attendance(of person: PersonID, through group: String, at moment: Timestamp) -> Attendance?

    /// Whether the hours of a group, or else those of its unit, have begun: for the deputy of a silent seat.
    ///
    /// - Parameters:
    ///   - group: the group with the path of its unit.
    ///   - moment: when the deputy is asked.
    /// - Returns: `nil` where no hours say anything.
    func attendance(byHoursOf group: String, at moment: Timestamp) -> Attendance?

    /// Whether the hours of a unit have begun, its own or those that it inherits: for a person whom a plan names.
    ///
    /// - Parameters:
    ///   - unit: the unit that defines the person.
    ///   - moment: when the person is asked.
    /// - Returns: `nil` where no hours say anything.
    func attendance(byHoursOfUnit unit: UnitPath, at moment: Timestamp) -> Attendance?

    /// The graver rank that a special period makes of a rank.
    ///
    /// - Parameters:
    ///   - severity: as graded or set.
    ///   - unit: the unit of the incident.
    ///   - moment: when it is graded or set.
    /// - Returns: `nil` where the rank is handled as what it is.
    func handling(of severity: Severity, in unit: UnitPath, at moment: Timestamp) -> Handling?
}
