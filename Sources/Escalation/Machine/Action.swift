/// What a person, or a program in somebody's name, does to an incident.
///
/// A value that can wait, be written down and cross to another process; the machine takes it as an ``Event``.
package enum Action: Hashable, Codable, Sendable {
    case answer(Answer)
    /// A follow-up or the final report by somebody who is on it.
    case followUp(text: String, facts: [String: FactValue], isFinal: Bool)
    case setSeverity(Severity, reason: String)
    case pause(until: Timestamp, reason: String)
    case escalateByHand(reason: String)
    /// People are called in beside the plan.
    case ask(names: [String], within: TimeSpan?, reason: String, as: Authority)
    /// Open seats are given up.
    case goOnWithout(names: [String], reason: String, as: Authority)
    case close(Closing, reason: String)

    package var event: Event {
        switch self {
        case .answer(let answer): .answer(answer)
        case .followUp(let text, let facts, let isFinal): .followUp(text: text, facts: facts, isFinal: isFinal)
        case .setSeverity(let severity, let reason): .setSeverity(severity, reason: reason)
        case .pause(let until, let reason): .pause(until: until, reason: reason)
        case .escalateByHand(let reason): .escalateByHand(reason: reason)
        case .ask(let names, let within, let reason, let authority):
            .ask(names: names, within: within, reason: reason, as: authority)
        case .goOnWithout(let names, let reason, let authority):
            .goOnWithout(names: names, reason: reason, as: authority)
        case .close(let closing, let reason): .close(closing, reason: reason)
        }
    }
}
