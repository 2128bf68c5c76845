package import Escalation

/// Something that somebody does so long after the report, in a rehearsal.
package struct ScriptedDeed: Hashable, Sendable {
    package enum Deed: Hashable, Sendable {
        case answer(Answer)
        /// Whoever leads goes on without seats.
        case goOnWithout(String, by: PersonID)
        /// An operator ends the response, or it was a false alarm; on somebody's word.
        case close(Closing, by: PersonID?)
        /// Whoever leads ends it.
        case end(Closing, by: PersonID)
        case followUp(facts: [String: FactValue], by: PersonID)
        /// The same thing is reported again.
        case report(facts: [String: FactValue])
        case grade(Severity)
        case pause(TimeSpan)
        case escalate
        case callIn(String)
    }

    /// Since the report.
    package var after: TimeSpan
    package var deed: Deed

    package init(_ deed: Deed, after: TimeSpan) {
        self.deed = deed
        self.after = after
    }
}

extension ScriptedDeed.Deed {
    /// The reason that stands on record where one is wanted; people read a word of their language for it.
    package static let reason = "rehearsal"

    /// What the ledger is asked to do with the incident; `nil` for a report, which it finds the incident of by its key.
    ///
    /// - Parameter now: when it is done.
    /// - Returns: the event, and in whose name it comes.
    func event(at now: Timestamp) -> (event: Event, by: Actor)? {
        switch self {
        case .answer(let answer): (.answer(answer), .person(answer.person))
        case .goOnWithout(let name, let person):
            (.goOnWithout(names: [name], reason: Self.reason, as: .commander), .person(person))
        case .close(let closing, let person):
            (.close(closing, reason: Self.reason), person.map(Actor.person) ?? .operator)
        case .end(let closing, let person): (.close(closing, reason: Self.reason), .person(person))
        case .followUp(let facts, let person):
            (.followUp(text: Self.reason, facts: facts, isFinal: false), .person(person))
        case .report: nil
        case .grade(let severity): (.setSeverity(severity, reason: Self.reason), .operator)
        case .pause(let span): (.pause(until: now + span, reason: Self.reason), .operator)
        case .escalate: (.escalateByHand(reason: Self.reason), .operator)
        case .callIn(let name): (.ask(names: [name], within: nil, reason: Self.reason, as: .operator), .operator)
        }
    }
}

extension ScriptedDeed.Deed: CustomStringConvertible {
    /// As a script writes it, without the time.
    package var description: String {
        switch self {
        case .answer(let answer): "\(answer.person)=\(answer.word.rawValue)" + (answer.note.map { ":" + $0 } ?? "")
        case .goOnWithout(let name, let person): "\(person)=without:\(name)"
        case .close(.stoodDown, let person): person.map { "stand-down:\($0)" } ?? "stand-down"
        case .close(.cancelled, _): "cancel"
        case .end(.stoodDown, let person): "\(person)=end"
        case .end(.cancelled, let person): "\(person)=cancel"
        case .followUp(let facts, let person): "\(person)=report" + (facts.isEmpty ? "" : ":" + Self.written(facts))
        case .report(let facts): Self.written(facts)
        case .grade(let severity): "severity=\(severity.numeral)"
        case .pause(let span): "pause:\(span)"
        case .escalate: "escalate"
        case .callIn(let name): "ask:\(name)"
        }
    }

    private static func written(_ facts: [String: FactValue]) -> String {
        facts.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ";")
    }
}
