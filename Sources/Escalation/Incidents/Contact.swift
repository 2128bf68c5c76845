/// A person who was asked or told in an incident.
package struct Contact: Hashable, Codable, Sendable {
    package enum State: Hashable, Codable, Sendable {
        /// Told only; owes no answer.
        case told
        /// Asked, and has not answered yet.
        case waiting
        case accepted
        /// Out: cannot, or no address of theirs works.
        case out(Absence)
    }

    package enum Absence: String, Hashable, Codable, Sendable {
        case cannot
        case unreachable
    }

    package var person: PersonID
    package var state = State.told
    /// Why this person was last asked or told.
    package var reason: Reason
    /// The holder for whom this person was asked.
    package var standsFor: PersonID?
    /// The round in which they were last asked, and the lap in it (``Round/laps``).
    package var round = 0
    package var lap = 0
    /// The lap in which this round first asked them.
    package var firstLap = 0
    /// The entry of the record that last began their sequence of addresses.
    package var startedBy = -1
    /// Names of the addresses that were used in this run, in order.
    package var triedAddresses: [String] = []
    /// Names of the addresses that took a message of this incident.
    package var reachedBy: [String] = []
    /// When an address first took a message of this incident.
    package var firstReachedAt: Timestamp?
    /// When an address last took a message that asks.
    package var lastAskedAt: Timestamp?
    /// Whether an address took a message that asks, in this run.
    package var isReached = false
    /// The round in which they were last copied in.
    package var copiedInRound = 0
    /// The entry of the record that last copied them in.
    package var copiedBy = -1
    /// When the last message that was planned for them goes out, and its number.
    package var lastMessageAt: Timestamp?
    package var lastMessage: Int? = nil
    package var seenAt: Timestamp?
    /// Whether they were told who answers, in this round.
    package var toldWhoAnswers = false
    package var toldItIsOver = false
    /// What they answered last, after the end too.
    package var lastAnswer: LastAnswer?

    /// What somebody said of an incident, and when.
    package struct LastAnswer: Hashable, Codable, Sendable {
        package var word: Answer.Word
        package var note: String?
        package var at: Timestamp

        package init(word: Answer.Word, note: String?, at: Timestamp) {
            self.word = word
            self.note = note
            self.at = at
        }
    }

    package init(person: PersonID, reason: Reason) {
        self.person = person
        self.reason = reason
    }

    package var isOut: Bool {
        if case .out = state { true } else { false }
    }

    /// Begins their sequence of addresses anew, unless it began in this lap already, or by this very entry.
    mutating func startOver(round: Int, lap: Int, by entry: Int) {
        guard self.round != round || self.lap < lap else { return }
        let isBegun = self.round == round && startedBy == entry
        if self.round != round || isBegun && self.lap == firstLap { firstLap = lap }
        self.round = round
        self.lap = lap
        startedBy = entry
        if isBegun { return }
        triedAddresses = []
        isReached = false
    }
}

/// Everybody who was asked or told, in the order of the first message; the position is part of an answer link.
package struct Contacts: Hashable, Codable, Sendable {
    package private(set) var all: [Contact] = []
    private var positions: [PersonID: Int] = [:]

    package init() {}

    package init(from decoder: any Decoder) throws {
        all = try [Contact](from: decoder)
        for (place, contact) in all.enumerated() { positions[contact.person] = place }
    }

    package func encode(to encoder: any Encoder) throws {
        try all.encode(to: encoder)
    }

    package func position(of person: PersonID) -> Int? {
        positions[person]
    }

    package subscript(person: PersonID) -> Contact? {
        positions[person].map { all[$0] }
    }

    /// Changes the contact of `person`, if there is one.
    mutating func update(_ person: PersonID, _ change: (inout Contact) -> Void) {
        if let position = positions[person] { change(&all[position]) }
    }

    /// Changes the contact of `person`, making one for that reason first if there is none.
    mutating func update(_ person: PersonID, reason: @autoclosure () -> Reason, _ change: (inout Contact) -> Void) {
        if let position = positions[person] {
            change(&all[position])
            return
        }
        var contact = Contact(person: person, reason: reason())
        change(&contact)
        positions[person] = all.count
        all.append(contact)
    }

    mutating func updateAll(_ change: (inout Contact) -> Void) {
        for position in all.indices { change(&all[position]) }
    }
}
