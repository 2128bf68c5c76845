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

    /// - Returns: the last answer of `person` on record; `nil` when there is none.
    package init?(of person: PersonID, in entries: [RecordEntry]) {
        for entry in entries.reversed() {
            for change in entry.changes.reversed() {
                guard let (word, note) = Self.answer(of: person, in: change) else { continue }
                self.init(word: word, note: note, at: entry.at)
                return
            }
        }
        return nil
    }

    /// An answer that came after the end is on record as a note that begins with its word.
    package static func late(_ text: String) -> (Answer.Word, String?) {
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        guard let word = parts.first.flatMap(Answer.Word.init), word != .note else { return (.note, text) }
        return (word, parts.dropFirst().first.map { String($0.drop(while: \.isWhitespace)) })
    }

    private static func answer(of person: PersonID, in change: Change) -> (Answer.Word, String?)? {
        switch change {
        case .accepted(person, _, let note, _): (.accept, note)
        case .declined(person, let note): (.cannot, note)
        case .seen(person): (.seen, nil)
        case .extended(person, let note): (.extend, note)
        case .noted(person, let text): late(text)
        default: nil
        }
    }
}
