import Escalation
import Messages

/// The fixed words of `tocsin who`, by language.
struct WhoWords: Worded {
    let language: Language

    private static let units = [
        "d": ("天", "天"), "h": ("小时", "小時"), "m": ("分钟", "分鐘"), "s": ("秒", "秒"), "ms": ("毫秒", "毫秒"),
    ]

    private var comma: String { pick(", ", "、", "、") }

    /// A length of time: as files have it, or in words.
    func span(_ span: TimeSpan) -> String {
        guard language != .english else { return span.description }
        return span.description.split(separator: " ").map { part in
            let unit = String(part.drop(while: \.isNumber))
            return part.prefix(while: \.isNumber) + (Self.units[unit].map { pick("", $0, $1) } ?? unit)
        }.joined()
    }

    func head(_ title: String, _ unit: String, rank: String, label: String) -> String {
        pick(
            "\(title), \(unit), rank \(rank) \(label)",
            "\(title)，\(unit)，\(rank)级 \(label)",
            "\(title)，\(unit)，\(rank)級 \(label)"
        )
    }

    func from(_ day: String, _ time: String, zone: String) -> String {
        pick("from \(day) \(time), times: \(zone)", "自\(day)\(time)起，时区：\(zone)", "自\(day)\(time)起，時區：\(zone)")
    }

    func after(_ span: TimeSpan, at clock: String?) -> String {
        let time = clock.map { pick(" (\($0))", "（\($0)）", "（\($0)）") } ?? ""
        guard span > .zero else { return pick("at once", "立即", "立即") + time }
        let written = self.span(span)
        return pick("after \(written)", "\(written)后", "\(written)後") + time
    }

    func step(_ number: Int, _ after: String, within: String, missing: Int) -> String {
        let need = missing > 1 ? pick(", \(missing) must accept", "，需\(missing)人处置", "，需\(missing)人處理") : ""
        return pick(
            "step \(number), \(after): answer within \(within)",
            "第\(number)步，\(after)：\(within)内答复",
            "第\(number)步，\(after)：\(within)內答覆"
        ) + need
    }

    func skipped(_ number: Int, _ reason: SkipReason) -> String {
        let start = pick("step \(number) is skipped: ", "跳过第\(number)步：", "跳過第\(number)步：")
        return switch reason {
        case .nobodyNamed: start + pick("it names nobody", "未列人员", "未列人員")
        case .everybodyOut: start + pick("nobody of it can be asked", "人员均无法通知", "人員均無法通知")
        case .everybodyAnswered: start + pick("everybody of it has answered", "人员均已答复", "人員均已答覆")
        }
    }

    func deputies(at after: String) -> String {
        pick("deputies of those who are silent: ", "未答复者的替补人员：", "未答覆者的代理人：") + after
    }

    var copied: String { pick("copied in:", "抄送：", "副知：") }
    var leftOut: String { pick("named, but cannot be asked:", "已列名但无法通知：", "已列名但無法通知：") }
    var nobodyToTell: String { pick("nobody at all can be told", "无人可告知", "無人可告知") }

    func again(_ repetition: Repetition) -> String {
        switch repetition {
        case .times(1, let every):
            pick(
                "then from step 1 again, once, after \(span(every))",
                "其后\(span(every))，从第1步起再通知一遍",
                "其後\(span(every))，從第1步起再通知一遍"
            )
        case .times(let count, let every):
            pick(
                "then from step 1 again, \(count == 2 ? "twice" : "\(count) times"), every \(span(every))",
                "其后从第1步起再通知\(count)遍，每遍间隔\(span(every))",
                "其後從第1步起再通知\(count)遍，每遍間隔\(span(every))"
            )
        case .untilAcknowledged(let atMost, let every):
            pick(
                "then from step 1 again, every \(span(every)), until somebody takes it, for \(span(atMost)) at most",
                "其后从第1步起重复通知，间隔\(span(every))，直至有人处置，最长\(span(atMost))",
                "其後從第1步起重複通知，間隔\(span(every))，直至有人處理，最長\(span(atMost))"
            )
        }
    }

    /// - Parameter after: when, if that is known.
    /// - Returns: who is told when nobody takes it.
    func unanswered(at after: String?) -> String {
        let time = after.map { pick(", \($0)", "，\($0)", "，\($0)") } ?? ""
        return pick("if nobody takes it", "仍无人处置", "仍無人處理") + time + pick(":", "：", "：")
    }

    func person(_ name: String, reason: String, for holder: String?, by addresses: [String], deputies: [String])
        -> String
    {
        let reason = holder.map { pick("deputy for \($0)", "代\($0)", "代\($0)") } ?? reason
        let ways =
            addresses.isEmpty
            ? pick(": has no address", "：无联系方式", "：無聯絡方式")
            : pick(" by ", "：", "：") + addresses.joined(separator: comma)
        let rest =
            deputies.isEmpty
            ? "" : pick("; deputies: ", "；替补人员：", "；代理人：") + deputies.joined(separator: comma)
        return name + pick(" (\(reason))", "（\(reason)）", "（\(reason)）") + ways + rest
    }
}
