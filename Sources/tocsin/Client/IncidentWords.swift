import Escalation
import Messages

/// The fixed words around an incident in a terminal, by language.
struct IncidentWords: Worded {
    let language: Language

    var drill: String { pick("DRILL  ", "演练 ", "演練 ") }
    var space: String { pick(" ", "", "") }
    var comma: String { pick(", ", "，", "，") }

    func incident(_ number: String, _ title: String) -> String {
        pick("incident \(number): \(title)", "事件#\(number)：\(title)", "事件#\(number)：\(title)")
    }

    func rank(_ numeral: String) -> String { pick("severity \(numeral)", "\(numeral)级", "\(numeral)級") }
    func earlier(_ cursor: Int) -> String {
        pick("what was before: --before \(cursor)", "更早的记录：--before \(cursor)", "更早的紀錄：--before \(cursor)")
    }

    func place(_ place: String) -> String { pick("at \(place)", "地点：\(place)", "地點：\(place)") }
    func times(_ zone: String) -> String { pick("times: \(zone)", "时区：\(zone)", "時區：\(zone)") }

    func handled(by name: String, since time: String) -> String {
        pick("handled by \(name) since \(time)", "\(name)自\(time)起负责处置", "\(name)自\(time)起負責處理")
    }

    func commander(_ name: String) -> String {
        pick("in command: \(name)", "总指挥：\(name)", "指揮官：\(name)")
    }

    func missing(_ seats: [String]) -> String {
        pick(
            "still missing: \(seats.joined(separator: ", "))",
            "仍缺：\(seats.joined(separator: "、"))",
            "仍缺：\(seats.joined(separator: "、"))"
        )
    }

    /// How an incident stands, from the server's words.
    func state(_ status: String, _ progress: String, isDrill: Bool, isUnasked: Bool, pausedUntil time: String?)
        -> String
    {
        let isExhausted = Incident.Progress.Kind(rawValue: progress) == .exhausted
        return self.status(status, isDrill: isDrill) + pick(" · ", "，", "，")
            + (isExhausted && isUnasked
                ? pick("nobody on the list was asked", "名单上无人收到通知", "名單上無人收到通知")
                : self.progress(progress, isClosed: isClosed(status), time))
    }

    private func isClosed(_ status: String) -> Bool {
        if case .closed = Incident.Status(rawValue: status) { true } else { false }
    }

    func status(_ status: String, isDrill: Bool) -> String {
        switch Incident.Status(rawValue: status) {
        case .open: pick("nobody is handling it yet", "无人处置", "無人處理")
        case .acknowledged: pick("in hand", "处置中", "處理中")
        case .closed(.stoodDown): pick("ended", "响应已终止", "應變已解除")
        case .closed(.cancelled) where isDrill: pick("drill called off", "演练已取消", "演練已取消")
        case .closed(.cancelled): pick("false alarm, cancelled", "误报，已撤销", "誤報，已撤銷")
        case nil: status
        }
    }

    private func progress(_ progress: String, isClosed: Bool, _ time: String?) -> String {
        switch Incident.Progress.Kind(rawValue: progress) {
        case .running:
            isClosed
                ? pick("before enough people had answered", "终止时人员未齐", "解除時人員未齊")
                : pick("people are being asked", "正在通知人员", "正在通知人員")
        case .satisfied where isClosed: pick("enough people had taken it", "人员已齐", "人員已齊")
        case .satisfied: pick("enough people are handling it", "人员已齐", "人員已齊")
        case .exhausted: pick("everybody on the list was asked", "名单已全部通知", "名單已全部通知")
        case .paused:
            pick("nobody else is asked", "暂停通知", "暫停通知")
                + (time.map { pick(" until \($0)", "至\($0)", "至\($0)") } ?? "")
        case nil: progress
        }
    }

    /// What is printed after the end of an incident.
    func ended(_ number: String, isCancelled: Bool, isDrill: Bool, told: Int) -> String {
        let people =
            told == 1
            ? "1 person is told" : "\(told == 0 ? "nobody" : "\(told) people") \(told == 0 ? "is" : "are") told"
        let end = isCancelled ? isDrill ? "was called off" : "was cancelled as a false alarm" : "ended"
        return "\(isDrill ? "drill" : "incident") \(number) \(end); \(people)"
    }
}
