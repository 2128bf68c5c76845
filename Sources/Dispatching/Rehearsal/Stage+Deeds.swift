import Escalation

extension Rehearsal.Stage {
    /// The incidents that something of the script is about: what somebody answers, every one that waits for them; else, as for
    /// everything else, the one that was reported, or the first in which they have a part.
    func whom(_ deed: ScriptedDeed.Deed) -> [IncidentID] {
        let main = incident?.id ?? 1
        let others = incidents.filter { $0.id == main || $0.report.openedBy != nil }
        guard others.count > 1 else { return [main] }
        switch deed {
        case .answer(let answer) where answer.word == .command:
            return [first(others, main) { leads(answer.person, $0) }]
        case .answer(let answer):
            let waiting = others.filter { $0.isAwaited(answer.person) }.map(\.id)
            return waiting.isEmpty ? [first(others, main) { $0.contacts[answer.person] != nil }] : waiting
        case .goOnWithout(_, let person), .followUp(_, let person), .end(_, let person):
            return [first(others, main) { isPartOf($0, person) }]
        case .close(_, let person):
            guard let person else { return [main] }
            return [first(others, main) { isPartOf($0, person) }]
        case .report, .grade, .pause, .escalate, .callIn: return [main]
        }
    }

    private func first(_ incidents: [Incident], _ main: IncidentID, where fits: (Incident) -> Bool) -> IncidentID {
        let found = incidents.filter { !$0.isClosed && fits($0) }.map(\.id)
        return found.contains(main) ? main : found.first ?? main
    }

    private func isPartOf(_ incident: Incident, _ person: PersonID) -> Bool {
        incident.responders.contains { $0.person == person }
    }

    private func leads(_ person: PersonID, _ incident: Incident) -> Bool {
        incident.offeredCommand.contains(person) || isPartOf(incident, person)
    }
}
