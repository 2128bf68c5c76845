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

    /// - Parameters:
    ///   - span: since the report.
    ///   - clock: what the unit's clock shows then.
    /// - Returns: both in words.
    func after(_ span: TimeSpan, at clock: String) -> String {
        let time = pick(" (\(clock))", "（\(clock)）", "（\(clock)）")
        guard span > .zero else { return pick("at once", "立即", "立即") + time }
        let written = self.span(span)
        return pick("after \(written)", "\(written)后", "\(written)後") + time
    }

    /// The time to answer, and that of those who are off duty where it is another.
    func within(_ time: String, offDuty: String?) -> String {
        guard let offDuty else { return time }
        return pick("\(time) (off duty \(offDuty))", "\(time)（不在班\(offDuty)）", "\(time)（非值勤\(offDuty)）")
    }

    func step(_ number: Int, _ after: String, within: String, need: String) -> String {
        pick(
            "step \(number), \(after): answer within \(within), \(need)",
            "第\(number)步，\(after)：\(within)内答复，\(need)",
            "第\(number)步，\(after)：\(within)內答覆，\(need)"
        )
    }

    /// How many of a step's seats must be filled.
    ///
    /// - Parameters:
    ///   - need: as the plan has it.
    ///   - wanted: its own, or what steps before it lack.
    ///   - seats: how many it has.
    /// - Returns: a few words.
    func need(_ need: Need, wanted: Int, of seats: Int) -> String {
        switch need {
        case .each:
            return pick(
                "one seat of each name (\(wanted) of \(seats))",
                "每个名称各须1个岗位（共\(seats)个）",
                "每個名稱各須1個職務（共\(seats)個）"
            )
        case .any, .count, .all:
            if wanted == seats, seats > 1 {
                return pick("all \(seats) seats", "\(seats)个岗位须全部到齐", "\(seats)個職務須全部到齊")
            }
            let one = pick(
                seats == 1 ? "1 seat" : "\(wanted) of \(seats) seats",
                "\(seats)个岗位中须\(wanted)个",
                "\(seats)個職務中須\(wanted)個"
            )
            return wanted <= seats
                ? one
                : pick(
                    "\(wanted) seats are wanted and it has \(seats)",
                    "须\(wanted)个岗位，本步仅\(seats)个",
                    "須\(wanted)個職務，本步僅\(seats)個"
                )
        }
    }

    /// When a body begins; nothing of a link of the chain.
    func start(_ start: Start) -> String {
        switch start {
        case .silence: ""
        case .atOnce: pick("; beside the chain", "；工作组，同步通知", "；任務編組，同步通知")
        case .accepted:
            pick(
                "; as soon as somebody takes it, here because nobody did",
                "；有人负责处置后接力通知，此处因无人处置",
                "；有人負責處理後接續通知，此處因無人處理"
            )
        }
    }

    func skipped(_ number: Int, _ reason: SkipReason) -> String {
        pick("step \(number) is skipped: ", "跳过第\(number)步：", "跳過第\(number)步：")
            + Phrases(language: language).reason(reason)
    }

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
        case .untilMet(let atMost, let every):
            pick(
                "then from step 1 again, every \(span(every)), until enough people have taken it, for \(span(atMost)) at most",
                "其后从第1步起重复通知，间隔\(span(every))，直至人员到齐，最长\(span(atMost))",
                "其後從第1步起重複通知，間隔\(span(every))，直至人員到齊，最長\(span(atMost))"
            )
        }
    }

    /// - Parameter after: when, if that is known.
    /// - Returns: who is told when nobody takes it.
    func unanswered(at after: String?) -> String {
        let time = after.map { pick(", \($0)", "，\($0)", "，\($0)") } ?? ""
        return pick("if nobody takes it", "仍无人处置", "仍無人處理") + time + pick(":", "：", "：")
    }

    /// Says that nobody takes it for longer than is played, before those who are told then.
    var unansweredLater: String {
        pick(
            "if nobody takes it, later than is played here, these are told:",
            "仍无人处置（时间较远，此处未推演），届时告知：",
            "仍無人處理（時間較遠，此處未推演），屆時告知："
        )
    }

    /// The addresses that are used, or that there is none.
    func ways(_ addresses: [String]) -> String {
        addresses.isEmpty
            ? pick(": has no address", "：无联系方式", "：無聯絡方式")
            : pick(" by ", "：", "：") + addresses.joined(separator: comma)
    }
}
