/// A stored deadline of an incident; it comes back to the machine as an event.
package struct IncidentTimer: Hashable, Codable, Sendable {
    package enum Kind: Hashable, Codable, Sendable {
        /// The time to answer is up for those who were asked together under that number.
        case answers(Int)
        /// The next run of the part begins.
        case repetition(Part)
        /// The fallback is told again that nobody answers.
        case fallback
        /// Whoever leads, and the fallback, are told again which seats are open.
        case incomplete
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
