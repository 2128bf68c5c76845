import Escalation

/// The fixed words that templates are given as values, by language.
struct Phrases {
    let language: Language

    private func pick(_ english: String, _ simplified: String, _ traditional: String) -> String {
        switch language {
        case .english: english
        case .simplifiedChinese: simplified
        case .traditionalChinese: traditional
        }
    }

    var drill: String { pick("DRILL", "演练", "演練") }
    var answer: String { pick("Answer", "答复", "答覆") }
    var view: String { pick("Open the incident", "查看事件", "查看事件") }
    var yes: String { pick("yes", "是", "是") }
    var no: String { pick("no", "否", "否") }
    var separator: String { pick(", ", "、", "、") }

    func status(_ status: Incident.Status) -> String {
        switch status {
        case .open: pick("nobody answers yet", "未确认", "未確認")
        case .acknowledged: pick("in hand", "已确认，处置中", "已確認，處置中")
        case .closed(.stoodDown): pick("stood down", "应急响应已终止", "應變已解除")
        case .closed(.cancelled): pick("false alarm", "误报，已撤销", "誤報，已撤銷")
        }
    }

    func obligation(_ kind: Obligation.Kind) -> String {
        switch kind {
        case .details: pick("open details of the first report", "初报中待核实的事项", "初報中待核實的事項")
        case .followUp: pick("follow-up report", "续报", "續報")
        case .finalReport: pick("final report", "终报", "結報")
        }
    }

    func kind(_ kind: MessageKind) -> String {
        switch kind {
        case .alert: pick("please answer", "请答复", "請答覆")
        case .reminder: pick("reminder, please answer", "催办，请答复", "催辦，請答覆")
        case .copy: pick("for information", "抄告", "副知")
        case .takenOver: pick("in hand", "已有人负责", "已有人負責")
        case .update: pick("update", "续报", "續報")
        case .severity: pick("severity changed", "级别调整", "級別調整")
        case .stillOnIt: pick("still on it?", "是否仍在处置？", "是否仍在處置？")
        case .unanswered: pick("NOBODY ANSWERS", "无人确认", "無人確認")
        case .owed: pick("report due", "报告到期", "報告到期")
        case .overdue: pick("report overdue", "报告逾期", "報告逾期")
        case .allClear: pick("all clear", "险情解除", "警報解除")
        case .correction: pick("false alarm", "误报更正", "誤報更正")
        }
    }

    func name(_ name: String, standingInFor holder: String) -> String {
        pick("\(name) (for \(holder))", "\(name)（代\(holder)）", "\(name)（代\(holder)）")
    }

    func label(_ label: String, due: String) -> String {
        pick("\(label), due \(due)", "\(label)（应于\(due)前）", "\(label)（應於\(due)前）")
    }

    /// The names in one line, with a count in place of those beyond the limit.
    func list(_ names: [String]) -> String {
        let limit = MessageLimits.namesInList
        guard names.count > limit else { return names.joined(separator: separator) }
        let rest = names.count - limit
        return names.prefix(limit).joined(separator: separator)
            + pick(" and \(rest) more", "等\(names.count)人", "等\(names.count)人")
    }

    /// A length of time in its two largest units.
    func duration(_ span: TimeSpan) -> String {
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

    func date(_ time: WallTime, withYear: Bool) -> String {
        switch language {
        case .english:
            let month = Self.months[time.month - 1]
            return withYear ? "\(time.day) \(month) \(time.year)" : "\(time.day) \(month)"
        case .simplifiedChinese, .traditionalChinese:
            let date = "\(time.month)月\(time.day)日"
            return withYear ? "\(time.year)年\(date)" : date
        }
    }

    func zone(secondsFromUTC seconds: Int64) -> String {
        let sign = seconds < 0 ? "-" : "+"
        let minutes = abs(seconds) / 60
        let rest = minutes % 60
        let name = "UTC\(sign)\(minutes / 60)" + (rest == 0 ? "" : ":\(rest < 10 ? "0" : "")\(rest)")
        return pick(" (\(name))", "（\(name)）", "（\(name)）")
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
