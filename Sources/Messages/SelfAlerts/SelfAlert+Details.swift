package import Escalation

/// What is known of a trouble, one line in each language. What a system, a file or a receiver said stands in it as it is.
extension SelfAlert {
    package static func incident(_ id: IncidentID) -> LocalizedText {
        said { $0.incident(id) }
    }

    /// Something that cannot be read, and why.
    package static func unreadable(incident id: IncidentID, _ why: String) -> LocalizedText {
        said { $0.incident(id) + $0.colon + why }
    }

    package static func unreadable(plan version: String, _ why: String) -> LocalizedText {
        said { $0.pick("plan version ", "预案版本", "應變計畫版本") + version + $0.colon + why }
    }

    /// A source of reports was refused so many.
    package static func storm(_ source: String, refused count: Int) -> LocalizedText {
        said { words in
            source + words.colon
                + words.pick("\(count) reports were refused with 429", "\(count)条报告被拒绝（429）", "\(count)筆通報被拒絕（429）")
        }
    }

    /// A deadline waits in the queue.
    package static func behind(_ span: TimeSpan) -> LocalizedText {
        let seconds = span.milliseconds / 1_000
        return said { $0.pick("a deadline waits since \(span)", "有时限已滞后\(seconds)秒", "有時限已延遲\(seconds)秒") }
    }

    /// The disk is full; whether what has begun goes on.
    package static func diskFull(goesOn: Bool) -> LocalizedText {
        said { words in
            goesOn
                ? words.pick(
                    "the disk is full; only what has begun goes on",
                    "磁盘已满，仅继续处置已有事件",
                    "磁碟已滿，僅繼續處理既有事件"
                )
                : words.pick("the disk is full; nothing was stored", "磁盘已满，未能保存", "磁碟已滿，未能儲存")
        }
    }

    /// The self-check took something up again.
    package static func mended(
        _ found: AuditFinding,
        of id: IncidentID,
        message: Int?,
        late: TimeSpan
    ) -> LocalizedText {
        let seconds = late.milliseconds / 1_000
        return said { words in
            words.incident(id) + words.colon + words.finding(found, message)
                + words.pick(", \(late) late", "，延误\(seconds)秒", "，延誤\(seconds)秒")
        }
    }

    /// Nothing got out by a way.
    ///
    /// - Parameters:
    ///   - way: which.
    ///   - attempts: how many failed.
    ///   - span: since the first of them.
    ///   - last: why the last one did.
    ///   - waiting: what an attempt waits for that is not over.
    /// - Returns: all of that.
    package static func down(
        _ way: Way,
        attempts: Int,
        in span: TimeSpan,
        last: LocalizedText,
        waiting: LocalizedText?
    ) -> LocalizedText {
        let minutes = span.milliseconds / 60_000
        return said { words in
            let tag = words.language.rawValue
            let wait = waiting.map {
                words.pick("an attempt is still waiting: ", "仍有一次尝试在等待：", "仍有一次嘗試在等待：") + $0.text(in: tag)
            }
            guard attempts > 0 else {
                return words.way(way)
                    + words.pick(
                        ": nothing got through in \(minutes) min, and ",
                        "：\(minutes)分钟内均未发出；",
                        "：\(minutes)分鐘內均未送出；"
                    ) + (wait ?? "")
            }
            let times = words.pick(
                ": \(attempts) \(attempts == 1 ? "attempt" : "attempts") in \(minutes) min, none got through",
                "：\(minutes)分钟内尝试\(attempts)次，均未发出",
                "：\(minutes)分鐘內嘗試\(attempts)次，均未送出"
            )
            let reason = words.pick("the last: ", "最近一次：", "最近一次：") + last.text(in: tag)
            let parts = [words.way(way) + times, reason] + (wait.map { [$0] } ?? [])
            return parts.joined(separator: words.pick("; ", "；", "；"))
        }
    }

    private static func said(_ say: (SelfAlertWords) -> String) -> LocalizedText {
        LocalizedText { say(SelfAlertWords(language: $0)) }
    }
}

extension SelfAlertWords {
    fileprivate func incident(_ id: IncidentID) -> String { pick("incident \(id)", "事件\(id)", "事件\(id)") }

    fileprivate func way(_ way: Way) -> String {
        way.host.isEmpty ? way.channel : pick("\(way)", "\(way.channel)（\(way.host)）", "\(way.channel)（\(way.host)）")
    }

    fileprivate func finding(_ found: AuditFinding, _ message: Int?) -> String {
        let number = message.map { "\($0)" } ?? ""
        return switch found {
        case .lostDeadline: pick("a forgotten deadline", "被遗漏的时限", "被遺漏的時限")
        case .lostMessage: pick("the forgotten message \(number)", "被遗漏的消息\(number)", "被遺漏的訊息\(number)")
        case .lostOutcome: pick("message \(number) without an outcome", "无结果的消息\(number)", "無結果的訊息\(number)")
        case .strayMessage: pick("message \(number), sent long ago", "早已发出的消息\(number)", "早已發出的訊息\(number)")
        case .noFutureAction: pick("an incident that stood still", "停滞的事件", "停滯的事件")
        }
    }
}
