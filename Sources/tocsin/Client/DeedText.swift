import Escalation
import Messages
import Text

/// What a command did to an incident.
enum IncidentDeed {
    /// Somebody's answer, with its word.
    case answer(String, String)
    case end, grade, followUp, finalReport, escalate, pause, ask
    /// Seats that are given up, by the names with which they were named.
    case without([String])
}

/// What the server's answer says that a command did.
struct DeedText {
    private let deed: IncidentDeed
    private let number: String
    private let answer: JSONValue
    private let words = IncidentWords(language: .english)
    private let clock: UnitClock

    init(_ deed: IncidentDeed, on number: String, answer: JSONValue) {
        self.deed = deed
        self.number = answer["id"]?.string ?? number
        self.answer = answer
        clock = UnitClock(of: answer, language: .english)
    }

    private var hadEnded: Bool { answer["had_ended"]?.bool == true }

    /// Whether the incident was to be ended and had ended before.
    var isWithoutEffect: Bool {
        if case .end = deed { hadEnded } else { false }
    }

    var line: String {
        let head = "incident \(number)"
        if isWithoutEffect { return "\(head) \(end); nothing was changed, nobody is told" }
        if case .end = deed {
            return words.ended(number, isCancelled: isCancelled, isDrill: isDrill, told: answer["told"]?.int ?? 0)
        }
        if case .answer(let person, let word) = deed, hadEnded {
            let kept = word == Answer.Word.seen.rawValue ? "that \(person) has seen it" : "the answer of \(person)"
            return "\(head) \(end); \(kept) is kept\(word == Answer.Word.seen.rawValue ? "" : " as a note")"
        }
        let severity = words.rank(answer["severity"]?.string ?? "?")
        return
            "\(head): \(([done] + effects).joined(separator: "; ")) (\(words.status(status, isDrill: isDrill)), \(severity))"
    }

    private var status: String { answer["status"]?.string ?? "" }
    private var isDrill: Bool { answer["drill"]?.bool == true }
    private var isCancelled: Bool { Incident.Status(rawValue: status) == .closed(.cancelled) }

    private var end: String {
        let who = answer["ended_by"]?["text"]?.string ?? "?"
        let off = isDrill ? "been called off" : "been cancelled as a false alarm"
        let how = isCancelled ? off : "ended"
        return "had \(how) already \(moment(answer["ended_at"]?.string)) by \(who)"
    }

    /// The time of day in the unit's zone; with its day where that is not today's.
    private func moment(_ written: String?) -> String {
        "on \(clock.day(written)) at \(clock.time(written)) (\(clock.offset))"
    }

    private var done: String {
        switch deed {
        case .answer(let person, let word): Self.said(word, by: person)
        case .end: "ended"
        case .grade: graded
        case .followUp: "follow-up \(answer["follow_ups"]?.int ?? 1) is on record"
        case .finalReport: "the final report is on record"
        case .escalate: "escalated"
        case .ask: "called in"
        case .without(let names): "goes on without \(names.joined(separator: ", "))"
        case .pause:
            answer["paused_until"]?.string.map {
                "no step starts by itself before \(clock.time($0)) on \(clock.day($0)) (\(clock.offset))"
            }
                ?? "nobody is left to ask; whoever handles it is asked later whether they still do"
        }
    }

    private static func said(_ word: String, by person: String) -> String {
        switch Answer.Word(rawValue: word) {
        case .accept: "\(person) takes it"
        case .cannot: "\(person) cannot"
        case .seen: "\(person) has seen it"
        case .command: "\(person) is in command"
        case .extend: "\(person) is still on it"
        case .note, nil: "the note of \(person) is on record"
        }
    }

    private var graded: String {
        let now = answer["severity"]?.string ?? "?"
        guard let before = answer["severity_before"]?.string else { return "severity \(now)" }
        let isRaised = Severity(numeral: now).flatMap { now in Severity(numeral: before).map(now.isGraver) } ?? true
        return "\(isRaised ? "raised" : "lowered") from \(before) to \(now)"
    }

    private var effects: [String] {
        var effects: [String] = []
        if case .followUp = deed, answer["severity_before"] != nil { effects.append(graded) }
        if answer["pause_ended"]?.bool == true { effects.append("the pause is over") }
        let asked = (answer["asked"]?.elements ?? []).compactMap(\.string)
        if !asked.isEmpty {
            effects.append("now asked: \(asked.joined(separator: ", "))")
        } else if case .escalate = deed {
            effects.append(
                answer["progress"]?.string == Incident.Progress.Kind.exhausted.rawValue
                    ? "nobody is left to ask, the fallback is told" : "nobody new is asked"
            )
        }
        let missing = (answer["missing"]?.elements ?? []).compactMap(\.string)
        if !missing.isEmpty, Incident.Status(rawValue: status) == .acknowledged {
            effects.append("still missing: \(missing.joined(separator: ", "))")
        }
        return effects
    }
}
