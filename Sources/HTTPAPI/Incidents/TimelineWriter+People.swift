import Escalation

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
                            "\(name(person)) answers for it, for \(name(holder))",
                            "\(name(person))负责处置（代\(name(holder))）",
                            "\(name(person))負責處置（代\(name(holder))）"
                        )
                    } ?? pick("\(name(person)) answers for it", "\(name(person))负责处置", "\(name(person))負責處置"),
                    note
                )
            )
        case .declined(let person, let note):
            personItem(
                "declined",
                person,
                note,
                pick("\(name(person)) cannot", "\(name(person))不能到场", "\(name(person))無法處理")
            )
        case .unreachable(let person):
            personItem(
                "unreachable",
                person,
                nil,
                pick("\(name(person)) cannot be reached", "\(name(person))无法联系", "\(name(person))無法聯繫")
            )
        case .seen(let person):
            personItem(
                "seen",
                person,
                nil,
                pick("\(name(person)) has seen it", "\(name(person))已阅", "\(name(person))已閱")
            )
        case .extended(let person, let note):
            personItem(
                "extended",
                person,
                note,
                pick("\(name(person)) is still on it", "\(name(person))仍在处置", "\(name(person))仍在處置")
            )
        case .noted(let person, let text):
            Item(
                what: "noted",
                details: [.init("person", .optional(person)), .init("note", .text(text))],
                text: said(person.map(name) ?? pick("Note", "备注", "備註"), text)
            )
        default: nil
        }
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
                        "Severity \(from.numeral) → \(to.numeral)",
                        "级别 \(from.numeral) → \(to.numeral)",
                        "級別 \(from.numeral) → \(to.numeral)"
                    ),
                    reason
                )
            )
        case .paused(let until, let reason):
            Item(
                what: "paused",
                details: [.init("until", .moment(until)), .init("reason", .text(reason))],
                text: said(pick("Paused", "暂停升级", "暫停升級"), reason)
            )
        case .resumed: Item(what: "resumed", text: pick("Goes on", "恢复升级", "恢復升級"))
        case .escalatedByHand(let reason):
            Item(
                what: "escalated_by_hand",
                details: [.init("reason", .text(reason))],
                text: said(pick("Escalated by hand", "人工升级", "人工升級"), reason)
            )
        case .closed(let closing, let reason):
            Item(
                what: closing.rawValue,
                details: [.init("reason", .text(reason))],
                text: said(
                    closing == .stoodDown
                        ? pick("Stood down", "应急响应终止", "應變解除") : pick("Cancelled, false alarm", "误报，已撤销", "誤報，已撤銷"),
                    reason
                )
            )
        default: nil
        }
    }
}
