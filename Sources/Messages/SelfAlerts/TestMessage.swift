package import Escalation
package import Text

/// A message that asks nobody for anything, to see whether an address works.
package enum TestMessage {
    /// - Parameters:
    ///   - person: who reads it.
    ///   - address: the name of the address that is tried, such as `email`.
    ///   - id: what it is called outside.
    ///   - now: the moment that its text names.
    ///   - zones: by whose rules it shows the time.
    /// - Returns: the message in the reader's language, marked as practice for programs that read it.
    package static func message(to person: Person, by address: String, id: String, at now: Timestamp, zones: Zones)
        -> Message
    {
        let language = Language(nearestTo: person.language)
        let words = TestWords(language: language)
        let name = CleanText.line(person.name.text(in: language.rawValue), limit: MessageLimits.bytesInName)
        let offset = zones.secondsFromUTC(in: person.timeZone, at: now)
        let label = offset == nil ? Phrases(language: language).zone(secondsFromUTC: 0) : ""
        let time = CivilTime(now, secondsFromUTC: offset ?? 0).clock + label
        let lines = [words.title, "", words.text(name, address, time)]
        return Message(
            wireID: id + "-1",
            threadID: id,
            kind: .copy,
            isTest: true,
            language: language,
            title: words.title,
            text: lines.joined(separator: "\n"),
            answerLabel: "",
            asks: false,
            incidentNumber: 0,
            severity: .four,
            severityLabel: Severity.four.numeral,
            isDrill: true,
            unit: person.unit,
            unitName: "Tocsin",
            plan: "test",
            planTitle: words.title,
            person: person.id,
            personName: name,
            reportedAt: now,
            at: now,
            status: .open,
            statusLabel: "",
            facts: [:]
        )
    }
}

/// The fixed words of a test message, by language.
struct TestWords: Worded {
    let language: Language

    /// What stands where a message about an incident has its rank.
    var mark: String { pick("Test", "测试", "測試") }

    var title: String {
        pick("Test: can you read this?", "测试：请确认能收到", "測試：請確認能收到")
    }

    func text(_ name: String, _ address: String, _ time: String) -> String {
        pick(
            "Tocsin test for \(name) by \(address), \(time). Nothing has happened; nothing is asked.",
            "Tocsin测试：\(name)，\(address)，\(time)。这是测试，没有事件，无需答复。",
            "Tocsin測試：\(name)，\(address)，\(time)。這是測試，沒有事件，無需答覆。"
        )
    }
}
