import Dispatching
import Escalation
import Messages

/// The fixed words of a course, by language.
struct CourseWords: Worded {
    let language: Language

    var colon: String { pick(": ", "：", "：") }
    var comma: String { pick(", ", "，", "，") }
    var semicolon: String { pick("; ", "；", "；") }

    /// Before another seat for which one message asks.
    var also: String { pick("and ", "并", "並") }

    func brackets(_ text: String) -> String { pick(" (\(text))", "（\(text)）", "（\(text)）") }

    func head(_ title: String, _ unit: String, rank: String, label: String) -> String {
        let label = label == rank ? "" : " \(label)"
        return pick(
            "\(title), \(unit), rank \(rank)\(label)",
            "\(title)，\(unit)，\(rank)级\(label)",
            "\(title)，\(unit)，\(rank)級\(label)"
        )
    }

    /// Where a plan has no response to a rank.
    func stepsOf(_ shown: String, insteadOf rank: String) -> String {
        pick(
            "the plan has no response to rank \(rank): these are the steps of rank \(shown)",
            "预案未规定\(rank)级响应，以下为\(shown)级响应的步骤",
            "應變計畫未規定\(rank)級應變，以下為\(shown)級應變的步驟"
        )
    }

    func reported(_ day: String, _ time: String, zone: String) -> String {
        pick("reported \(day) \(time); times: \(zone)", "\(day)\(time)接报；时区：\(zone)", "\(day)\(time)通報；時區：\(zone)")
    }

    func incident(_ number: Int) -> String { pick("incident \(number)", "事件\(number)", "事件\(number)") }

    func openedBy(_ number: Int) -> String {
        pick("opened by incident \(number)", "由事件\(number)启动", "由事件\(number)啟動")
    }

    /// The reason of what a script does.
    var scripted: String { pick("rehearsal", "推演", "推演") }

    // MARK: Lines

    /// What happened, in a word or two.
    func head(_ event: CourseLine.Event, _ state: CourseLine.State?) -> String {
        switch event {
        case .asked: pick("asked", "通知", "通知")
        case .copied: pick("copied in", "抄送", "副知")
        case .reminded: pick("reminded", "提醒", "提醒")
        case .told: pick("told", "告知", "告知")
        case .accepted: pick("takes it", "负责处置", "負責處理")
        case .coming: pick("on the way", "正赶往现场", "前往現場")
        case .here: pick("on scene", "已到场", "已到場")
        case .cannot: pick("cannot", "无法处置", "無法處理")
        case .left: pick("leaves", "离开", "離開")
        case .relieved: pick("relieved", "已接替", "已接替")
        case .empty: pick("nobody left to ask", "无人可通知", "無人可通知")
        case .leftOut: pick("left out", "不启动", "不啟動")
        case .commands: pick("in command", "总指挥", "指揮官")
        case .offered: pick("may take command", "可接任总指挥", "可接任指揮官")
        case .raised: pick("rank raised", "级别升高", "等級升高")
        case .lowered: pick("rank lowered", "级别降低", "等級降低")
        case .acknowledged: pick("in hand", "处置中", "處理中")
        case .satisfied: pick("enough people are handling it", "人员已齐", "人員已齊")
        case .runEnded: pick("end of a run", "一遍结束", "一遍結束")
        case .exhausted: pick("everybody on the list was asked", "名单已全部通知", "名單已全部通知")
        case .lapsed: pick("no word from those handling it", "处置人员未再确认", "處理人員未再確認")
        case .paused: pick("nobody else is asked", "暂停通知", "暫停通知")
        case .reopened: pick("opened again", "重新启动响应", "重新啟動應變")
        case .opened: pick("another incident begins", "另一事件启动", "另一事件啟動")
        case .merged: pick("waits for a digest", "并入合并通知", "併入合併通知")
        case .ended: pick("the response ends", "响应终止", "應變解除")
        case .brokenOff: pick("broken off", "演练中止", "演練中止")
        case .task: pick("task", "任务", "任務")
        case .report: report(state)
        case .checkIn: pick("check-in", "定时报告", "定時回報")
        }
    }

    private func report(_ state: CourseLine.State?) -> String {
        switch state {
        case .due: pick("report due", "请报送", "請回報")
        case .overdue: pick("report overdue", "逾期未报", "逾期未報")
        default: pick("report in", "收到报告", "收到回報")
        }
    }

    /// An answer to what has ended.
    func late(_ answer: String) -> String { pick("\(answer), too late", "\(answer)（迟到答复）", "\(answer)（逾時答覆）") }

    /// Every step was tried, and nobody was asked in one.
    var nobodyAsked: String { pick("nobody on the list was asked", "名单上无人收到通知", "名單上無人收到通知") }

    func cancelled(isDrill: Bool) -> String {
        isDrill ? pick("drill called off", "演练取消", "演練取消") : pick("false alarm", "误报撤销", "誤報撤銷")
    }

    /// By when an answer is wanted, or until when something holds.
    func by(_ time: String, _ event: CourseLine.Event, _ message: MessageKind?) -> String {
        switch (event, message) {
        case (.paused, _): pick("until \(time)", "至\(time)", "至\(time)")
        case (.report, _), (_, .owed), (_, .overdue): pick("due \(time)", "应于\(time)前报送", "應於\(time)前回報")
        default: pick("by \(time)", "\(time)前", "\(time)前")
        }
    }

    func regraded(_ from: Severity, _ to: Severity) -> String {
        pick(
            "from \(from.numeral) to \(to.numeral)",
            "\(from.numeral)级至\(to.numeral)级",
            "\(from.numeral)級至\(to.numeral)級"
        )
    }

    func endOfRun(_ run: Int, _ part: Part) -> String {
        (self.part(part).map { $0 + comma } ?? "") + pick("end of run \(run)", "第\(run)遍结束", "第\(run)遍結束")
    }

    /// A body; `nil` for the chain.
    func part(_ part: Part) -> String? {
        switch part {
        case .chain: nil
        case .body(let position): pick("step \(position + 1)", "第\(position + 1)步", "第\(position + 1)步")
        }
    }

    func command(_ reason: CommandReason) -> String {
        switch reason {
        case .firstToAnswer: pick("the first of them to answer", "首位答复者", "首位答覆者")
        case .taken: pick("takes command", "接任", "接任")
        case .passedOn: pick("next in the order", "依次接替", "依序接替")
        }
    }

    func followUp(_ number: Int?) -> String {
        number.map { pick("follow-up \($0)", "续报（第\($0)次）", "續報（第\($0)次）") }
            ?? pick("final report", "终报", "結報")
    }

    func again(_ count: Int) -> String { pick("report \(count)", "第\(count)次报告", "第\(count)次通報") }

    var unreachable: String { pick("cannot be reached", "无法联系", "無法聯絡") }

    /// Runs that went like one before them.
    func same(_ same: CourseItem.Same, until time: String) -> String {
        let part = self.part(same.part).map { $0 + comma } ?? ""
        let (first, last) = (same.runs.lowerBound, same.runs.upperBound)
        let (like, end) = (same.like.lowerBound, same.like.upperBound)
        guard like == end else {
            return part
                + pick(
                    "runs \(first) to \(last): the same as runs \(like) to \(end) in turn, until \(time)",
                    "第\(first)至\(last)遍：依次与第\(like)至\(end)遍相同，至\(time)",
                    "第\(first)至\(last)遍：依序與第\(like)至\(end)遍相同，至\(time)"
                )
        }
        return part
            + (first == last
                ? pick(
                    "run \(first): the same as run \(like), until \(time)",
                    "第\(first)遍：与第\(like)遍相同，至\(time)",
                    "第\(first)遍：與第\(like)遍相同，至\(time)"
                )
                : pick(
                    "runs \(first) to \(last): each the same as run \(like), until \(time)",
                    "第\(first)至\(last)遍：均与第\(like)遍相同，至\(time)",
                    "第\(first)至\(last)遍：均與第\(like)遍相同，至\(time)"
                ))
    }

    /// Lines that come again and again; they stand below.
    func rhythm(_ again: CourseItem.Again, until time: String) -> String {
        let every = Phrases(language: language).duration(again.every)
        return pick(
            "again every \(every), \(again.times) times, until \(time):",
            "此后每隔\(every)一次，共\(again.times)次，至\(time)：",
            "其後每隔\(every)一次，共\(again.times)次，至\(time)："
        )
    }

    // MARK: The end

    var goesOn: String { pick("… and so on; --for shows more", "……以下从略；--for 可延长", "……以下從略；--for 可延長") }
    func capped(_ moments: Int) -> String {
        pick(
            "… and so on; no more than \(moments) moments are played",
            "……以下从略；最多推演\(moments)个时点",
            "……以下從略；最多推演\(moments)個時點"
        )
    }
    var toldAgain: String {
        pick(
            "… and told again, for as long as nobody takes it",
            "……此后持续告知，直至有人处置",
            "……其後持續告知，直至有人處理"
        )
    }
    var toldAgainMissing: String {
        pick(
            "… and told again, for as long as somebody is missing",
            "……此后持续告知，直至人员到齐",
            "……其後持續告知，直至人員到齊"
        )
    }
    var nothingMore: String { pick("nothing more happens by itself", "此后无自动动作", "其後無自動動作") }
}
