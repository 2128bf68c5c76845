package import Escalation

/// What somebody said last about an incident.
package struct Said: Hashable {
    var word: Answer.Word
    var note: String?
    var at: Timestamp

    package init(word: Answer.Word, note: String?, at: Timestamp) {
        self.word = word
        self.note = note
        self.at = at
    }

    /// What `person` said last; `nil` when they said nothing yet.
    package init?(of person: PersonID, in incident: Incident) {
        guard let last = incident.contacts[person]?.lastAnswer else { return nil }
        self.init(word: last.word, note: last.note, at: last.at)
    }
}
