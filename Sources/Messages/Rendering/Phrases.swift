package import Escalation
package import Text

/// The fixed words that templates are given as values, by language; pages and terminals say times with them too.
package struct Phrases: Worded {
    package let language: Language

    package init(language: Language) {
        self.language = language
    }

    var drill: String { pick("DRILL", "演练", "演練") }
    var answer: String { pick("Answer", "答复", "答覆") }
    var view: String { pick("Open the incident", "查看事件", "查看事件") }
    /// Above the written link of a mail, whose button some programs do not draw.
    var insteadOfButton: String {
        pick("If the button does not work:", "按钮无法使用时请复制：", "按鈕無法使用時請複製：")
    }
    /// At the end of a mail.
    var noReply: String { pick("Please do not reply to this mail.", "请勿回复本邮件。", "請勿回覆本郵件。") }
    /// The reader, in a list of names.
    var you: String { pick("you", "您", "您") }
    var yes: String { pick("yes", "是", "是") }
    var no: String { pick("no", "否", "否") }
    var separator: String { pick(", ", "、", "、") }

    func status(_ status: Incident.Status, isDrill: Bool) -> String {
        switch status {
        case .open: pick("nobody is handling it yet", "无人处置", "無人處理")
        case .acknowledged: pick("in hand", "处置中", "處理中")
        case .closed(.stoodDown): pick("ended", "响应已终止", "應變已解除")
        case .closed(.cancelled) where isDrill: pick("called off", "演练已取消", "演練已取消")
        case .closed(.cancelled): pick("false alarm", "误报，已撤销", "誤報，已撤銷")
        }
    }

    package func obligation(_ kind: Obligation.Kind) -> String {
        switch kind {
        case .details: pick("open details of the first report", "初报待核实事项", "初報待查證事項")
        case .followUp: pick("follow-up report", "续报", "續報")
        case .finalReport: pick("final report", "终报", "結報")
        }
    }

    /// The mark between a word and what it introduces.
    var colon: String { pick(":", "：", "：") }

    /// What is said of an incident that somebody, but not enough people, took.
    var stillMissing: String { pick("still missing", "人员未齐", "人員未齊") }

    /// What `severity` is called where it asks its reader too.
    var regradedAndAsked: String {
        pick("regraded, please answer", "级别调整，请答复", "等級調整，請答覆")
    }

    package func kind(_ kind: MessageKind, isDrill: Bool) -> String {
        switch kind {
        case .alert: pick("please answer", "请答复", "請答覆")
        case .reminder: pick("reminder, please answer", "请尽快答复", "請儘快答覆")
        case .copy: pick("for your information", "抄送", "副知")
        case .takenOver: pick("in hand", "已有人处置", "已有人處理")
        case .update: pick("update", "新情况", "最新情況")
        case .severity: pick("regraded", "级别调整", "等級調整")
        case .stillOnIt: pick("still on it?", "是否仍在处置", "是否仍在處理")
        case .unanswered: pick("no answer", "无人处置", "無人處理")
        case .incomplete: stillMissing
        case .command: pick("command", "总指挥", "指揮官")
        case .inCommand: pick("you are in command", "由您指挥", "由您指揮")
        case .commandOffer: pick("take command?", "是否接任总指挥", "是否接任指揮官")
        case .owed: pick("report due", "请报送", "請回報")
        case .overdue: pick("overdue", "逾期未报", "逾期未報")
        case .allClear: pick("ended", "响应终止", "應變解除")
        case .correction where isDrill: pick("called off", "演练取消", "演練取消")
        case .correction: pick("false alarm", "误报撤销", "誤報撤銷")
        }
    }

    /// Why the rank was changed: what somebody wrote, or what the plan's rules made of the facts.
    package func reason(_ reason: RegradingReason) -> String {
        switch reason {
        case .asReported: pick("as reported", "按报告的级别", "依通報的等級")
        case .byRules: pick("by the plan's rules", "按预案规则", "依應變計畫規則")
        case .written(let text): CleanText.lines(text, limit: MessageLimits.bytesInNote)
        }
    }

    /// Somebody with the holder in whose place they act.
    package func name(_ name: String, standingInFor holder: String) -> String {
        pick("\(name) (for \(holder))", "\(name)（代\(holder)）", "\(name)（代\(holder)）")
    }

    /// A report with its time, without brackets: the day of a time has its own.
    func label(_ label: String, due: String) -> String {
        pick("\(label), due \(due)", "\(due)前的\(label)", "\(due)前的\(label)")
    }

    /// A few names as a part of a sentence, such as `you and Wu Min`.
    package func sentenceList(_ names: [String]) -> String {
        guard language == .english, names.count > 1, names.count <= MessageLimits.namesInList, let last = names.last
        else {
            return list(names)
        }
        return names.dropLast().joined(separator: separator) + " and " + last
    }

    /// The names in one line, with a count in place of those beyond the limit.
    package func list(_ names: [String]) -> String {
        let limit = MessageLimits.namesInList
        guard names.count > limit else { return names.joined(separator: separator) }
        let rest = names.count - limit
        return names.prefix(limit).joined(separator: separator)
            + pick(" and \(rest) more", "等\(names.count)人", "等\(names.count)人")
    }

    /// A length of time in its two largest units.
    package func duration(_ span: TimeSpan) -> String {
        let seconds = max(0, span.milliseconds / 1_000)
        let (days, hours, minutes) = (seconds / 86_400, seconds / 3_600 % 24, seconds / 60 % 60)
        if days > 0 { return self.days(days) + (hours > 0 ? gap + self.hours(hours) : "") }
        if hours > 0 { return self.hours(hours) + (minutes > 0 ? gap + self.minutes(minutes) : "") }
        return minutes > 0 ? self.minutes(minutes) : pick("\(seconds) s", "\(seconds)秒", "\(seconds)秒")
    }

    private var gap: String { pick(" ", "", "") }
    private func days(_ count: Int64) -> String { pick("\(count) d", "\(count)天", "\(count)天") }
    private func hours(_ count: Int64) -> String { pick("\(count) h", "\(count)小时", "\(count)小時") }
    private func minutes(_ count: Int64) -> String { pick("\(count) min", "\(count)分钟", "\(count)分鐘") }

    /// The day with its weekday, such as `Sat 28 Nov` or `11月28日（周六）`.
    package func date(_ time: CivilTime, withYear: Bool) -> String {
        switch language {
        case .english:
            let date = "\(CivilTime.weekdays[time.weekday]) \(time.day) \(CivilTime.months[time.month - 1])"
            return withYear ? "\(date) \(time.year)" : date
        case .simplifiedChinese, .traditionalChinese:
            let weekday = pick("", "周", "週") + Self.chineseWeekdays[time.weekday]
            return (withYear ? "\(time.year)年" : "") + "\(time.month)月\(time.day)日（\(weekday)）"
        }
    }

    /// The time of day, after its day where that is not today's.
    package func moment(_ time: CivilTime, today: CivilTime, namesToday: Bool = false) -> String {
        let isToday = (time.year, time.month, time.day) == (today.year, today.month, today.day)
        guard namesToday || !isToday else { return time.clock }
        return date(time, withYear: time.year != today.year) + gap + time.clock
    }

    /// The last of several whole days, such as `Mon 7 Dec`, where they end with a midnight; `nil` where they do not.
    package func lastDay(before end: CivilTime, now: CivilTime) -> String? {
        guard (end.hour, end.minute, end.second, end.millisecond) == (0, 0, 0, 0) else { return nil }
        let last = CivilTime(milliseconds: (end.date.daysSince1970 - 1) * 86_400_000)
        return date(last, withYear: last.year != now.year)
    }

    /// The distance from UTC, such as `UTC+8` or `UTC-3:30`.
    package static func offset(secondsFromUTC seconds: Int64) -> String {
        let minutes = abs(seconds) / 60
        let rest = minutes % 60
        return "UTC\(seconds < 0 ? "-" : "+")\(minutes / 60)" + (rest == 0 ? "" : ":\(rest < 10 ? "0" : "")\(rest)")
    }

    /// The same as a remark behind a time.
    package func zone(secondsFromUTC seconds: Int64) -> String {
        let name = Self.offset(secondsFromUTC: seconds)
        return pick(" (\(name))", "（\(name)）", "（\(name)）")
    }

    private static let chineseWeekdays = ["日", "一", "二", "三", "四", "五", "六"]
}
