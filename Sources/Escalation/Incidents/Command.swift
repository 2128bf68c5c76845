/// Who leads (SEMANTICS §6).
package struct Command: Hashable, Codable, Sendable {
    package var person: PersonID
    /// The holder in whose place they lead.
    package var standsFor: PersonID?
    package var since: Timestamp

    package init(person: PersonID, standsFor: PersonID?, since: Timestamp) {
        self.person = person
        self.standsFor = standsFor
        self.since = since
    }
}

/// Why command began or changed.
package enum CommandReason: String, Hashable, Codable, Sendable, CaseIterable {
    /// The first who answers, in the order of the seats.
    case firstToAnswer = "first_to_answer"
    /// They took it themselves after it was offered.
    case taken
    /// Whoever led left, and they are next.
    case passedOn = "passed_on"
}
