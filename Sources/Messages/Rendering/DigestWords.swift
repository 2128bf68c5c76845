import Escalation
import Text

/// Gives the words of a digest their values: several messages for one reader, merged by flood control.
struct DigestWords: TemplateValues {
    /// One for each incident, those that want an answer first, the gravest before the others, then the oldest: its last message,
    /// but news never hides that an answer is asked for.
    let entries: [MessageWords]
    let rule: FloodRule

    init?(_ materials: [MessageMaterial], rule: FloodRule, language: Language, zones: Zones) {
        var latest: [IncidentID: MessageMaterial] = [:]
        for material in materials {
            let isAsked = latest[material.incident.id]?.kind.asks == true
            if material.kind.asks || material.kind.endsAsking || !isAsked { latest[material.incident.id] = material }
        }
        guard !latest.isEmpty else { return nil }
        entries = latest.values.map { MessageWords(material: $0, language: language, zones: zones) }
            .sorted { $0.place < $1.place }
        self.rule = rule
    }

    /// The gravest of those that want an answer; of all, where none does.
    var first: MessageWords { entries[0] }

    var isDrill: Bool { entries.allSatisfy(\.report.isDrill) }

    func value(of word: TemplateVariable) -> String {
        switch word {
        case .drill: isDrill ? first.phrases.drill : ""
        case .rank: first.incident.severity.numeral
        case .asks: first.isAsking ? first.phrases.yes : ""
        case .count: String(entries.count)
        case .rule: first.phrases.rule(rule)
        case .reader: first.value(of: .reader)
        default: ""
        }
    }

    func forEach(of list: TemplateVariable, append: (any TemplateValues) -> Void) -> Bool {
        guard list == .incidents else { return false }
        for entry in entries { append(entry) }
        return true
    }
}

extension MessageWords {
    /// What decides where it stands among others.
    fileprivate var place: (Int, Int, Timestamp, IncidentID) {
        (isAsking ? 0 : 1, incident.severity.rawValue, incident.reportedAt, incident.id)
    }
}

extension MessageKind {
    /// Whether whoever gets it owes no answer any more.
    fileprivate var endsAsking: Bool {
        switch self {
        case .takenOver, .allClear, .correction: true
        default: false
        }
    }
}
