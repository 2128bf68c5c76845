import Escalation
import Messages
import Text

extension TimelineWriter {
    // MARK: Rounds and steps

    func roundStarted(_ number: Int, _ grade: Severity, _ reason: RoundReason, _ keepsSeats: Bool) -> Item {
        let why = values.phrases.reason(reason)
        let kept = keepsSeats ? pick("; seats that are filled stay so", "；已有人的岗位不变", "；已有人的職務不變") : ""
        return Item(
            what: "round_started",
            details: [
                .init("number", self.number(number)), .init("grade", .text(grade.numeral)),
                .init("because", .text(reason.rawValue)), .init("keeps_seats", .flag(keepsSeats)),
            ],
            text: pick(
                "Round \(number) begins (\(grade.numeral), \(why)\(kept))",
                "第\(number)轮通知开始（\(grade.numeral)级，\(why)\(kept)）",
                "第\(number)輪通知開始（\(grade.numeral)級，\(why)\(kept)）"
            )
        )
    }

    func runStarted(_ part: Part, _ run: Int) -> Item {
        let text: String =
            switch part {
            case .chain: pick("The steps are repeated, run \(run)", "重复各步骤，第\(run)遍", "重複各步驟，第\(run)遍")
            case .body(let position):
                pick(
                    "Step \(position + 1) is repeated, run \(run)",
                    "重复第\(position + 1)步，第\(run)遍",
                    "重複第\(position + 1)步，第\(run)遍"
                )
            }
        return Item(what: "run_started", details: members(of: part) + [.init("run", number(run))], text: text)
    }

    func stepStarted(_ step: Int, _ seats: [SeatCall], _ copied: [Candidate]) -> Item {
        let asked = seats.compactMap { call in call.asked.map { Asked(person: $0, seat: call.seat) } }
        // Somebody who was asked a moment before may keep the time that they had.
        let until = seats.lazy.compactMap(\.batch).compactMap(due(_:)).first
        return Item(
            what: "step_started",
            details: [
                .init("step", number(step + 1)), .init("asked", list(asked)), .init("seats", list(seats)),
                .init("copied", .list(copied.map { .text($0.person) })),
                .init("answer_by", .optional(until)),
            ],
            text: asked.isEmpty
                ? pick("Step \(step + 1): nobody new to ask", "第\(step + 1)步：无新增人员", "第\(step + 1)步：無新增人員")
                : pick(
                    "Step \(step + 1): asked \(self.asked(seats))",
                    "第\(step + 1)步：通知\(self.asked(seats))",
                    "第\(step + 1)步：通知\(self.asked(seats))"
                )
        )
    }

    func stepSkipped(_ step: Int, _ reason: SkipReason, _ seats: [SeatCall]) -> Item {
        let why = values.phrases.reason(reason)
        let text: String
        if reason == .notNow {
            let only = conditions(ofStep: step).map { pick(": only if \($0)", "：仅限\($0)", "：僅限\($0)") }
            text =
                pick("Step \(step + 1) is left out", "第\(step + 1)步不适用", "第\(step + 1)步不適用")
                + (only ?? pick(": \(why)", "：\(why)", "：\(why)"))
        } else {
            text = pick("Step \(step + 1) is skipped: \(why)", "跳过第\(step + 1)步：\(why)", "跳過第\(step + 1)步：\(why)")
        }
        return Item(
            what: "step_skipped",
            details: [.init("step", number(step + 1)), .init("because", .text(reason.rawValue))]
                + (seats.isEmpty ? [] : [.init("seats", list(seats))]),
            text: text
        )
    }

    func stepJoined(_ step: Int, _ seats: [SeatCall]) -> Item {
        Item(
            what: "step_joined",
            details: [.init("step", number(step + 1)), .init("seats", list(seats))],
            text: pick(
                "Step \(step + 1) counts as begun: somebody of it answers",
                "第\(step + 1)步视为已开始：所列人员已答复",
                "第\(step + 1)步視為已開始：所列人員已答覆"
            )
        )
    }

    func deputiesAsked(_ step: Int, _ asked: [Asked], _ reason: DeputyReason, _ batch: Int) -> Item {
        let why = values.phrases.reason(reason)
        return Item(
            what: "deputies_asked",
            details: [
                .init("step", number(step + 1)), .init("because", .text(reason.rawValue)), .init("asked", list(asked)),
                .init("answer_by", .optional(due(batch))),
            ],
            text: pick("Deputies are asked: ", "通知替补人员：", "通知代理人：") + people(asked)
                + pick(" (\(why))", "（\(why)）", "（\(why)）") + deadline(due(batch))
        )
    }

    /// By when those who are asked must answer, in words.
    func deadline(_ due: Timestamp?) -> String {
        guard let due else { return "" }
        let time = time(due)
        return pick(", by \(time)", "，\(time)前答复", "，\(time)前答覆")
    }

    /// People with whom they stand in for, each once.
    private func people(_ asked: [Asked]) -> String {
        var seen: Set<String> = []
        let names = asked.map { one in
            one.standsFor.map { values.phrases.name(name(one.person), standingInFor: name($0)) } ?? name(one.person)
        }
        return names.filter { seen.insert($0).inserted }.joined(separator: pick(", ", "、", "、"))
    }

    private func list(_ asked: [Asked]) -> JSONValue {
        .list(
            asked.map { one in
                .object(
                    [
                        .init("person", .text(one.person)), .init("name", .text(name(one.person))),
                        .init("seat", values.seat(one.seat)), .init("stands_for", .optional(one.standsFor)),
                    ].filter { $0.value != .null } + values.duty(one.attendance)
                )
            }
        )
    }

    private func list(_ seats: [SeatCall]) -> JSONValue {
        .list(
            seats.map { call in
                .object(
                    [
                        .init("seat", values.seat(call.seat)), .init("reason", values.reason(call.reason)),
                        .init("asked", .optional(call.asked)), .init("filled_by", .optional(call.filledBy)),
                        .init("empty", call.isEmpty ? .flag(true) : .null),
                        .init("answer_by", .optional(call.batch.flatMap(due(_:)))),
                    ].filter { $0.value != .null } + values.duty(call.attendance, call.shift, call.absence)
                )
            }
        )
    }

    /// Which part it is: `part`, and `step` of a body.
    func members(of part: Part) -> [JSONValue.Member] {
        switch part {
        case .chain: [.init("part", .text("chain"))]
        case .body(let position): [.init("part", .text("body")), .init("step", number(position + 1))]
        }
    }

    // MARK: How rounds end

    var satisfied: Item {
        Item(what: "satisfied", text: pick("Enough people are handling it", "处置人员已齐", "處理人員已齊"))
    }

    func exhausted(_ part: Part) -> Item {
        let text: String =
            switch part {
            case .chain where unasked.contains(part):
                pick("Nobody on the list was asked", "名单上无人收到通知", "名單上無人收到通知")
            case .body(let position) where unasked.contains(part):
                pick(
                    "Nobody of step \(position + 1) was asked",
                    "第\(position + 1)步无人收到通知",
                    "第\(position + 1)步無人收到通知"
                )
            case .chain: pick("Everybody on the list was asked", "名单已全部通知", "名單已全部通知")
            case .body(let position):
                pick(
                    "Everybody of step \(position + 1) was asked",
                    "第\(position + 1)步人员已全部通知",
                    "第\(position + 1)步人員已全部通知"
                )
            }
        return Item(what: "exhausted", details: members(of: part), text: text)
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
