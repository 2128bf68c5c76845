import Escalation

extension TimelineWriter {
    // MARK: Rounds and steps

    func roundItem(_ change: Change) -> Item? {
        switch change {
        case .roundStarted(let number, let grade, let reason):
            Item(
                what: "round_started",
                details: [
                    .init("number", self.number(number)), .init("grade", .text(grade.numeral)),
                    .init("because", .text(reason.rawValue)),
                ],
                text: pick(
                    "Round \(number) begins (\(grade.numeral))",
                    "第\(number)轮通知开始（\(grade.numeral)）",
                    "第\(number)輪通知開始（\(grade.numeral)）"
                )
            )
        case .runStarted(let run):
            Item(
                what: "run_started",
                details: [.init("run", number(run))],
                text: pick("The steps are repeated, run \(run)", "重复各步骤，第\(run)遍", "重複各步驟，第\(run)遍")
            )
        case .stepStarted(let step, let asked, let copied, let missing):
            stepItem(step, asked: asked, copied: copied, missing: missing)
        case .stepSkipped(let step, let reason):
            Item(
                what: "step_skipped",
                details: [.init("step", number(step + 1)), .init("because", .text(reason.rawValue))],
                text: pick(
                    "Step \(step + 1) is skipped: \(reason == .nobodyNamed ? "it names nobody" : "everybody is out")",
                    "跳过第\(step + 1)步：\(reason == .nobodyNamed ? "无人可通知" : "人员均无法联系")",
                    "跳過第\(step + 1)步：\(reason == .nobodyNamed ? "無人可通知" : "人員均無法聯繫")"
                )
            )
        case .deputiesAsked(let step, let asked, let reason):
            Item(
                what: "deputies_asked",
                details: [
                    .init("step", number(step + 1)), .init("because", .text(reason.rawValue)),
                    .init("asked", list(asked)),
                ],
                text: pick("Deputies are asked: ", "通知代理人：", "通知代理人：") + names(asked.map(\.candidate.person))
            )
        default: endOfRoundItem(change)
        }
    }

    private func stepItem(_ step: Int, asked: [Asked], copied: [Candidate], missing: Int) -> Item {
        let people = names(asked.map(\.candidate.person))
        return Item(
            what: "step_started",
            details: [
                .init("step", number(step + 1)), .init("asked", list(asked)),
                .init("copied", .list(copied.map { .text($0.person) })), .init("missing", number(missing)),
            ],
            text: asked.isEmpty
                ? pick("Step \(step + 1): nobody new to ask", "第\(step + 1)步：无新增人员", "第\(step + 1)步：無新增人員")
                : pick("Step \(step + 1): \(people) asked", "第\(step + 1)步：通知\(people)", "第\(step + 1)步：通知\(people)")
        )
    }

    private func list(_ asked: [Asked]) -> JSONValue {
        .list(
            asked.map { one in
                .object(
                    [
                        .init("person", .text(one.candidate.person)), .init("name", .text(name(one.candidate.person))),
                        .init("reason", .text(one.candidate.reason)), .init("stands_for", .optional(one.standsFor)),
                    ].filter { $0.value != .null }
                )
            }
        )
    }

    private func endOfRoundItem(_ change: Change) -> Item? {
        switch change {
        case .satisfied: Item(what: "satisfied", text: pick("Enough people answer", "答复人数已够", "答覆人數已足"))
        case .exhausted:
            Item(what: "exhausted", text: pick("Every step was tried; nobody answers", "全部步骤已尝试，无人答复", "全部步驟已嘗試，無人答覆"))
        case .toldFallback(let people):
            Item(
                what: "fallback_told",
                details: [.init("people", .list(people.map { .text($0) }))],
                text: pick("Told that nobody answers: ", "已告知无人答复：", "已告知無人答覆：") + names(people)
            )
        case .nobodyReachable:
            Item(what: "nobody_reachable", text: pick("Nobody at all can be reached", "所有人员均无法联系", "所有人員均無法聯繫"))
        case .acknowledgementLapsed:
            Item(what: "acknowledgement_lapsed", text: pick("The acknowledgement lapsed", "确认已过期", "確認已過期"))
        case .openAgain(let reason):
            Item(
                what: "open_again",
                details: [.init("because", .text(reason.rawValue))],
                text: pick("Nobody answers for it any more", "已无人负责", "已無人負責")
            )
        case .reopened: Item(what: "reopened", text: pick("Opened again", "重新启动", "重新啟動"))
        default: nil
        }
    }
}
