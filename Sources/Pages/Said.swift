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
        let (word, note) = last.word == .note ? Self.late(last.note ?? "") : (last.word, last.note)
        self.init(word: word, note: note, at: last.at)
    }

    /// An answer that came after the end is on record as a note that begins with its word.
    package static func late(_ text: String) -> (Answer.Word, String?) {
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        guard let word = parts.first.flatMap(Answer.Word.init), word != .note else { return (.note, text) }
        return (word, parts.dropFirst().first.map { String($0.drop(while: \.isWhitespace)) })
    }
}
