package import Escalation
package import Text

extension DutyNotice {
    /// The message for one person, in their language.
    ///
    /// - Parameters:
    ///   - person: who reads it.
    ///   - id: what it is called outside.
    ///   - now: when it is written.
    ///   - zones: by whose rules it shows times.
    /// - Returns: a message that asks for nothing.
    package func message(to person: Person, id: String, at now: Timestamp, zones: Zones) -> Message {
        let language = Language(nearestTo: person.language)
        let words = DutyNoticeWords(notice: self, language: language, person: person, now: now, zones: zones)
        let title = CleanText.line(words.title, limit: MessageLimits.bytesInTitle)
        return Message(
            wireID: id,
            threadID: id,
            kind: .update,
            isDuty: true,
            language: language,
            title: title,
            text: CleanText.lines(([title] + words.lines).joined(separator: "\n"), limit: MessageLimits.bytesInText),
            answerLabel: "",
            asks: false,
            incidentNumber: 0,
            severity: .four,
            severityLabel: Severity.four.numeral,
            isDrill: false,
            unit: unit,
            unitName: CleanText.line(unitName.text(in: language.rawValue), limit: MessageLimits.bytesInName),
            plan: "duty",
            planTitle: words.subject,
            person: person.id,
            personName: CleanText.line(person.name.text(in: language.rawValue), limit: MessageLimits.bytesInName),
            reportedAt: now,
            at: now,
            status: .open,
            statusLabel: "",
            facts: [:]
        )
    }
}

/// The words of what somebody is told of their duty, by language.
struct DutyNoticeWords: Worded {
    let notice: DutyNotice
    let language: Language
    private let clock: ReaderClock

    init(notice: DutyNotice, language: Language, person: Person, now: Timestamp, zones: Zones) {
        self.notice = notice
        self.language = language
        clock = ReaderClock(
            phrases: Phrases(language: language),
            zones: zones,
            zone: person.timeZone,
            unitZone: notice.unitZone,
            now: now
        )
    }

    /// What stands where a message about an incident has its plan.
    var subject: String { pick("Duty", "值班", "值班") }

    private var from: String { notice.times.first.map { clock.dayAndTime($0.from) } ?? "" }
    private var roster: String { notice.roster.text(in: language.rawValue) }

    var title: String {
        switch notice.kind {
        case .comesOn:
            pick("\(roster): you are on duty from \(from)", "\(roster)：\(from)起由您值班", "\(roster)：\(from)起由您值班")
        case .putOn:
            pick(
                "Roster change, \(roster): you are on duty from \(from)",
                "临时调班，\(roster)：\(from)起由您值班",
                "臨時調班，\(roster)：\(from)起由您值班"
            )
        case .takenOff:
            pick(
                "Roster change, \(roster): you are off duty from \(from)",
                "临时调班，\(roster)：\(from)起您不值班",
                "臨時調班，\(roster)：\(from)起您不值班"
            )
        }
    }

    /// More times than these are not named.
    private static let timesNamed = 10

    /// What stands below the title.
    var lines: [String] {
        let named = notice.times.prefix(Self.timesNamed).map(place)
        let more = notice.times.count > Self.timesNamed ? ["…"] : []
        let reason = notice.reason.map { [pick("Reason: ", "原因：", "原因：") + $0.replacing("\n", with: " ")] } ?? []
        return named + more + told + reason
    }

    /// The roster and a time.
    private func place(_ time: DutyNotice.Time) -> String {
        let (unit, from) = (notice.unitName.text(in: language.rawValue), clock.dayAndTime(time.from))
        guard let until = time.until else {
            return pick("\(roster), \(unit): from \(from).", "\(unit)\(roster)：\(from)起。", "\(unit)\(roster)：\(from)起。")
        }
        let end = clock.dayAndTime(until)
        return pick(
            "\(roster), \(unit): \(from) until \(end).",
            "\(unit)\(roster)：\(from)至\(end)。",
            "\(unit)\(roster)：\(from)至\(end)。"
        )
    }

    private var told: [String] {
        switch notice.kind {
        case .comesOn(let goingOff, let incidents):
            let before = names(goingOff)
            let handOver = pick("Going off duty: \(before).", "交班人员：\(before)。", "交班人員：\(before)。")
            let none = pick("No incident is open now.", "目前没有进行中的事件。", "目前沒有進行中的事件。")
            let open = pick("Open now:", "进行中的事件：", "進行中的事件：")
            return (before.isEmpty ? [] : [handOver]) + (incidents.isEmpty ? [none] : [open] + incidents)
        case .putOn(let others):
            return others.isEmpty
                ? [] : [pick("In the place of \(names(others)).", "代替\(names(others))。", "代替\(names(others))。")]
        case .takenOff(let others):
            return others.isEmpty
                ? []
                : [
                    pick(
                        "On duty in your place: \(names(others)).",
                        "由\(names(others))代您值班。",
                        "由\(names(others))代您值班。"
                    )
                ]
        }
    }

    private func names(_ people: [LocalizedText]) -> String {
        people.map { $0.text(in: language.rawValue) }.joined(separator: pick(", ", "、", "、"))
    }
}
