package import Escalation
package import Messages
import Pages
package import Text

/// Turns what is on record into a stable shape for machines and a sentence for people.
package struct TimelineWriter {
    package struct Item {
        package var what: String
        package var details: [JSONValue.Member] = []
        package var text: String
    }

    let language: Language
    let directory: Directory
    /// The clock of the incident's unit, at the moment of the entry.
    private let clock: PageClock
    /// By when a step that starts in the entry wants its answers.
    let answersDue: Timestamp?
    /// Whether somebody is told in the entry that a report is overdue.
    private let tellsOverdue: Bool

    /// - Parameters:
    ///   - language: of the sentences.
    ///   - directory: where names are looked up.
    ///   - unit: the incident's; its zone is that of the times in the sentences.
    ///   - zones: by whose rules they are shown.
    ///   - entry: whose changes are told; times of another day than its own carry their day.
    package init(language: Language, directory: Directory, unit: UnitPath, zones: Zones, entry: RecordEntry) {
        self.language = language
        self.directory = directory
        let zone = directory.units[unit]?.timeZone ?? "UTC"
        clock = PageClock(language: language, zone: zone, now: entry.at, zones: zones)
        var due: Timestamp?
        for case .timerSet(let timer) in entry.changes where timer.kind == .step { due = timer.due }
        answersDue = due
        tellsOverdue = entry.changes.contains { change in
            if case .notificationPlanned(let notification) = change { notification.kind == .overdue } else { false }
        }
    }

    func time(_ moment: Timestamp) -> String { clock.time(moment) }

    /// When something is due, by the clock of the incident's unit.
    func due(_ moment: Timestamp) -> String {
        let time = clock.time(moment)
        return pick(", due \(time)", "（\(time)前）", "（\(time)前）")
    }

    /// One line of the timeline; `nil` for timers, which only the machine needs.
    package func item(_ change: Change) -> Item? {
        reportItem(change) ?? roundItem(change) ?? messageItem(change) ?? answerItem(change) ?? steeringItem(change)
            ?? auditorItem(change)
    }

    func pick(_ english: String, _ simplified: String, _ traditional: String) -> String {
        switch language {
        case .english: english
        case .simplifiedChinese: simplified
        case .traditionalChinese: traditional
        }
    }

    func name(_ person: PersonID) -> String {
        directory.people[person]?.name.text(in: language.rawValue) ?? person
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

    // MARK: Reports

    private func reportItem(_ change: Change) -> Item? {
        switch change {
        case .reported(let report, let graded, let severity):
            Item(
                what: "reported",
                details: [
                    .init("title", .text(report.title)), .init("graded", .text(graded.numeral)),
                    .init("severity", .text(severity.numeral)), .init("facts", .facts(report.facts)),
                ],
                text: pick(
                    "Reported: \(report.title), graded \(severity.numeral)",
                    "接报：\(report.title)，定级\(severity.numeral)级",
                    "通報：\(report.title)，列為\(severity.numeral)級"
                )
            )
        case .reportedAgain(let title, let facts, let note):
            Item(
                what: "reported_again",
                details: [
                    .init("title", .text(title)), .init("facts", .facts(facts)), .init("note", .optional(note)),
                ],
                text: said(pick("Reported again", "再次接报", "再次通報"), title)
            )
        case .followedUp(let number, let isFinal, let text, let facts):
            Item(
                what: isFinal ? "final_report" : "follow_up",
                details: [
                    .init("number", self.number(number)), .init("text", .text(text)), .init("facts", .facts(facts)),
                ],
                text: said(
                    isFinal
                        ? pick("Final report", "终报", "結報")
                        : pick("Follow-up \(number)", "续报第\(number)次", "續報第\(number)次"),
                    text
                )
            )
        default: obligationItem(change)
        }
    }

    private func obligationItem(_ change: Change) -> Item? {
        switch change {
        case .obligationArose(let obligation):
            Item(
                what: "owed",
                details: [.init("kind", .text(obligation.kind.rawValue)), .init("due", .moment(obligation.due))],
                text: pick("Due: ", "应报：", "應回報：") + kind(obligation.kind) + due(obligation.due)
            )
        case .obligationReminded(let kind): owed("owed_reminded", kind, pick("Reminded: ", "已提醒：", "已提醒："))
        case .obligationEscalated(let kind):
            owed(
                "owed_escalated",
                kind,
                tellsOverdue
                    ? pick("Overdue, told on: ", "逾期，已报告总指挥：", "逾期，已報告指揮官：")
                    : pick("Overdue: ", "逾期未报：", "逾期未報：")
            )
        case .obligationMet(let kind): owed("owed_met", kind, pick("Received: ", "已收到：", "已收到："))
        case .obligationVoided(let kind): owed("owed_voided", kind, pick("No longer due: ", "不再需要：", "不再需要："))
        default: nil
        }
    }

    private func owed(_ what: String, _ kind: Obligation.Kind, _ words: String) -> Item {
        Item(what: what, details: [.init("kind", .text(kind.rawValue))], text: words + self.kind(kind))
    }

    private func kind(_ kind: Obligation.Kind) -> String {
        switch kind {
        case .details: pick("open details of the first report", "初报待核实事项", "初報待查證事項")
        case .followUp: pick("follow-up report", "续报", "續報")
        case .finalReport: pick("final report", "终报", "結報")
        }
    }
}
