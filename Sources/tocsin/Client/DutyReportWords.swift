import Foundation
import Messages

/// The fixed words of `tocsin duty`, by language.
struct DutyReportWords: Worded {
    let language: Language

    /// A roster with its zone, and what its clocks show where that matters.
    func head(_ roster: String, zone: String, at moment: String?) -> String {
        [roster, moment, zone].compactMap { $0 }.joined(separator: pick(", ", "，", "，"))
    }

    /// What is shown, and through which time.
    func span(_ what: String, _ start: String, _ end: String, zone: String) -> String {
        pick(
            "\(what), \(start) to \(end), \(zone)",
            "\(what)，\(start)至\(end)，\(zone)",
            "\(what)，\(start)至\(end)，\(zone)"
        )
    }

    /// Somebody who is there now.
    func there(_ name: String) -> String { pick("\(name), on duty", "\(name)，在班", "\(name)，值勤中") }

    /// How it stands now, until when, and what there is to say of it.
    func now(_ state: String, until: String?, _ notes: [String]) -> String {
        let end = until.map { pick(" until \($0)", "至\($0)", "至\($0)") } ?? ""
        return "    " + state + end + brackets(notes)
    }

    /// Somebody's shift, or a gap.
    func line(_ start: String, _ end: String, _ who: String, _ notes: [String]) -> String {
        "    " + pick("\(start) to \(end): ", "\(start)至\(end)：", "\(start)至\(end)：") + who + brackets(notes)
    }

    func absent(_ name: String) -> String { pick("\(name) is absent", "\(name)请假外出", "\(name)請假") }

    func standIn(_ names: [String]) -> String {
        let names = names.joined(separator: pick(", ", "、", "、"))
        return pick("deputies: \(names)", "替补人员：\(names)", "代理人：\(names)")
    }

    var noShift: String { pick("no shift in this time", "此期间无班次", "此期間無班別") }
    var load: String { pick("hours and shifts", "值班时数与班次", "值勤時數與班次") }

    func hours(_ hours: Double) -> String {
        let figure = String(format: hours == hours.rounded() ? "%.0f" : "%.1f", hours)
        return pick("\(figure) h", "\(figure)小时", "\(figure)小時")
    }

    func shifts(_ count: Int) -> String {
        pick("\(count) \(count == 1 ? "shift" : "shifts")", "\(count)个班次", "\(count)個班別")
    }

    private func brackets(_ notes: [String]) -> String {
        guard !notes.isEmpty else { return "" }
        return pick(" (", "（", "（") + notes.joined(separator: pick("; ", "；", "；")) + pick(")", "）", "）")
    }
}
