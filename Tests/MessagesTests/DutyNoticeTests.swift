import ConfigFiles
import Escalation
import Messages
import Testing
import Text

/// What people read of their duty, in each language.
@Suite struct `Notices of duty` {
    private static let morning = Timestamp(milliseconds: 1_764_549_000_000)  // 2025-12-01T08:30 in Shanghai

    private static func text(_ kind: DutyNotice.Kind, _ language: String, reason: String? = nil) -> [String] {
        let names = LocalizedText(texts: ["en": "Duty desk", "zh-Hans": "值班室", "zh-Hant": "值班室"])
        let notice = DutyNotice(
            kind,
            roster: names,
            unit: "/town",
            unitName: LocalizedText(texts: ["en": "Riverside", "zh-Hans": "河畔镇", "zh-Hant": "河畔鎮"]),
            unitZone: "Asia/Shanghai",
            times: [DutyNotice.Time(from: morning, until: morning + .days(1))],
            reason: reason
        )
        let person = Person(
            id: "lin",
            unit: "/town",
            name: "Lin",
            language: language,
            timeZone: "Asia/Shanghai",
            addresses: []
        )
        let message = notice.message(to: person, id: "x-duty-1", at: morning - .hours(1), zones: .system)
        #expect(message.kindName == "duty" && !message.asks && message.link == nil)
        #expect(message.text.hasPrefix(message.title + "\n"))
        #expect(!message.html.contains(">IV<"), "a mail has no rank")
        return message.text.split(separator: "\n").map(String.init)
    }

    private static let he = LocalizedText(texts: ["en": "He An", "zh-Hans": "何安", "zh-Hant": "何安"])

    @Test(arguments: [
        (
            "en",
            [
                "Duty desk: you are on duty from Mon 1 Dec 08:30",
                "Duty desk, Riverside: Mon 1 Dec 08:30 until Tue 2 Dec 08:30.",
                "Going off duty: He An.", "Open now:", "#1 II Fire",
            ]
        ),
        (
            "zh-Hans",
            ["值班室：12月1日（周一）08:30起由您值班", "河畔镇值班室：12月1日（周一）08:30至12月2日（周二）08:30。", "交班人员：何安。", "进行中的事件：", "#1 II Fire"]
        ),
        (
            "zh-Hant",
            ["值班室：12月1日（週一）08:30起由您值班", "河畔鎮值班室：12月1日（週一）08:30至12月2日（週二）08:30。", "交班人員：何安。", "進行中的事件：", "#1 II Fire"]
        ),
    ])
    func `a reminder says from when until when, after whom, and what is open`(language: String, lines: [String]) {
        #expect(Self.text(.comesOn(goingOff: [Self.he], incidents: ["#1 II Fire"]), language) == lines)
    }

    @Test(arguments: [
        ("en", "No incident is open now."), ("zh-Hans", "目前没有进行中的事件。"), ("zh-Hant", "目前沒有進行中的事件。"),
    ])
    func `where nobody goes off and nothing is open, that is said`(language: String, line: String) {
        #expect(Self.text(.comesOn(goingOff: [], incidents: []), language).dropFirst(2) == [line])
    }

    @Test(arguments: [
        (
            DutyNotice.Kind.putOn(insteadOf: [he]), "en", "Roster change, Duty desk: you are on duty",
            "In the place of He An.",
            "Reason: flu"
        ),
        (
            .takenOff(by: [he]), "en", "Roster change, Duty desk: you are off duty", "On duty in your place: He An.",
            "Reason: flu"
        ),
        (.putOn(insteadOf: [he]), "zh-Hans", "临时调班，值班室：", "代替何安。", "原因：flu"),
        (.takenOff(by: [he]), "zh-Hans", "临时调班，值班室：", "由何安代您值班。", "原因：flu"),
        (.putOn(insteadOf: [he]), "zh-Hant", "臨時調班，值班室：", "代替何安。", "原因：flu"),
        (.takenOff(by: [he]), "zh-Hant", "臨時調班，值班室：", "由何安代您值班。", "原因：flu"),
    ])
    func `a change says what it means for its reader, and why`(
        kind: DutyNotice.Kind,
        language: String,
        title: String,
        line: String,
        reason: String
    ) {
        let lines = Self.text(kind, language, reason: "flu")
        #expect(lines.count == 4 && lines[0].hasPrefix(title) && lines[2] == line && lines[3] == reason, "\(lines)")
    }
}
