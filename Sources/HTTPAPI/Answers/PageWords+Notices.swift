import Escalation

/// What the page says right after something was sent.
extension PageWords {
    var staleNotice: String {
        pick(
            "This page was open for too long, so nothing was sent. Please press again.",
            "页面打开时间过长，尚未提交。请再按一次。",
            "頁面開啟時間過長，尚未送出。請再按一次。"
        )
    }

    var unclearNotice: String {
        pick("Nothing was sent. Please press a button.", "尚未提交。请按一个按钮。", "尚未送出。請按一個按鈕。")
    }

    var noteMissingNotice: String {
        pick("Nothing was sent: the note is empty.", "尚未提交：备注为空。", "尚未送出：備註為空。")
    }

    var tooLongNotice: String {
        pick("Nothing was sent: the note is too long.", "尚未提交：备注过长。", "尚未送出：備註過長。")
    }

    var notStoredNotice: String {
        pick(
            "Your answer could NOT be stored. Please press again, or call.",
            "您的答复未能保存。请再按一次，或直接打电话。",
            "您的答覆未能儲存。請再按一次，或直接打電話。"
        )
    }

    var othersTold: String {
        pick("The others who were asked are told.", "已告知其他被通知人员。", "已告知其他被通知人員。")
    }

    func youTookIt(isEnough: Bool, missing: Int) -> String {
        pick("You are answering for this.", "已由您负责处置。", "已由您負責處理。") + gap
            + (isEnough ? othersTold : self.missing(missing))
    }

    func notFirst(_ name: String, at time: String, position: Int) -> String {
        pick(
            "\(name) was first at \(time); you are noted as \(ordinal(position)).",
            "\(name)已于 \(time) 首先答复；您已记为第 \(position) 位。",
            "\(name)已於 \(time) 首先答覆；您已記為第 \(position) 位。"
        )
    }

    var cannotNotice: String {
        pick("Noted that you cannot. Somebody else is asked.", "已记录您不能处置，将通知其他人员。", "已記錄您無法處理，將通知其他人員。")
    }

    var cannotNoticeQuiet: String {
        pick("Noted that you cannot.", "已记录您不能处置。", "已記錄您無法處理。")
    }

    func seenNotice(isOpen: Bool) -> String {
        isOpen
            ? pick(
                "Noted that you have seen it. Somebody still has to take it.",
                "已记录您已知悉。仍需有人负责处置。",
                "已記錄您已知悉。仍需有人負責處理。"
            ) : pick("Noted that you have seen it.", "已记录您已知悉。", "已記錄您已知悉。")
    }

    var extendNotice: String {
        pick("Noted that you are still on it.", "已记录您仍在处置。", "已記錄您仍在處理。")
    }

    var noteNotice: String {
        pick("Your note is on record.", "备注已记录在案。", "備註已記錄在案。")
    }

    var closedNotice: String {
        pick("It was closed before. What you said is kept on record.", "此前已结束。您的答复已记录在案。", "此前已結束。您的答覆已記錄在案。")
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
