package import Escalation

extension AnswerPage {
    /// What the page says right after an answer was stored.
    package func notice(after word: Answer.Word) -> String {
        if case .closed(let closing) = incident.status {
            return word == .note ? words.noteNotice : words.closedNotice(closing, isDrill: report.isDrill)
        }
        switch word {
        case .accept:
            guard let position = incident.responders.firstIndex(where: { $0.person == person }) else {
                return words.noteNotice
            }
            let isEnough = incident.progress == .satisfied || incident.round.missing <= 0
            guard position > 0, let first = incident.responders.first else {
                let others = incident.contacts.all.contains { $0.person != person && $0.firstReachedAt != nil }
                return words.youTookIt(isEnough: isEnough, missing: incident.round.missing, others: others)
            }
            return words.notFirst(name(first.person), at: clock.time(first.at), position: position + 1)
        case .cannot: return isAskingOthers ? words.cannotNotice : words.cannotNoticeQuiet
        case .seen: return words.seenNotice(isOpen: incident.responders.isEmpty)
        case .extend: return isResponder ? words.extendNotice : words.lapsedNotice(button: takeWord)
        case .note: return words.noteNotice
        }
    }

    /// What the button to take it says.
    var takeWord: String { incident.responders.isEmpty ? words.take : words.takeToo }

    /// Whether there is somebody else whose answer is waited for.
    private var isAskingOthers: Bool {
        isRunning && incident.contacts.all.contains { $0.person != person && $0.state == .waiting }
    }
}
