import Escalation

extension TimelineWriter {
    // MARK: Messages

    func messageItem(_ change: Change) -> Item? {
        switch change {
        case .notificationPlanned(let notification):
            Item(
                what: "message_planned",
                details: [
                    .init("number", number(notification.id.number)), .init("person", .text(notification.person)),
                    .init("address", .text(notification.address)), .init("kind", .text(notification.kind.rawValue)),
                    .init("due", .moment(notification.due)),
                ],
                text: pick(
                    "Message \(notification.id.number) to \(name(notification.person)) by \(notification.address)",
                    "消息\(notification.id.number)：\(name(notification.person))（\(notification.address)）",
                    "訊息\(notification.id.number)：\(name(notification.person))（\(notification.address)）"
                )
            )
        case .notificationAccepted(let number, let attempt, let evidence):
            message(
                "message_accepted",
                number,
                attempt,
                .init("evidence", .text(evidence)),
                pick("was taken by the receiver", "已送达接收方", "已送達接收端")
            )
        case .notificationRetrying(let number, let attempt, let due, let reason, let isUnknown):
            Item(
                what: "message_retrying",
                details: [
                    .init("number", self.number(number)), .init("attempt", self.number(attempt)),
                    .init("due", .moment(due)), .init("reason", .text(reason)), .init("unknown", .flag(isUnknown)),
                ],
                text: said(messageWord(number) + pick("will be tried again", "将重试", "將重試"), reason)
            )
        case .notificationFailed(let number, let attempt, let reason):
            message("message_failed", number, attempt, .init("reason", .text(reason)), pick("failed", "失败", "失敗"))
        default: otherMessageItem(change)
        }
    }

    private func otherMessageItem(_ change: Change) -> Item? {
        switch change {
        case .notificationCancelled(let number, let reason):
            Item(
                what: "message_cancelled",
                details: [.init("number", self.number(number)), .init("because", .text(reason.rawValue))],
                text: messageWord(number) + pick("is no longer needed", "不再需要", "不再需要")
            )
        case .notificationMerged(let number, let digest, let rule):
            Item(
                what: "message_merged",
                details: [
                    .init("number", self.number(number)),
                    .init("digest", .text("\(digest.first.incident)-\(digest.first.number)")),
                    .init("rule", .text(rule)),
                ],
                text: messageWord(number) + pick("waits for a digest", "并入合并通知", "併入合併通知")
            )
        case .templateFailed(let number, let reason):
            Item(
                what: "template_failed",
                details: [.init("number", self.number(number)), .init("reason", .text(reason))],
                text: said(messageWord(number) + pick("went out as plain text", "以固定文本发出", "以固定文字發出"), reason)
            )
        default: nil
        }
    }

    private func messageWord(_ number: Int) -> String {
        pick("Message \(number) ", "消息\(number)", "訊息\(number)")
    }

    private func message(
        _ what: String,
        _ number: Int,
        _ attempt: Int,
        _ detail: JSONValue.Member,
        _ words: String
    ) -> Item {
        Item(
            what: what,
            details: [.init("number", self.number(number)), .init("attempt", self.number(attempt)), detail],
            text: said(messageWord(number) + words, detail.value.plainText)
        )
    }
}

extension JSONValue {
    fileprivate var plainText: String? {
        if case .text(let text) = self { text } else { nil }
    }
}
