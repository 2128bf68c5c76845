import Escalation
import Text

/// Gives the words of a message their values, each worked out when a template asks for it.
final class MessageWords: TemplateValues {
    let material: MessageMaterial
    let incident: Incident
    let report: Report
    let phrases: Phrases
    let clock: ReaderClock
    /// The response that the round runs, and what it asks of the reader: many words need them.
    let response: Response?
    let calls: [Incident.Call]

    init(material: MessageMaterial, language: Language, zones: Zones) {
        self.material = material
        incident = material.incident
        report = incident.report
        phrases = Phrases(language: language)
        clock = ReaderClock(
            phrases: phrases,
            zones: zones,
            zone: material.person.timeZone,
            unitZone: material.directory.units[material.incident.report.unit]?.timeZone ?? material.person.timeZone,
            now: material.now
        )
        response = material.plan.response(to: material.incident.round.grade)
        calls = material.incident.calls(of: material.person.id, in: response)
    }

    var tag: String { phrases.language.rawValue }

    func value(of word: TemplateVariable) -> String {
        switch word {
        case .drill: report.isDrill ? phrases.drill : ""
        case .rank: incident.severity.numeral
        case .severity: severityName
        case .title: CleanText.line(report.title, limit: MessageLimits.bytesInHeadline)
        case .place: report.place.map { CleanText.line($0, limit: MessageLimits.bytesInHeadline) } ?? ""
        case .unit: unitName
        case .plan: CleanText.line(material.plan.title.text(in: tag), limit: MessageLimits.bytesInName)
        case .number: String(incident.id.count)
        case .occurred: report.occurredAt.map(clock.dayAndTime) ?? ""
        case .reported: clock.dayAndTime(incident.reportedAt)
        case .delay: delay
        case .status: phrases.status(incident.status, isDrill: report.isDrill)
        case .source: report.reporter.map(name) ?? CleanText.line(report.source, limit: MessageLimits.bytesInName)
        case .reports: incident.reportCount > 1 ? String(incident.reportCount) : ""
        case .note: report.note.map { CleanText.lines($0, limit: MessageLimits.bytesInNote) } ?? ""
        case .guidance: guidance
        case .linked: linked
        case .link: material.link.map { CleanText.line($0, limit: MessageLimits.bytesInLink) } ?? ""
        case .kind: kind
        case .age: phrases.duration(material.now - incident.reportedAt)
        default: valueAboutPeople(word)
        }
    }

    private func valueAboutPeople(_ word: TemplateVariable) -> String {
        switch word {
        case .reader: name(material.person.id)
        case .unknown: unknown
        case .standsFor: incident.contacts[material.person.id]?.standsFor.map(name) ?? ""
        case .absentUntil, .dutyUntil: valueAboutDuty(word)
        case .asked: asked
        case .nobodyAsked: incident.round.hasAskedAnybody ? "" : phrases.yes
        case .answering: answering
        case .handles: handles ? phrases.yes : ""
        case .othersNext, .againAt, .toldNext: valueOfProspect(word)
        case .since: since.map(clock.time) ?? ""
        case .deadline: deadline.map(clock.time) ?? ""
        case .owed: owed
        case .dueFromReader: owes ? owed : ""
        case .hasAnswered: hasAnswered ? phrases.yes : ""
        case .rankBefore: incident.regrading.map(\.from.numeral) ?? ""
        case .raised: incident.regrading.map { incident.severity.isGraver(than: $0.from) } == true ? phrases.yes : ""
        case .lowered: incident.regrading.map { $0.from.isGraver(than: incident.severity) } == true ? phrases.yes : ""
        case .changeReason: changeReason
        case .toReporter: isToReporter ? phrases.yes : ""
        case .closedBy: incident.closing.map { actor($0.by) } ?? ""
        case .closedAt: incident.closing.map { clock.time($0.at) } ?? ""
        case .reason: incident.closing.map { CleanText.lines($0.reason, limit: MessageLimits.bytesInNote) } ?? ""
        default: valueAboutSeats(word)
        }
    }

    private var linked: String {
        let names = incident.links.map { phrases.name(of: $0, in: report.unit, directory: material.directory) }
        return names.joined(separator: phrases.separator)
    }

    func forEach(of list: TemplateVariable, append: (any TemplateValues) -> Void) -> Bool {
        guard list == .facts else { return false }
        var isAny = false
        for field in material.plan.fields {
            guard let value = report.facts[field.name] else { continue }
            isAny = true
            let shown = field.label(of: value, in: tag).map(FactValue.text) ?? value
            append(FactWords(label: field.label.text(in: tag), fact: shown, phrases: phrases))
        }
        if report.facts.count > 0, report.facts.count != material.plan.fields.count {
            let known = Set(material.plan.fields.map(\.name))
            for (name, value) in report.facts.sorted(by: { $0.key < $1.key }) where !known.contains(name) {
                isAny = true
                append(FactWords(label: name, fact: value, phrases: phrases))
            }
        }
        return isAny
    }
}

/// Gives the words of one reported fact their values.
struct FactWords: TemplateValues {
    let label: String
    let fact: FactValue
    let phrases: Phrases

    func value(of word: TemplateVariable) -> String {
        switch word {
        case .label: CleanText.line(label, limit: MessageLimits.bytesInName)
        case .value:
            switch fact {
            case .flag(let flag): flag ? phrases.yes : phrases.no
            case .number: fact.description
            case .text(let text): CleanText.lines(text, limit: MessageLimits.bytesInFact)
            }
        default: ""
        }
    }
}

extension MessageWords {
    var severityName: String {
        let label = material.plan.grading.label(of: incident.severity, in: tag)
        return label == incident.severity.numeral ? "" : CleanText.line(label, limit: MessageLimits.bytesInName)
    }

    var unitName: String {
        let name = material.directory.units[report.unit]?.name.text(in: tag)
        return CleanText.line(name ?? report.unit, limit: MessageLimits.bytesInName)
    }

    func name(_ person: PersonID) -> String {
        let name = material.directory.people[person]?.name.text(in: tag)
        return CleanText.line(name ?? person, limit: MessageLimits.bytesInName)
    }

    func actor(_ actor: Actor) -> String {
        phrases.actor(actor) { name($0) }
    }

    private var delay: String {
        guard let occurred = report.occurredAt else { return "" }
        let delay = incident.reportedAt - occurred
        return delay < MessageLimits.notableDelay ? "" : phrases.duration(delay)
    }

    private var guidance: String {
        guard let guidance = material.plan.guidance else { return "" }
        let text = CleanText.lines(guidance.text(in: tag), limit: MessageLimits.bytesInGuidance)
        return text.utf8.last == 0x0A ? String(text.reversed().drop(while: \.isNewline).reversed()) : text
    }

    private var unknown: String {
        let open = material.plan.fields.filter { $0.isRequired && report.facts[$0.name] == nil }
        return phrases.list(
            open.map { CleanText.line($0.label.text(in: tag), limit: MessageLimits.bytesInName) }
        )
    }

    /// What the message is called in a list; `unanswered` is true only while nobody took the incident.
    private var kind: String {
        if material.kind == .severity, isAsking { return phrases.regradedAndAsked }
        return material.kind == .unanswered && !incident.responders.isEmpty
            ? phrases.stillMissing : phrases.kind(material.kind, isDrill: report.isDrill)
    }

    /// Whether the reader is to answer.
    ///
    /// Of a new rank somebody who was asked a moment ago gets one message, which asks them anew.
    var isAsking: Bool {
        if material.kind == .unanswered { return !handles }
        return material.kind.asks || material.kind == .severity && deadline != nil
    }

    var handles: Bool {
        incident.responders.contains { $0.person == material.person.id }
    }

    /// Whether what is owed is due from the reader.
    private var owes: Bool {
        handles || incident.responders.isEmpty && report.reporter == material.person.id
    }

    /// Whether the reader said what they do, or that they cannot.
    private var hasAnswered: Bool {
        guard let contact = incident.contacts[material.person.id] else { return handles }
        return handles || contact.isOut || contact.state == .accepted
    }

    private var isToReporter: Bool {
        guard material.person.id == report.reporter else { return false }
        return !material.plan.fallback.contains { reference in
            let named = material.directory.people(named: [reference], in: report.unit, at: material.now)
            return named.contains { $0.person == material.person.id }
        }
    }

    private var asked: String {
        var names: [String] = []
        for contact in incident.contacts.all
        where contact.state == .waiting && contact.person != material.person.id
            && contact.round == incident.round.number
        {
            names.append(name(contact.person))
        }
        return phrases.list(names)
    }

    private var answering: String {
        phrases.list(
            incident.responders.map { responder in
                let name = name(responder.person)
                guard let holder = responder.standsFor else { return name }
                return phrases.name(name, standingInFor: self.name(holder))
            }
        )
    }

    private var deadline: Timestamp? {
        switch material.kind {
        case .alert, .reminder: incident.answerBy(material.person.id)
        case .severity: incident.isAwaited(material.person.id) ? incident.answerBy(material.person.id) : nil
        case .stillOnIt: incident.timer(.grace)?.due
        default: nil
        }
    }

    /// The reports whose time has come, or else the next one.
    private var owed: String {
        let sorted = incident.obligations.sorted { $0.due < $1.due }
        let due = sorted.filter { $0.due <= material.now }
        return phrases.list(
            (due.isEmpty ? Array(sorted.prefix(1)) : due).map { obligation in
                phrases.label(phrases.obligation(obligation.kind), due: clock.time(obligation.due))
            }
        )
    }
}
