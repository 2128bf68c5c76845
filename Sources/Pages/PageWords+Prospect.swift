import Escalation
import Messages

/// Who has it, and what comes next by itself.
extension PageWords {
    /// The others who have it, each with the time at which they took it.
    func answers(_ others: [(name: String, since: String)]) -> String {
        if language == .english, others.count == 1, let one = others.first {
            return "\(one.name) has been handling this since \(one.since)."
        }
        let each = others.map { one in
            pick("\(one.name) since \(one.since)", "\(one.name)自\(one.since)起", "\(one.name)自\(one.since)起")
        }
        let list = each.joined(separator: separator)
        return pick("Handling it: \(list).", "\(list)负责处置。", "\(list)負責處理。")
    }

    /// What happens if nobody answers.
    ///
    /// - Parameters:
    ///   - prospect: what the machine would decide.
    ///   - time: when, by the reader's clock.
    ///   - needsSeveral: whether one yes would not be enough.
    ///   - isTaken: whether somebody has it.
    ///   - name: what somebody who is told is called; `nil` for the reader.
    /// - Returns: a sentence.
    func prospect(
        _ prospect: Prospect,
        at time: String,
        needsSeveral: Bool,
        isTaken: Bool,
        name: (PersonID) -> String?
    ) -> String {
        let unless =
            needsSeveral
            ? pick("Unless enough people take it,", "\(time)前人员未齐，", "\(time)前人員未齊，")
            : pick("Unless somebody takes it,", "\(time)前无人处置，", "\(time)前無人處理，")
        switch prospect {
        case .others:
            return unless + pick(" others are asked at \(time).", "将通知其他人员。", "將通知其他人員。")
        case .again:
            return unless
                + pick(" the same people are asked again at \(time).", "将再次通知已通知的人员。", "將再次通知已通知的人員。")
        case .told(let people, _):
            let names = Phrases(language: language).sentenceList(people.map { name($0) ?? you })
            let verb = people.count == 1 && people.first.flatMap(name) != nil ? "is" : "are"
            let what = isTaken ? "people are still missing" : needsSeveral ? "too few have" : "nobody has"
            return unless + pick(" \(names) \(verb) told at \(time) that \(what).", "将告知\(names)。", "將告知\(names)。")
        case .nobody:
            return pick("Nobody else is asked after \(time).", "\(time)之后不再通知其他人员。", "\(time)之後不再通知其他人員。")
        }
    }

    private var you: String { pick("you", "您", "您") }
}
