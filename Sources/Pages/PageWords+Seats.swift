import Messages

/// Seats, who is missing, and who leads.
extension PageWords {
    // MARK: What is asked of the reader

    func answerBy(_ time: String) -> String {
        pick("Please answer by \(time).", "请于\(time)前答复。", "請於\(time)前答覆。")
    }

    var timeIsOver: String {
        pick("Your time to answer is over; your answer still counts.", "答复时限已过，您的答复仍然有效。", "答覆時限已過，您的答覆仍然有效。")
    }

    func askedAs(_ seats: [String]) -> String {
        let list = seats.joined(separator: separator)
        return pick("You are asked as \(list).", "您的岗位：\(list)。", "您的職務：\(list)。")
    }

    var onlyYou: String {
        pick("Nobody else's answer stands in for yours.", "他人的答复不能代替您。", "他人的答覆不能代替您。")
    }

    func calledIn(by name: String) -> String {
        pick(
            "\(name) asks you to help. Nobody is replaced by you.",
            "\(name)请您参与处置。您为加派人员，不替换他人。",
            "\(name)請您參與處理。您為加派人員，不替換他人。"
        )
    }

    func absent(_ name: String, until: String) -> String {
        Phrases(language: language).absent(name, until: until) + pick(".", "。", "。")
    }

    func onDuty(until time: String) -> String {
        pick("You are on duty until \(time).", "您在班至\(time)。", "您值勤至\(time)。")
    }

    // MARK: What became of a seat

    func seatFilled(_ seat: String, by name: String) -> String {
        pick(
            "\(seat): \(name) has taken it. Nothing is needed from you unless you are asked again.",
            "\(seat)：已由\(name)担任。除非再次通知您，您无需行动。",
            "\(seat)：已由\(name)擔任。除非再次通知，您無需行動。"
        )
    }

    func seatGivenUp(_ seat: String) -> String {
        pick(
            "\(seat): nobody waits for it any more. If you can come after all, your answer still counts.",
            "\(seat)：已不再等待。您如能参与，答复仍然有效。",
            "\(seat)：已不再等候。您如能參與，答覆仍然有效。"
        )
    }

    func seatNotNeeded(_ seat: String) -> String {
        pick(
            "\(seat): enough people have answered. Nothing is needed from you unless you are asked again.",
            "\(seat)：人员已齐。除非再次通知您，您无需行动。",
            "\(seat)：人員已齊。除非再次通知，您無需行動。"
        )
    }

    // MARK: Who is missing

    func missing(_ seats: String) -> String {
        pick("Still missing: \(seats).", "仍缺：\(seats)。", "仍缺：\(seats)。")
    }

    var moreAreAsked: String { pick("More people are being asked.", "仍在通知其他人员。", "仍在通知其他人員。") }

    var openSeats: String { pick("Seats without an answer", "尚未答复的岗位", "尚未答覆的職務") }

    /// Somebody's time to answer runs; `nil` is whoever the seat is called by.
    func isAsked(_ name: String?, by time: String?) -> String {
        guard let name else {
            let asked = pick("asked", "已通知", "已通知")
            return time.map { standing(asked, until: $0) } ?? asked
        }
        guard let time else { return pick("\(name) is asked", "已通知\(name)", "已通知\(name)") }
        return pick("\(name) is asked, until \(time)", "已通知\(name)，\(time)前答复", "已通知\(name)，\(time)前答覆")
    }

    /// Nobody of them answered; without names, whoever the seat is called by.
    func noAnswer(_ names: [String]) -> String {
        guard !names.isEmpty else { return pick("no answer", "未答复", "未答覆") }
        let list = names.joined(separator: separator)
        return pick("no answer from \(list)", "\(list)未答复", "\(list)未答覆")
    }

    var nobodyLeft: String { pick("nobody left to ask", "无人可通知", "無人可通知") }
    var notAsked: String { pick("not asked yet", "尚未通知", "尚未通知") }

    // MARK: Command

    func youCommand(since time: String, for holder: String?) -> String {
        pick(
            "You have been in command since \(time)\(holder.map { ", in place of \($0)" } ?? "").",
            "您自\(time)起担任总指挥\(holder.map { "（代\($0)）" } ?? "")。",
            "您自\(time)起擔任指揮官\(holder.map { "（代\($0)）" } ?? "")。"
        )
    }

    func commands(_ name: String) -> String {
        pick("In command: \(name).", "总指挥：\(name)。", "指揮官：\(name)。")
    }

    var inCommand: String { pick("in command", "总指挥", "指揮官") }
    var command: String { pick("Command", "总指挥", "指揮官") }
    var takeCommand: String { pick("I take command", "我来指挥", "我來指揮") }

    func offer(_ name: String, since time: String, isInPlace: Bool) -> String {
        pick(
            """
            \(name) has been in command\(isInPlace ? " in your place" : "") since \(time). Press “I take command” if you want to \
            take over; until then \(name) stays in command.
            """,
            """
            \(name)自\(time)起\(isInPlace ? "代您" : "")担任总指挥。如由您接任，请按“我来指挥”；在此之前仍由\(name)指挥。
            """,
            """
            \(name)自\(time)起\(isInPlace ? "代您" : "")擔任指揮官。如由您接任，請按「我來指揮」；在此之前仍由\(name)指揮。
            """
        )
    }

    // MARK: What a leader can do

    func goOnWithout(_ seat: String) -> String {
        pick("Go on without \(seat)", "不再等待\(seat)", "不再等候\(seat)")
    }

    var callIn: String { pick("Call somebody in", "加派人员", "加派人員") }
    var whom: String { pick("Whom", "加派谁", "加派誰") }
    var groups: String { pick("Groups", "组", "組") }
    var persons: String { pick("People", "人员", "人員") }
    var reason: String { pick("Reason (optional)", "原因（可不填）", "原因（可不填）") }
    var call: String { pick("Ask them now", "现在通知", "現在通知") }

    // MARK: People

    func standing(_ standing: String, until time: String) -> String {
        pick("\(standing), until \(time)", "\(standing)，\(time)前答复", "\(standing)，\(time)前答覆")
    }

    func silent(_ standing: String) -> String {
        pick("\(standing), no answer yet", "\(standing)，尚未答复", "\(standing)，尚未答覆")
    }

    // MARK: After a button

    var commandNotice: String {
        pick(
            "You are in command now. The others are being told.",
            "现由您担任总指挥，正在告知其他处置人员。",
            "現由您擔任指揮官，正在告知其他處理人員。"
        )
    }

    var noCommandNotice: String {
        pick(
            "Nothing was changed: only somebody who handles it and whom the plan names for it can take command.",
            "未作改动：只有参与处置且预案指定的人员可接任总指挥。",
            "未作變更：只有參與處理且應變計畫指定的人員可接任指揮官。"
        )
    }

    package func calledInNotice(_ names: [String]) -> String {
        let list = names.joined(separator: separator)
        return pick(
            "Being asked now: \(list).",
            "正在通知：\(list)。",
            "正在通知：\(list)。"
        )
    }

    package var withoutNotice: String {
        pick("Noted. Nobody waits for that any more.", "已记录，不再等待。", "已記錄，不再等候。")
    }

    package var notLeadingNotice: String {
        pick(
            "Nothing was changed: only whoever is in command can do this.",
            "未作改动：只有总指挥可以这样做。",
            "未作變更：只有指揮官可以這樣做。"
        )
    }

    package var nobodyToAskNotice: String {
        pick(
            "Nobody was asked: whoever that is handles it already, or cannot be asked. Please choose somebody else.",
            "未通知任何人：所选人员已在处置或无法通知，请另选。",
            "未通知任何人：所選人員已在處理或無法通知，請另選。"
        )
    }

    package var noOpenSeatNotice: String {
        pick(
            "Nothing was changed: nobody is missing there any more.",
            "未作改动：该岗位已不缺人。",
            "未作變更：該職務已不缺人。"
        )
    }

    package var endedNotice: String {
        pick("Nothing was changed: it has ended.", "未作改动：事件已结束。", "未作變更：事件已結束。")
    }
}
