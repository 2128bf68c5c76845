import Escalation
import Messages
import Text

extension TimelineWriter {
    // MARK: Rounds and steps

    func roundStarted(_ number: Int, _ grade: Severity, _ reason: RoundReason) -> Item {
        let why = values.phrases.reason(reason)
        return Item(
            what: "round_started",
            details: [
                .init("number", self.number(number)), .init("grade", .text(grade.numeral)),
                .init("because", .text(reason.rawValue)),
            ],
            text: pick(
                "Round \(number) begins (\(grade.numeral), \(why))",
                "第\(number)轮通知开始（\(grade.numeral)级，\(why)）",
                "第\(number)輪通知開始（\(grade.numeral)級，\(why)）"
            )
        )
    }

    func runStarted(_ run: Int) -> Item {
        Item(
            what: "run_started",
            details: [.init("run", number(run))],
            text: pick("The steps are repeated, run \(run)", "重复各步骤，第\(run)遍", "重複各步驟，第\(run)遍")
        )
    }

    func stepStarted(_ step: Int, _ asked: [Asked], _ copied: [Candidate], _ missing: Int) -> Item {
        let people = names(asked.map(\.candidate.person))
        return Item(
            what: "step_started",
            details: [
                .init("step", number(step + 1)), .init("asked", list(asked)),
                .init("copied", .list(copied.map { .text($0.person) })), .init("missing", number(missing)),
            ],
            text: asked.isEmpty
                ? pick("Step \(step + 1): nobody new to ask", "第\(step + 1)步：无新增人员", "第\(step + 1)步：無新增人員")
                : pick("Step \(step + 1): asked \(people)", "第\(step + 1)步：通知\(people)", "第\(step + 1)步：通知\(people)")
                    + deadline
        )
    }

    func stepSkipped(_ step: Int, _ reason: SkipReason) -> Item {
        let why = values.phrases.reason(reason)
        return Item(
            what: "step_skipped",
            details: [.init("step", number(step + 1)), .init("because", .text(reason.rawValue))],
            text: pick("Step \(step + 1) is skipped: \(why)", "跳过第\(step + 1)步：\(why)", "跳過第\(step + 1)步：\(why)")
        )
    }

    func deputiesAsked(_ step: Int, _ asked: [Asked], _ reason: DeputyReason) -> Item {
        let why = values.phrases.reason(reason)
        return Item(
            what: "deputies_asked",
            details: [
                .init("step", number(step + 1)), .init("because", .text(reason.rawValue)), .init("asked", list(asked)),
            ],
            text: pick("Deputies are asked: ", "通知替补人员：", "通知代理人：") + names(asked.map(\.candidate.person))
                + pick(" (\(why))", "（\(why)）", "（\(why)）") + deadline
        )
    }

    private var deadline: String {
        guard let answersDue else { return "" }
        let time = time(answersDue)
        return pick(", by \(time)", "，\(time)前答复", "，\(time)前答覆")
    }

    private func list(_ asked: [Asked]) -> JSONValue {
        .list(
            asked.map { one in
                .object(
                    [
                        .init("person", .text(one.candidate.person)), .init("name", .text(name(one.candidate.person))),
                        .init("reason", values.reason(one.candidate.reason)),
                        .init("stands_for", .optional(one.standsFor)),
                    ].filter { $0.value != .null }
                )
            }
        )
    }

    // MARK: How rounds end

    var satisfied: Item {
        Item(what: "satisfied", text: pick("Enough people are handling it", "处置人员已齐", "處理人員已齊"))
    }

    var exhausted: Item {
        Item(what: "exhausted", text: pick("Everybody on the list was asked", "名单已全部通知", "名單已全部通知"))
    }

    func toldFallback(_ people: [PersonID]) -> Item {
        Item(
            what: "fallback_told",
            details: [.init("people", .list(people.map { .text($0) }))],
            text: pick("Told that the list is used up: ", "已告知名单已全部通知：", "已告知名單已全部通知：") + names(people)
        )
    }

    var nobodyReachable: Item {
        Item(what: "nobody_reachable", text: pick("Nobody at all can be reached", "所有人员均无法联系", "所有人員均無法聯絡"))
    }

    var acknowledgementLapsed: Item {
        Item(what: "acknowledgement_lapsed", text: pick("No word from those handling it", "处置人员未再确认", "處理人員未再確認"))
    }

    func openAgain(_ reason: OpenReason) -> Item {
        Item(
            what: "open_again",
            details: [.init("because", .text(reason.rawValue))],
            text: said(pick("Nobody is handling it now", "已无人处置", "已無人處理"), values.phrases.reason(reason))
        )
    }

    var reopened: Item { Item(what: "reopened", text: pick("Opened again", "重新启动响应", "重新啟動應變")) }
}
