/// How answers are folded into the state.
extension Incident {
    mutating func applyAnswer(_ change: Change, at now: Timestamp) {
        switch change {
        case .accepted(let person, let standsFor, let note, let fills):
            contacts.update(person, reason: .answeredUnasked) { $0.state = .accepted }
            var responder = Responder(person: person, at: now, standsFor: standsFor, round: round.number, note: note)
            if let place = responders.firstIndex(where: { $0.person == person && $0.round == round.number }) {
                responder.at = responders[place].at
                responders[place] = responder
            } else {
                responders.removeAll { $0.person == person }
                responders.append(responder)
            }
            status = .acknowledged
            round.fill(fills, by: person)
        case .declined(let person, _):
            contacts.update(person, reason: .answeredUnasked) { $0.state = .out(.cannot) }
            if responders.contains(where: { $0.person == person }) { round.update(.chain) { $0.wasMet = false } }
            responders.removeAll { $0.person == person }
            round.leave(person, beside: responders.filter { $0.round == round.number }.map(\.person))
        case .unreachable(let person):
            contacts.update(person) { $0.state = .out(.unreachable) }
            round.leave(person, beside: responders.filter { $0.round == round.number }.map(\.person))
        case .seen(let person):
            contacts.update(person, reason: .answeredUnasked) { $0.seenAt = $0.seenAt ?? now }
        default: break
        }
        if let (person, word, note) = change.answer {
            contacts.update(person) { $0.lastAnswer = Contact.LastAnswer(word: word, note: note, at: now) }
        }
    }
}

extension Change {
    /// Who answered what, where the change is an answer.
    fileprivate var answer: (person: PersonID, word: Answer.Word, note: String?)? {
        switch self {
        case .accepted(let person, _, let note, _): (person, .accept, note)
        case .declined(let person, let note): (person, .cannot, note)
        case .seen(let person): (person, .seen, nil)
        case .extended(let person, let note): (person, .extend, note)
        case .noted(let person, let text): (person, .note, text)
        case .answeredLate(let person, let word, let note): (person, word, note)
        default: nil
        }
    }
}
