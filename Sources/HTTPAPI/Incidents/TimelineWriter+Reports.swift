import Escalation
import Messages
import Text

extension TimelineWriter {
    // MARK: Reports

    func reported(_ report: Report, _ graded: Severity, _ severity: Severity) -> Item {
        Item(
            what: "reported",
            details: [
                .init("title", .text(report.title)), .init("graded", .text(graded.numeral)),
                .init("severity", .text(severity.numeral)), .init("facts", .facts(report.facts)),
                .init("opened_by", .optional(report.openedBy.map { names.name(of: $0.incident) })),
            ],
            text: pick(
                "Reported: \(report.title), graded \(severity.numeral)",
                "接报：\(report.title)，定级\(severity.numeral)级",
                "通報：\(report.title)，列為\(severity.numeral)級"
            ) + openedBy(report.openedBy)
        )
    }

    func reportedAgain(_ count: Int, _ title: String, _ facts: [String: FactValue], _ note: String?) -> Item {
        Item(
            what: "reported_again",
            details: [
                .init("count", number(count)),
                .init("title", .text(title)), .init("facts", .facts(facts)), .init("note", .optional(note)),
            ],
            text: said(
                pick("Reported again, report \(count)", "再次接报（第\(count)次）", "再次通報（第\(count)次）"),
                title
            )
        )
    }

    func followedUp(_ number: Int, _ isFinal: Bool, _ text: String, _ facts: [String: FactValue]) -> Item {
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
    }

    // MARK: Reports that are due

    func arose(_ obligation: Obligation) -> Item {
        Item(
            what: "owed",
            details: [.init("kind", .text(obligation.kind.rawValue)), .init("due", .moment(obligation.due))],
            text: pick("Due: ", "应报：", "應回報：") + kind(obligation.kind) + due(obligation.due)
        )
    }

    func reminded(_ kind: Obligation.Kind) -> Item {
        owed("owed_reminded", kind, pick("Reminded: ", "已提醒：", "已提醒："))
    }

    func escalated(_ kind: Obligation.Kind) -> Item {
        owed(
            "owed_escalated",
            kind,
            tellsOverdue
                ? pick("Overdue, told on: ", "逾期，已报告总指挥：", "逾期，已報告指揮官：")
                : pick("Overdue: ", "逾期未报：", "逾期未報：")
        )
    }

    func met(_ kind: Obligation.Kind) -> Item {
        owed("owed_met", kind, pick("Received: ", "已收到：", "已收到："))
    }

    func voided(_ kind: Obligation.Kind) -> Item {
        owed("owed_voided", kind, pick("No longer due: ", "不再需要：", "不再需要："))
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
