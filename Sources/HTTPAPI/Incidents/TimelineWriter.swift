package import Escalation
package import Messages
import Pages
package import Text

/// Turns what is on record into a stable shape for machines and a sentence for people.
package struct TimelineWriter: Worded {
    package struct Item {
        package var what: String
        package var details: [JSONValue.Member] = []
        package var text: String
    }

    let values: RecordValues
    /// The incident's.
    let unit: UnitPath
    /// How incidents are called outside.
    let names: IncidentNames
    /// The clock of the incident's unit, at the moment of the entry.
    private let clock: PageClock
    /// Who did what the entry tells.
    let actor: Actor
    /// By when those who are asked in the entry must answer, by the number under which they were asked together.
    private let answersDue: [Int: Timestamp]
    /// The incident's plan, and its response to the grade of the round in which the entry was made, where they are known.
    let plan: Plan?
    let response: Response?
    /// Parts of the round of which nobody was asked.
    let unasked: [Part]
    /// Whether somebody is told in the entry that a report is overdue.
    let tellsOverdue: Bool

    /// - Parameters:
    ///   - language: of the sentences.
    ///   - directory: where names are looked up.
    ///   - unit: the incident's; its zone is that of the times in the sentences.
    ///   - zones: by whose rules they are shown.
    ///   - names: how other incidents are called outside.
    ///   - isDrill: whether the incident is practice.
    ///   - entry: whose changes are told; times of another day than its own carry their day.
    ///   - plan: the incident's, where it is known.
    ///   - grade: of the round in which the entry was made, where it is known.
    ///   - unasked: parts of that round of which nobody was asked, as far as is known.
    package init(
        language: Language,
        directory: Directory,
        unit: UnitPath,
        zones: Zones,
        names: IncidentNames,
        isDrill: Bool,
        entry: RecordEntry,
        plan: Plan? = nil,
        grade: Severity? = nil,
        unasked: [Part] = []
    ) {
        self.unit = unit
        self.names = names
        values = RecordValues(language: language, directory: directory, isDrill: isDrill)
        let zone = directory.units[unit]?.timeZone ?? "UTC"
        clock = PageClock(language: language, zone: zone, now: entry.at, zones: zones)
        actor = entry.by
        self.plan = plan
        self.unasked = unasked
        response = grade.flatMap { plan?.response(to: $0) }
        var due: [Int: Timestamp] = [:]
        for case .timerSet(let timer) in entry.changes {
            if case .answers(let batch) = timer.kind { due[batch] = timer.due }
        }
        answersDue = due
        tellsOverdue = entry.changes.contains { change in
            if case .notificationPlanned(let notification) = change { notification.kind == .overdue } else { false }
        }
    }

    func time(_ moment: Timestamp) -> String { clock.time(moment) }
    func lastOfAbsence(_ end: Timestamp) -> String { clock.lastOfAbsence(end) }

    /// By when those who are asked in the entry under that number must answer.
    func due(_ batch: Int) -> Timestamp? { answersDue[batch] }

    /// When something is due, by the clock of the incident's unit.
    func due(_ moment: Timestamp) -> String {
        let time = clock.time(moment)
        return pick(", due \(time)", "，\(time)前", "，\(time)前")
    }

    package var language: Language { values.language }

    func name(_ person: PersonID) -> String {
        values.name(person)
    }

    func names(_ people: [PersonID]) -> String {
        people.map(name).joined(separator: pick(", ", "、", "、"))
    }

    /// Adds what somebody said.
    func said(_ text: String, _ note: String?) -> String {
        guard let note, !note.isEmpty else { return text }
        return text + pick(": ", "：", "：") + note
    }

    func number(_ value: Int) -> JSONValue { .integer(Int64(value)) }
}
