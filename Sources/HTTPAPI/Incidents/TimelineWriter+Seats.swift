import Escalation
import Messages
import Text

extension TimelineWriter {
    /// Seats, parts, people called in, and command; every other change is told elsewhere.
    func ofSeats(_ change: Change) -> Item? {
        switch change {
        case .seatsEmpty(let step, let seats): seatsEmpty(step, seats)
        case .seatsGivenUp(let seats, let reason): seatsGivenUp(seats, reason)
        case .calledIn(let people, let batch, let reason): calledIn(people, batch, reason)
        case .calledInSilent(let people): calledInSilent(people)
        case .partMet(let part, let person): partMet(part, person)
        case .partOpen(let part): partOpen(part)
        case .runEnded(let part, let run): runEnded(part, run)
        case .toldIncomplete(let people, let open): toldIncomplete(people, open)
        case .commandBegan(let person, let holder, let reason): commandBegan(person, holder, reason)
        case .commandOffered(let person): commandOffered(person)
        case .commandEnded:
            Item(what: "command_ended", text: pick("Nobody is in command now", "目前无总指挥", "目前無指揮官"))
        default: nil
        }
    }

    // MARK: Seats

    private func seatsEmpty(_ step: Int, _ seats: [SeatID]) -> Item {
        Item(
            what: "seats_empty",
            details: [.init("step", number(step + 1)), .init("seats", .list(seats.map(values.seat)))],
            text: list(seats) + pick(": nobody left to ask", "：无人可通知", "：無人可通知")
        )
    }

    private func seatsGivenUp(_ seats: [SeatID], _ reason: String) -> Item {
        Item(
            what: "seats_given_up",
            details: [.init("seats", .list(seats.map(values.seat))), .init("reason", .text(reason))],
            text: said(
                pick("Going on without \(list(seats))", "不再等待\(list(seats))", "不再等候\(list(seats))") + byHand,
                reason
            )
        )
    }

    private func list(_ seats: [SeatID]) -> String {
        values.seatNames(seats).joined(separator: pick(", ", "、", "、"))
    }

    // MARK: People called in

    private func calledIn(_ people: [Candidate], _ batch: Int, _ reason: String) -> Item {
        let caller = values.phrases.actor(actor, name: name)
        let who = names(people.map(\.person))
        return Item(
            what: "called_in",
            details: [
                .init("people", .list(people.map { .text($0.person) })), .init("reason", .text(reason)),
                .init("answer_by", .optional(due(batch))),
            ],
            text: said(
                pick("\(caller) calls in \(who)", "\(caller)加派\(who)", "\(caller)加派\(who)") + deadline(due(batch)),
                reason
            )
        )
    }

    private func calledInSilent(_ people: [PersonID]) -> Item {
        Item(
            what: "called_in_silent",
            details: [.init("people", .list(people.map { .text($0) }))],
            text: pick(
                "No answer from \(names(people)), who \(people.count == 1 ? "was" : "were") called in",
                "加派人员\(names(people))未答复",
                "加派人員\(names(people))未答覆"
            )
        )
    }

    // MARK: Parts

    private func partMet(_ part: Part, _ savior: PersonID?) -> Item {
        guard let savior else {
            return Item(
                what: "part_met",
                details: members(of: part),
                text: isEmptyChain(part)
                    ? pick(
                        "Somebody answers; nobody is asked in turn in this response",
                        "已有人答复；本级响应没有逐级通知链",
                        "已有人答覆；本級應變沒有逐級通知鏈"
                    ) : name(part) + pick(" has enough people", "人员已齐", "人員已齊")
            )
        }
        let who = name(savior)
        return Item(
            what: "part_met",
            details: members(of: part) + [.init("person", .text(savior)), .init("name", .text(who))],
            text: name(part)
                + pick(
                    ": \(who) of the fallback answers, that is enough",
                    "：兜底联系人\(who)已答复，无需再通知",
                    "：後備聯絡人\(who)已答覆，無需再通知"
                )
        )
    }

    private func partOpen(_ part: Part) -> Item {
        Item(
            what: "part_open",
            details: members(of: part),
            text: isEmptyChain(part)
                ? pick("Nobody answers any more", "已无人负责", "已無人負責")
                : name(part) + pick(" is short of people again", "人员又有空缺", "人員又有空缺")
        )
    }

    private func isEmptyChain(_ part: Part) -> Bool { part == .chain && response?.chain.isEmpty == true }

    private func runEnded(_ part: Part, _ run: Int) -> Item {
        Item(
            what: "run_ended",
            details: members(of: part) + [.init("run", number(run))],
            text: name(part) + pick(": end of run \(run)", "：第\(run)遍结束", "：第\(run)遍結束")
        )
    }

    private func name(_ part: Part) -> String {
        switch part {
        case .chain: pick("The chain", "逐级通知链", "逐級通知鏈")
        case .body(let position): pick("Step \(position + 1)", "第\(position + 1)步", "第\(position + 1)步")
        }
    }

    private func toldIncomplete(_ people: [PersonID], _ open: [SeatID]) -> Item {
        Item(
            what: "incomplete_told",
            details: [
                .init("people", .list(people.map { .text($0) })), .init("open", .list(open.map(values.seat))),
            ],
            text: pick(
                "\(names(people)) told: still missing \(list(open))",
                "已告知\(names(people))：仍缺\(list(open))",
                "已告知\(names(people))：仍缺\(list(open))"
            )
        )
    }

    // MARK: Command

    private func commandBegan(_ person: PersonID, _ holder: PersonID?, _ reason: CommandReason) -> Item {
        let who = holder.map { values.phrases.name(name(person), standingInFor: name($0)) } ?? name(person)
        let text: String =
            switch reason {
            case .firstToAnswer: pick("\(who) is in command", "\(who)担任总指挥", "\(who)擔任指揮官")
            case .taken: pick("\(who) takes command", "\(who)接任总指挥", "\(who)接任指揮官")
            case .passedOn: pick("Command passes to \(who)", "指挥由\(who)接替", "指揮由\(who)接替")
            }
        return Item(
            what: "command_began",
            details: [
                .init("person", .text(person)), .init("name", .text(name(person))),
                .init("stands_for", .optional(holder)), .init("because", .text(reason.rawValue)),
            ],
            text: text
        )
    }

    private func commandOffered(_ person: PersonID) -> Item {
        Item(
            what: "command_offered",
            details: [.init("person", .text(person)), .init("name", .text(name(person)))],
            text: name(person) + pick(" may take command", "可接任总指挥", "可接任指揮官")
        )
    }

    // MARK: Conditions

    /// What must hold for a step, in one line; `nil` where the plan is not at hand.
    func conditions(ofStep position: Int) -> String? {
        guard let step = response?.steps[at: position], !step.conditions.isEmpty else { return nil }
        return step.conditions.map { values.phrases.condition($0, of: plan) }
            .joined(separator: pick(" and ", "且", "且"))
    }
}

extension Array {
    fileprivate subscript(at position: Int) -> Element? {
        indices.contains(position) ? self[position] : nil
    }
}
