import Escalation
package import Messages

/// The fixed words of the answer page, by language.
package struct PageWords: Worded {
    package let language: Language

    package init(language: Language) {
        self.language = language
    }

    // MARK: Buttons

    var take: String { pick("I take it", "我来处置", "我來處理") }
    var takeToo: String { pick("I take it too", "我也来处置", "我也來處理") }
    var cannot: String { pick("I cannot", "我无法处置", "我無法處理") }
    var cannotGoOn: String { pick("I cannot go on", "我无法继续", "我無法繼續") }
    var seen: String { pick("Seen", "已知悉", "已知悉") }
    var stillOnIt: String { pick("Still on it", "仍在处置", "仍在處理") }
    var addNote: String { pick("Add the note", "提交备注", "送出備註") }
    var note: String { pick("Note (optional)", "备注（可不填）", "備註（可不填）") }
    var noteAlone: String { pick("Note", "备注", "備註") }
    var meanings: String {
        pick(
            "“Seen” only tells us you have read this. Others are still asked.",
            "“已知悉”只表示您看到了通知，还会继续通知其他人员。",
            "「已知悉」只表示您看到了通知，仍會繼續通知其他人員。"
        )
    }

    /// The same where nobody else will be asked.
    var meaning: String {
        pick(
            "“Seen” only tells us you have read this. It does not say that you take it.",
            "“已知悉”只表示您看到了通知，不表示由您处置。",
            "「已知悉」只表示您看到了通知，不表示由您處理。"
        )
    }

    // MARK: Headings

    /// The first word of a drill's title, as in messages.
    var drillMark: String { pick("DRILL", "演练", "演練") }
    var drill: String {
        pick(
            "Drill. Nothing has happened. Call nobody outside.",
            "演练，没有真实事件，请勿拨打外部电话。",
            "演練，沒有真實事件，請勿撥打外部電話。"
        )
    }
    var happened: String { pick("Happened", "发生时间", "發生時間") }
    var reported: String { pick("Reported", "接报时间", "通報時間") }
    var reporter: String { pick("Reported by", "报告人", "通報人") }
    var details: String { pick("What is known", "已知情况", "已知情況") }
    func guidance(isDrill: Bool) -> String {
        isDrill
            ? pick("What to do (drill: call nobody outside)", "处置要点（演练，不实际拨打外部电话）", "處置要點（演練，不實際撥打外部電話）")
            : pick("What to do", "处置要点", "處置要點")
    }
    var linked: String { pick("Belongs together with", "关联事件", "關聯事件") }
    var people: String { pick("Who was asked", "已通知人员", "已通知人員") }
    var unknownYet: String { pick("not known yet", "待核实", "待查證") }
    var yes: String { pick("yes", "是", "是") }
    var no: String { pick("no", "否", "否") }
    var separator: String { pick(", ", "、", "、") }

    func incident(_ number: IncidentID) -> String { pick("Incident \(number)", "事件#\(number)", "事件#\(number)") }

    func zone(_ name: String, _ offset: String) -> String {
        pick("Times are \(offset) (\(name)).", "以上时间为\(offset)（\(name)）。", "以上時間為\(offset)（\(name)）。")
    }

    /// A time and how much later the report came.
    func happened(_ time: String, reportedAfter delay: String) -> String {
        pick("\(time), reported \(delay) later", "\(time)（\(delay)后接报）", "\(time)（\(delay)後通報）")
    }

    func rank(_ severity: Severity) -> String {
        pick("Rank \(severity.numeral)", "\(severity.numeral)级", "\(severity.numeral)級")
    }

    func you(_ name: String, for holder: String?) -> String {
        guard let holder else { return pick("You are \(name).", "您是\(name)。", "您是\(name)。") }
        return pick(
            "You are \(name), asked in place of \(holder).",
            "您是\(name)，代\(holder)答复。",
            "您是\(name)，代\(holder)答覆。"
        )
    }

    // MARK: How the incident stands

    var nobody: String { pick("Nobody is handling it now.", "尚无人处置。", "尚無人處理。") }
    var nobodyAtAll: String {
        pick("Everybody was asked; nobody is handling it.", "名单已全部通知，仍无人处置。", "名單已全部通知，仍無人處理。")
    }

    func youAnswer(since time: String) -> String {
        pick("You have been handling this since \(time).", "您自\(time)起负责处置。", "您自\(time)起負責處理。")
    }

    func closed(_ closing: Closing, by name: String, at time: String, isDrill: Bool) -> String {
        switch closing {
        case .stoodDown:
            pick("\(name) ended the response at \(time).", "\(name)已于\(time)终止响应。", "\(name)已於\(time)解除應變。")
        case .cancelled where isDrill:
            pick("\(name) called the drill off at \(time).", "\(name)已于\(time)取消演练。", "\(name)已於\(time)取消演練。")
        case .cancelled:
            pick(
                "\(name) cancelled it as a false alarm at \(time).",
                "\(name)已于\(time)按误报撤销。",
                "\(name)已於\(time)以誤報撤銷。"
            )
        }
    }

    func paused(until time: String) -> String {
        pick("Nobody else is asked before \(time).", "\(time)之前不再通知其他人员。", "\(time)之前不再通知其他人員。")
    }

    private var notReached: String { pick("not reached before the end", "结束前未通知到", "結束前未通知到") }
    var tookIt: String { pick("took it", "曾负责处置", "曾負責處理") }

    /// How a person stands; after the end nobody is doing anything any more.
    func standing(_ contact: Contact, isOver: Bool) -> String {
        switch contact.state {
        case .told where contact.firstReachedAt == nil && isOver: notReached
        case .told where contact.firstReachedAt == nil: pick("being told", "正在告知", "正在告知")
        case .told: pick("told", "已告知", "已告知")
        case .waiting where contact.seenAt != nil: pick("asked, has seen it", "已通知，已知悉", "已通知，已知悉")
        case .waiting where contact.firstReachedAt == nil && isOver:
            notReached
        case .waiting where contact.firstReachedAt == nil: pick("being asked", "正在通知", "正在通知")
        case .waiting: pick("asked", "已通知", "已通知")
        case .accepted where isOver: tookIt
        case .accepted: pick("handling it", "负责处置", "負責處理")
        case .out(.cannot): pick("cannot", "无法处置", "無法處理")
        case .out(.unreachable): pick("cannot be reached", "无法联系", "無法聯絡")
        }
    }
}
