import Escalation
import Messages
import Pages
import Text

extension TimelineWriter {
    // MARK: Answers

    func accepted(_ person: PersonID, _ holder: PersonID?, _ note: String?, _ fills: [SeatID]) -> Item {
        let words =
            holder.map { holder in
                pick(
                    "\(name(person)) took it, in place of \(name(holder))",
                    "\(name(person))负责处置（代\(name(holder))）",
                    "\(name(person))負責處理（代\(name(holder))）"
                )
            } ?? pick("\(name(person)) took it", "\(name(person))负责处置", "\(name(person))負責處理")
        return Item(
            what: "accepted",
            details: [
                .init("person", .text(person)), .init("name", .text(name(person))),
                .init("stands_for", .optional(holder)), .init("note", .optional(note)),
                .init("fills", .list(fills.map(values.seat))),
            ],
            text: said(words + roles(of: fills), note)
        )
    }

    /// The roles of seats in brackets, as far as they have any.
    private func roles(of seats: [SeatID]) -> String {
        let roles = seats.compactMap(values.role)
        guard !roles.isEmpty else { return "" }
        let list = roles.joined(separator: pick(", ", "、", "、"))
        return pick(" (\(list))", "（\(list)）", "（\(list)）")
    }

    func declined(_ person: PersonID, _ note: String?) -> Item {
        personItem("declined", person, note, pick(" cannot", "无法处置", "無法處理"))
    }

    func unreachable(_ person: PersonID) -> Item {
        personItem("unreachable", person, nil, pick(" cannot be reached", "无法联系", "無法聯絡"))
    }

    func seen(_ person: PersonID) -> Item {
        personItem("seen", person, nil, pick(" has seen it", "已知悉", "已知悉"))
    }

    func extended(_ person: PersonID, _ note: String?) -> Item {
        personItem("extended", person, note, pick(" is still on it", "仍在处置", "仍在處理"))
    }

    func noted(_ person: PersonID, _ text: String) -> Item {
        personItem("noted", person, text, "")
    }

    func answeredLate(_ person: PersonID, _ word: Answer.Word, _ note: String?) -> Item {
        Item(
            what: "answered_late",
            details: [
                .init("person", .text(person)), .init("name", .text(name(person))),
                .init("answer", .text(word.rawValue)), .init("note", .optional(note)),
            ],
            text: said(
                pick("\(name(person)), after the end", "\(name(person))（结束后答复）", "\(name(person))（結束後答覆）"),
                PageWords(language: language).words(of: word, note)
            )
        )
    }

    private func personItem(_ what: String, _ person: PersonID, _ note: String?, _ words: String) -> Item {
        Item(
            what: what,
            details: [
                .init("person", .text(person)), .init("name", .text(name(person))), .init("note", .optional(note)),
            ],
            text: said(name(person) + words, note)
        )
    }

    // MARK: Steering

    func severityChanged(_ from: Severity, _ to: Severity, _ reason: RegradingReason) -> Item {
        let isRaised = to.isGraver(than: from)
        return Item(
            what: "severity_changed",
            details: [
                .init("from", .text(from.numeral)), .init("to", .text(to.numeral)),
                .init("reason", values.reason(reason)),
            ],
            text: said(
                pick(
                    "\(isRaised ? "Raised" : "Lowered") from \(from.numeral) to \(to.numeral)",
                    "级别由\(from.numeral)级\(isRaised ? "升" : "降")至\(to.numeral)级",
                    "等級由\(from.numeral)級\(isRaised ? "升" : "降")至\(to.numeral)級"
                ) + byHand,
                values.phrases.reason(reason)
            )
        )
    }

    func paused(_ until: Timestamp, _ reason: String) -> Item {
        Item(
            what: "paused",
            details: [.init("until", .moment(until)), .init("reason", .text(reason))],
            text: said(
                pick("Nobody else is asked until \(time(until))", "暂停通知至\(time(until))", "暫停通知至\(time(until))")
                    + byHand,
                reason
            )
        )
    }

    func acknowledgementExtended(_ until: Timestamp, _ reason: String) -> Item {
        let time = time(until)
        return Item(
            what: "acknowledgement_extended",
            details: [.init("until", .moment(until)), .init("reason", .text(reason))],
            text: said(
                pick(
                    "Nobody is asked before \(time) whether they are still on it",
                    "\(time)前不再询问是否仍在处置",
                    "\(time)前不再詢問是否仍在處理"
                ) + byHand,
                reason
            )
        )
    }

    var resumed: Item { Item(what: "resumed", text: pick("Asking goes on", "恢复通知", "恢復通知")) }

    func escalatedByHand(_ reason: String) -> Item {
        Item(
            what: "escalated_by_hand",
            details: [.init("reason", .text(reason))],
            text: said(pick("Next step started by hand", "人工启动下一步", "人工啟動下一步") + byHand, reason)
        )
    }

    func closed(_ closing: Closing, _ reason: String) -> Item {
        Item(
            what: closing.rawValue,
            details: [.init("reason", .text(reason))],
            text: said(
                end(closing) + byHand,
                reason
            )
        )
    }

    /// Who steered, where somebody did.
    var byHand: String {
        switch actor {
        case .person, .token:
            let name = values.phrases.actor(actor, name: name)
            return pick(" (\(name))", "（\(name)）", "（\(name)）")
        case .clock, .dispatcher, .auditor, .retention, .restore, .operator: return ""
        }
    }

    private func end(_ closing: Closing) -> String {
        switch closing {
        case .stoodDown: pick("Response ended", "响应终止", "應變解除")
        case .cancelled where values.isDrill: pick("Drill called off", "演练取消", "演練取消")
        case .cancelled: pick("Cancelled, false alarm", "误报撤销", "誤報撤銷")
        }
    }
}
