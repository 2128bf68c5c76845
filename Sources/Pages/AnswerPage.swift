package import Escalation
import Messages
package import Text

/// What the answer page shows to one person: a function of the incident and the time alone.
package struct AnswerPage {
    package let incident: Incident
    package let person: PersonID
    package let plan: Plan?
    let directory: Directory
    package let now: Timestamp
    package let words: PageWords
    let clock: PageClock
    /// What the reader said last.
    let said: Said?
    /// What comes by itself if nobody answers.
    let prospect: Prospect?

    /// Times are shown by the rules of `zones`.
    package init(
        incident: Incident,
        person: PersonID,
        plan: Plan?,
        directory: Directory,
        zones: Zones,
        now: Timestamp,
        said: Said? = nil
    ) {
        self.said = said
        prospect = plan.flatMap { incident.prospect(plan: $0, directory: directory) }
        self.incident = incident
        self.person = person
        self.plan = plan
        self.directory = directory
        self.now = now
        let unit = directory.units[incident.report.unit]
        let reader = directory.people[person]
        words = PageWords(language: Language(nearestTo: reader?.language ?? unit?.language ?? "en"))
        clock = PageClock(
            language: words.language,
            zone: reader?.timeZone ?? unit?.timeZone ?? "UTC",
            now: now,
            zones: zones
        )
    }

    var tag: String { words.language.rawValue }
    var report: Report { incident.report }

    func name(_ person: PersonID) -> String {
        directory.people[person]?.name.text(in: tag) ?? person
    }

    // MARK: What it says

    var severityLabel: String? {
        let label = plan?.grading.label(of: incident.severity, in: tag)
        return label == incident.severity.numeral ? nil : label
    }

    var unitName: String {
        directory.units[report.unit]?.name.text(in: tag) ?? report.unit
    }

    /// Whether the plan goes on by itself.
    var isRunning: Bool {
        incident.progress == .running
    }

    /// Whether people who were not asked yet will be, if nobody answers.
    var asksOthers: Bool {
        if case .others = prospect { true } else { false }
    }

    var isResponder: Bool {
        incident.responders.contains { $0.person == person }
    }

    /// Whether somebody took it and more people must.
    var isMoreNeeded: Bool {
        !incident.isClosed && !incident.responders.isEmpty && !incident.isSatisfied
    }

    /// Whether the reader has it and the round of a graver rank asks them again: it counts them as missing until they say yes.
    var isAskedAnew: Bool { isResponder && incident.isAwaited(person) }

    /// How the incident stands, in a few sentences.
    var state: [String] {
        if case .closed(let closing) = incident.status, let note = incident.closing {
            let reason = note.reason.isEmpty ? [] : [note.reason]
            return [
                words.closed(
                    closing,
                    by: Phrases(language: words.language).actor(note.by, name: name),
                    at: clock.time(note.at),
                    isDrill: report.isDrill
                )
            ]
                + reason
        }
        var sentences: [String] = []
        let others = incident.responders.filter { $0.person != person }
        if let own = incident.responders.first(where: { $0.person == person }) {
            sentences.append(words.youAnswer(since: clock.time(own.at)))
        }
        if !others.isEmpty {
            sentences.append(words.answers(others.map { (name($0.person), clock.time($0.at)) }))
        }
        if incident.responders.isEmpty {
            sentences.append(
                incident.progress == .exhausted && incident.round.hasAskedAnybody(of: .chain)
                    ? words.nobodyAtAll : words.nobody
            )
        } else if isMoreNeeded, let missing = missingSentence {
            sentences.append(missing)
        }
        if let command = commandSentence { sentences.append(command) }
        if case .paused(let until) = incident.progress {
            sentences.append(words.paused(until: clock.time(until)))
        } else if let next {
            sentences.append(next)
        }
        return sentences
    }

    /// What comes by itself, in a sentence.
    private var next: String? {
        guard let prospect, prospect.at > now else { return nil }
        let isTaken = !incident.responders.isEmpty
        return words.prospect(
            prospect,
            at: clock.time(prospect.at),
            needsSeveral: isTaken || needsSeveral,
            isTaken: isTaken
        ) { $0 == person ? nil : name($0) }
    }

    /// Who the reader is, and for whom they stand in.
    var you: String {
        words.you(name(person), for: incident.contacts[person]?.standsFor.map(name))
    }

    struct Row {
        var label: String
        var value: String
        var isOpen = false
    }

    /// Times and facts with their labels; required facts that nobody knows yet are named.
    var rows: [Row] {
        var rows: [Row] = []
        if let occurred = report.occurredAt { rows.append(Row(label: words.happened, value: happened(occurred))) }
        rows.append(Row(label: words.reported, value: clock.time(incident.reportedAt)))
        rows.append(Row(label: words.reporter, value: report.reporter.map(name) ?? report.source))
        for field in plan?.fields ?? [] {
            let label = field.label.text(in: tag)
            if let fact = report.facts[field.name] {
                rows.append(Row(label: label, value: field.label(of: fact, in: tag) ?? text(of: fact)))
            } else if field.isRequired {
                rows.append(Row(label: label, value: words.unknownYet, isOpen: true))
            }
        }
        let known = Set((plan?.fields ?? []).map(\.name))
        for (name, fact) in report.facts.sorted(by: { $0.key < $1.key }) where !known.contains(name) {
            rows.append(Row(label: name, value: text(of: fact)))
        }
        if let note = report.note, !note.isEmpty { rows.append(Row(label: words.noteAlone, value: note)) }
        if !incident.links.isEmpty {
            let names = incident.links.map { phrases.name(of: $0, in: report.unit, directory: directory) }
            rows.append(Row(label: words.linked, value: names.joined(separator: words.separator)))
        }
        return rows
    }

    private func happened(_ occurred: Timestamp) -> String {
        let delay = incident.reportedAt - occurred
        guard delay >= MessageLimits.notableDelay else { return clock.time(occurred) }
        let phrases = Phrases(language: words.language)
        return words.happened(clock.time(occurred), reportedAfter: phrases.duration(delay))
    }

    private func text(of fact: FactValue) -> String {
        switch fact {
        case .flag(let flag): flag ? words.yes : words.no
        default: fact.description
        }
    }

    var guidance: String? {
        let text = plan?.guidance?.text(in: tag) ?? ""
        return text.isEmpty ? nil : text
    }

    /// Everybody who was asked or told, with how they stand.
    var people: [Row] {
        incident.contacts.all.map { contact in
            var name = name(contact.person)
            if let holder = contact.standsFor {
                name = words.pick(
                    "\(name) (for \(self.name(holder)))",
                    "\(name)（代\(self.name(holder))）",
                    "\(name)（代\(self.name(holder))）"
                )
            }
            return Row(
                label: name,
                value: standing(of: contact),
                isOpen: contact.person == person
            )
        }
    }
}
