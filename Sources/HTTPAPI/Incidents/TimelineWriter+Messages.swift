import Escalation
import Messages
import Text

extension TimelineWriter {
    // MARK: Messages

    func planned(_ notification: Notification) -> Item {
        let kind = values.phrases.kind(notification.kind, isDrill: values.isDrill)
        return Item(
            what: "message_planned",
            details: [
                .init("number", number(notification.id.number)), .init("person", .text(notification.person)),
                .init("address", .text(notification.address)), .init("kind", .text(notification.kind.rawValue)),
                .init("due", .moment(notification.due)),
            ],
            text: pick(
                "Message \(notification.id.number) to \(name(notification.person)) by \(notification.address): \(kind)",
                "消息\(notification.id.number)：\(name(notification.person))（\(notification.address)），\(kind)",
                "訊息\(notification.id.number)：\(name(notification.person))（\(notification.address)），\(kind)"
            )
        )
    }

    func taken(_ number: Int, _ attempt: Int, _ evidence: Evidence) -> Item {
        let words = pick("was taken by the receiver", "已送达接收方", "已送達接收端")
        return Item(
            what: "message_accepted",
            details: [
                .init("number", self.number(number)), .init("attempt", self.number(attempt)),
                .init("evidence", values.evidence(evidence)),
            ],
            text: said(messageWord(number) + words, values.phrases.evidence(evidence))
        )
    }

    func retrying(_ number: Int, _ attempt: Int, _ due: Timestamp, _ reason: Evidence, _ isUnknown: Bool) -> Item {
        Item(
            what: "message_retrying",
            details: [
                .init("number", self.number(number)), .init("attempt", self.number(attempt)),
                .init("due", .moment(due)), .init("reason", values.evidence(reason)),
                .init("unknown", .flag(isUnknown)),
            ],
            text: said(messageWord(number) + pick("will be tried again", "将重试", "將重試"), values.phrases.evidence(reason))
        )
    }

    func failed(_ number: Int, _ attempt: Int, _ reason: Evidence) -> Item {
        Item(
            what: "message_failed",
            details: [
                .init("number", self.number(number)), .init("attempt", self.number(attempt)),
                .init("reason", values.evidence(reason)),
            ],
            text: said(messageWord(number) + pick("failed", "失败", "失敗"), values.phrases.evidence(reason))
        )
    }

    func cancelled(_ number: Int, _ reason: CancelReason) -> Item {
        Item(
            what: "message_cancelled",
            details: [.init("number", self.number(number)), .init("because", .text(reason.rawValue))],
            text: said(
                messageWord(number) + pick("is no longer needed", "不再需要", "不再需要"),
                values.phrases.reason(reason)
            )
        )
    }

    func merged(_ number: Int, _ digest: DigestID, _ rule: FloodRule) -> Item {
        Item(
            what: "message_merged",
            details: [
                .init("number", self.number(number)),
                .init("digest", .text("\(digest.first.incident)-\(digest.first.number)")),
                .init("rule", .text(rule.rawValue)),
            ],
            text: said(
                messageWord(number) + pick("waits for a digest", "并入合并通知", "併入合併通知"),
                values.phrases.rule(rule)
            )
        )
    }

    func templateFailed(_ number: Int, _ fault: TemplateFault) -> Item {
        Item(
            what: "template_failed",
            details: [.init("number", self.number(number)), .init("fault", values.fault(fault))],
            text: said(
                messageWord(number) + pick("went out as plain text", "以固定文本发出", "以固定文字發出"),
                values.phrases.fault(fault)
            )
        )
    }

    private func messageWord(_ number: Int) -> String {
        pick("Message \(number) ", "消息\(number)", "訊息\(number)")
    }
}
