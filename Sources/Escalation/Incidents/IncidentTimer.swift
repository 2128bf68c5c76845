/// A stored deadline of an incident; it comes back to the machine as an event.
package struct IncidentTimer: Hashable, Codable, Sendable {
    package enum Kind: Hashable, Codable, Sendable {
        /// The step's time to answer is up.
        case step
        /// The next run of the steps begins.
        case repetition
        /// The fallback is told again.
        case fallback
        /// The acknowledgement needs to be renewed.
        case acknowledgement
        /// The question "still on it?" was not answered.
        case grace
        /// The person's next address is used.
        case nextAddress(PersonID)
        /// A pause ends.
        case resume
        /// A report is owed.
        case obligation(Obligation.Kind)
    }

    package var kind: Kind
    package var due: Timestamp
    /// The time from setting to `due`; after a restart no more than this remains, whatever the clock says.
    package var span: TimeSpan

    package init(kind: Kind, due: Timestamp, span: TimeSpan) {
        self.kind = kind
        self.due = due
        self.span = span
    }
}
