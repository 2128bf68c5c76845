package import Escalation

/// That a change of the contact tree puts somebody on duty by a roster, or takes them off.
package struct PresenceChange: Hashable, Sendable {
    /// The roster as groups name it.
    package var roster: RosterID
    package var person: PersonID
    /// Whether they come on; they go off otherwise.
    package var isOn: Bool
    /// When, ascending; at most ``DutyCalendar/longestReminded`` ahead.
    package var times: [Span]
    /// Who goes off while they come on, or comes on while they go off.
    package var others: [PersonID]
}
