/// A tree that says nothing of duty: no rosters, no hours, nobody absent.
package struct NoDuty: DutyBook {
    package init() {}

    package var isBlank: Bool { true }

    package func shifts(of roster: RosterID, at moment: Timestamp) -> [Shift] { [] }
    package func absence(of person: PersonID, at moment: Timestamp) -> Absence? { nil }
    package func attendance(of person: PersonID, through group: String, at moment: Timestamp) -> Attendance? { nil }
    package func attendance(byHoursOf group: String, at moment: Timestamp) -> Attendance? { nil }
    package func attendance(byHoursOfUnit unit: UnitPath, at moment: Timestamp) -> Attendance? { nil }
    package func handling(of severity: Severity, in unit: UnitPath, at moment: Timestamp) -> Handling? { nil }
}
