import Escalation
import Messages
import Pages

extension TimelineWriter {
    // MARK: Answers

    func answerItem(_ change: Change) -> Item? {
        switch change {
        case .accepted(let person, let standsFor, let note, let missing):
            Item(
                what: "accepted",
                details: [
                    .init("person", .text(person)), .init("name", .text(name(person))),
                    .init("stands_for", .optional(standsFor)), .init("note", .optional(note)),
                    .init("missing", number(max(missing, 0))),
                ],
                text: said(
                    standsFor.map { holder in
                        pick(
                            "\(name(person)) took it, in place of \(name(holder))",
                            "\(name(person))负责处置（代\(name(holder))）",
                            "\(name(person))負責處理（代\(name(holder))）"
                        )
                    } ?? pick("\(name(person)) took it", "\(name(person))负责处置", "\(name(person))負責處理"),
                    note
                )
            )
        case .declined(let person, let note):
            personItem(
                "declined",
                person,
                note,
                pick("\(name(person)) cannot", "\(name(person))无法处置", "\(name(person))無法處理")
            )
        case .unreachable(let person):
            personItem(
                "unreachable",
                person,
                nil,
                pick("\(name(person)) cannot be reached", "\(name(person))无法联系", "\(name(person))無法聯絡")
            )
        case .seen(let person):
            personItem(
                "seen",
                person,
                nil,
                pick("\(name(person)) has seen it", "\(name(person))已知悉", "\(name(person))已知悉")
            )
        case .extended(let person, let note):
            personItem(
                "extended",
                person,
                note,
                pick("\(name(person)) is still on it", "\(name(person))仍在处置", "\(name(person))仍在處理")
            )
        case .noted(let person, let text):
            Item(
                what: "noted",
                details: [.init("person", .optional(person)), .init("note", .text(text))],
                text: said(person.map(name) ?? pick("Note", "备注", "備註"), answered(text))
            )
        default: nil
        }
    }

    /// What came after the end is on record as a note that begins with the answer's word.
    private func answered(_ text: String) -> String {
        let (word, note) = Said.late(text)
        return word == .note ? text : PageWords(language: language).words(of: word, note)
    }

    private func personItem(_ what: String, _ person: PersonID, _ note: String?, _ words: String) -> Item {
        Item(
            what: what,
            details: [
                .init("person", .text(person)), .init("name", .text(name(person))), .init("note", .optional(note)),
            ],
            text: said(words, note)
        )
    }

    // MARK: Steering

    func steeringItem(_ change: Change) -> Item? {
        switch change {
        case .severityChanged(let from, let to, let reason):
            Item(
                what: "severity_changed",
                details: [
                    .init("from", .text(from.numeral)), .init("to", .text(to.numeral)), .init("reason", .text(reason)),
                ],
                text: said(
                    pick(
                        "\(to.isGraver(than: from) ? "Raised" : "Lowered") from \(from.numeral) to \(to.numeral)",
                        "级别由\(from.numeral)级\(to.isGraver(than: from) ? "升" : "降")至\(to.numeral)级",
                        "等級由\(from.numeral)級\(to.isGraver(than: from) ? "升" : "降")至\(to.numeral)級"
                    ),
                    Phrases(language: language).reason(of: Regrading(from: from, reason: reason))
                )
            )
        case .paused(let until, let reason):
            Item(
                what: "paused",
                details: [.init("until", .moment(until)), .init("reason", .text(reason))],
                text: said(
                    pick("Nobody else is asked until \(time(until))", "暂停通知至\(time(until))", "暫停通知至\(time(until))"),
                    reason
                )
            )
        case .resumed: Item(what: "resumed", text: pick("Asking goes on", "恢复通知", "恢復通知"))
        case .escalatedByHand(let reason):
            Item(
                what: "escalated_by_hand",
                details: [.init("reason", .text(reason))],
                text: said(pick("Next step started by hand", "人工启动下一步", "人工啟動下一步"), reason)
            )
        case .closed(let closing, let reason):
            Item(
                what: closing.rawValue,
                details: [.init("reason", .text(reason))],
                text: said(
                    closing == .stoodDown
                        ? pick("Response ended", "响应终止", "應變解除")
                        : pick("Cancelled, false alarm", "误报撤销", "誤報撤銷"),
                    reason
                )
            )
        default: nil
        }
    }
}
