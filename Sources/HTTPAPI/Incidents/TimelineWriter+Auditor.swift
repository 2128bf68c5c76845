import Escalation
import Messages
import Text

extension TimelineWriter {
    // MARK: The self-check

    func mended(_ found: AuditFinding, _ number: Int?, _ late: TimeSpan) -> Item {
        let seconds = late.milliseconds / 1_000
        return Item(
            what: "auditor_mended",
            details: [
                .init("found", .text(found.rawValue)), .init("late_seconds", .integer(seconds)),
            ] + (number.map { [.init("number", self.number($0))] } ?? []),
            text: pick("Self-check took up again: ", "系统巡检补办：", "系統巡檢補辦：") + words(found, number ?? 0)
                + (seconds > 0 ? pick(", \(seconds) s late", "，延误\(seconds)秒", "，延誤\(seconds)秒") : "")
        )
    }

    private func words(_ found: AuditFinding, _ number: Int) -> String {
        switch found {
        case .lostDeadline: pick("a forgotten deadline", "被遗漏的时限", "被遺漏的時限")
        case .lostMessage: pick("the forgotten message \(number)", "被遗漏的消息\(number)", "被遺漏的訊息\(number)")
        case .lostOutcome: pick("message \(number) without an outcome", "无结果的消息\(number)", "無結果的訊息\(number)")
        case .strayMessage: pick("message \(number), sent long ago", "早已发出的消息\(number)", "早已發出的訊息\(number)")
        case .noFutureAction: pick("an incident that stood still", "停滞的事件", "停滯的事件")
        }
    }
}
