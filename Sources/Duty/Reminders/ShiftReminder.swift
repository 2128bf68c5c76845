package import Escalation

/// That somebody comes on by a roster, to be told beforehand.
package struct ShiftReminder: Hashable, Sendable {
    /// The roster as groups name it.
    package var roster: RosterID
    package var person: PersonID
    /// When they come on, in seconds since 1970-01-01T00:00:00Z.
    package var start: Int64
    /// When they go off; `nil` when that is more than ``DutyCalendar/longestReminded`` later.
    package var end: Int64?
    /// Who goes off when they come on.
    package var goingOff: [PersonID]
}
