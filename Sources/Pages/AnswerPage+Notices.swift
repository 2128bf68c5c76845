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
            return words.joined([took(at: position)] + [isMoreNeeded ? missingSentence : nil].compactMap(\.self))
        case .cannot: return isAskingOthers ? words.cannotNotice : words.cannotNoticeQuiet
        case .seen: return words.seenNotice(isOpen: incident.responders.isEmpty)
        case .extend: return isResponder ? words.extendNotice : words.lapsedNotice(button: takeWord)
        case .note: return words.noteNotice
        case .command: return incident.command?.person == person ? words.commandNotice : words.noCommandNotice
        }
    }

    /// What whoever leads reads after calling people in.
    ///
    /// - Parameter before: the incident before that.
    /// - Returns: who is asked by it.
    package func noticeOfCall(since before: Incident) -> String {
        let known = before.runningBatches
        let people = incident.runningBatches.filter { !$0.value.isSubset(of: known[$0.key] ?? []) }.keys
        return words.calledInNotice(people.sorted().map(name))
    }

    private func took(at position: Int) -> String {
        guard position > 0, let first = incident.responders.first else {
            let others = incident.contacts.all.contains { $0.person != person && $0.firstReachedAt != nil }
            return words.youTookIt(isEnough: incident.isSatisfied, others: others)
        }
        return words.notFirst(name(first.person), at: clock.time(first.at), position: position + 1)
    }

    /// What the button to take it says.
    var takeWord: String { incident.responders.isEmpty ? words.take : words.takeToo }

    /// Whether there is somebody else whose answer is waited for.
    private var isAskingOthers: Bool {
        isRunning && incident.contacts.all.contains { $0.person != person && $0.state == .waiting }
    }
}
