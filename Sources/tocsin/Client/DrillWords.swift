import Messages

/// The fixed words of a drill's report, by language.
struct DrillWords: Worded {
    let language: Language

    var titles: [String] {
        [
            pick("PERSON", "人员", "人員"), pick("WHY", "通知原因", "通知原因"), pick("REACHED BY", "送达方式", "送達方式"),
            pick("FIRST REACHED", "首次送达", "首次送達"), pick("ANSWER", "答复", "答覆"),
        ]
    }

    func head(_ number: String, _ title: String) -> String {
        pick("drill \(number): \(title)", "演练#\(number)：\(title)", "演練#\(number)：\(title)")
    }

    func reported(_ time: String) -> String {
        pick("reported \(time); ", "报告时间：\(time)；", "通報時間：\(time)；")
    }

    func reached(by addresses: [String]) -> String {
        addresses.isEmpty
            ? pick("not reached", "未送达", "未送達") : addresses.joined(separator: pick(", ", "、", "、"))
    }

    func took(at time: String) -> String {
        pick("took it at \(time)", "\(time)负责处置", "\(time)負責處理")
    }

    /// How somebody stands who has not taken it, from the server's word.
    func standing(_ word: String) -> String {
        switch word {
        case "told": pick("told", "已告知", "已告知")
        case "asked": pick("asked", "未答复", "未答覆")
        case "accepted": pick("accepted", "已接受", "已接受")
        case "cannot": pick("cannot", "无法处置", "無法處理")
        case "unreachable": pick("unreachable", "无法联系", "無法聯絡")
        default: word
        }
    }
}
