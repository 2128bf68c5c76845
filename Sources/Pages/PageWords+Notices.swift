package import Escalation
import Messages

/// What the page says right after something was sent.
extension PageWords {
    package var staleNotice: String {
        pick(
            "This page was open for too long, so nothing was sent. Please press again.",
            "页面打开时间过长，尚未提交。请再按一次。",
            "頁面開啟時間過長，尚未送出。請再按一次。"
        )
    }

    package var unclearNotice: String {
        pick("Nothing was sent. Please press a button.", "尚未提交。请点选一个按钮。", "尚未送出。請點選一個按鈕。")
    }

    package var noteMissingNotice: String {
        pick("Nothing was sent: the note is empty.", "尚未提交：备注为空。", "尚未送出：備註為空。")
    }

    package var tooLongNotice: String {
        pick("Nothing was sent: the note is too long.", "尚未提交：备注过长。", "尚未送出：備註過長。")
    }

    package var notStoredNotice: String {
        pick(
            "Your answer could NOT be stored. Please press again, or call.",
            "您的答复未能保存。请再按一次，或直接打电话。",
            "您的答覆未能儲存。請再按一次，或直接打電話。"
        )
    }

    var othersTold: String {
        pick(
            "You are handling this now. The others are being told.",
            "现由您负责处置，正在告知其他人员。",
            "現由您負責處理，正在告知其他人員。"
        )
    }

    /// What whoever took it reads; `others` is whether there is anybody else to tell.
    func youTookIt(isEnough: Bool, others: Bool) -> String {
        isEnough && others ? othersTold : pick("You are handling this now.", "现由您负责处置。", "現由您負責處理。")
    }

    /// Sentences one after the other.
    func joined(_ sentences: [String]) -> String { sentences.joined(separator: gap) }

    func notFirst(_ name: String, at time: String, position: Int) -> String {
        pick(
            "\(name) took it at \(time); you are \(ordinal(position)).",
            "\(name)已于\(time)负责处置，您是第\(position)位。",
            "\(name)已於\(time)負責處理，您是第\(position)位。"
        )
    }

    var cannotNotice: String {
        pick("Noted that you cannot. Others are being asked.", "已记录：您无法处置。正在通知其他人员。", "已記錄：您無法處理。正在通知其他人員。")
    }

    var cannotNoticeQuiet: String {
        pick("Noted that you cannot.", "已记录：您无法处置。", "已記錄：您無法處理。")
    }

    func seenNotice(isOpen: Bool) -> String {
        isOpen
            ? pick(
                "Noted that you have seen it. Nobody is handling it now: can you?",
                "已记录您已知悉。尚无人处置，能否由您处置？",
                "已記錄您已知悉。尚無人處理，能否由您處理？"
            ) : pick("Noted that you have seen it.", "已记录您已知悉。", "已記錄您已知悉。")
    }

    /// After *still on it* of somebody whose acknowledgement had lapsed, or who never took it.
    func lapsedNotice(button: String) -> String {
        pick(
            "Your answer is on record, but you do not count as handling this: press “\(button)” if you do.",
            "您的答复已记录，但您目前不算处置人：如由您处置，请点“\(button)”。",
            "您的答覆已記錄，但您目前不算處理人：如由您處理，請按「\(button)」。"
        )
    }

    var extendNotice: String {
        pick("Noted that you are still on it.", "已记录您仍在处置。", "已記錄您仍在處理。")
    }

    var noteNotice: String {
        pick("Your note is on record.", "备注已记录在案。", "備註已記錄在案。")
    }

    func closedNotice(_ closing: Closing, isDrill: Bool) -> String {
        switch closing {
        case .stoodDown:
            pick(
                "It had ended before you answered; nothing is needed. Your answer is on record.",
                "您答复前响应已终止，无需行动。答复已记录。",
                "您答覆前應變已解除，無需行動。答覆已記錄。"
            )
        case .cancelled where isDrill:
            pick(
                "The drill had been called off before you answered; nothing is needed. Your answer is on record.",
                "您答复前演练已取消，无需行动。答复已记录。",
                "您答覆前演練已取消，無需行動。答覆已記錄。"
            )
        case .cancelled:
            pick(
                "It had been cancelled as a false alarm before you answered; nothing is needed. Your answer is on record.",
                "您答复前已按误报撤销，无需行动。答复已记录。",
                "您答覆前已以誤報撤銷，無需行動。答覆已記錄。"
            )
        }
    }

    /// What the reader said before.
    func youSaid(_ said: Said, at time: String) -> String {
        let text = words(of: said.word, said.note)
        return pick("You said at \(time): \(text)", "您\(time)的答复：\(text)", "您\(time)的答覆：\(text)")
    }

    /// An answer in the words of its button, with its note.
    package func words(of word: Answer.Word, _ note: String?) -> String {
        let button =
            switch word {
            case .accept: take
            case .cannot: cannot
            case .seen: seen
            case .extend: stillOnIt
            case .command: takeCommand
            case .note: ""
            }
        return [button, note ?? ""].filter { !$0.isEmpty }.joined(separator: pick("; ", "；", "；"))
    }

    private var gap: String { pick(" ", "", "") }

    private func ordinal(_ position: Int) -> String {
        switch position {
        case 2: "second"
        case 3: "third"
        default: "number \(position)"
        }
    }
}
