import Escalation
import Messages
import Text

/// An incident as the command prints it, from the server's JSON.
struct IncidentText {
    let incident: JSONValue
    let words: IncidentWords
    let clock: UnitClock

    init(of incident: JSONValue, language: Language = .english) {
        self.incident = incident
        words = IncidentWords(language: language)
        clock = UnitClock(of: incident, language: language)
    }

    var text: String {
        let drill = incident["drill"]?.bool == true ? words.drill : ""
        let rank = incident["severity"]?.string ?? "?"
        let label = incident["severity_label"]?.string.flatMap { $0 == rank ? nil : " \($0)" } ?? ""
        let plan = incident["plan_title"]?.string ?? incident["plan"]?.string ?? ""
        let unit = incident["unit"]?.string ?? ""
        var lines = [
            drill + words.incident(incident["id"]?.string ?? "?", incident["title"]?.string ?? ""),
            [plan, unit, words.rank(rank) + label].joined(separator: words.comma),
            words.state(
                incident["status"]?.string ?? "?",
                incident["progress"]?.string ?? "?",
                isDrill: incident["drill"]?.bool == true,
                isUnasked: (incident["seats"]?.elements ?? []).allSatisfy { ($0["asked"]?.elements ?? []).isEmpty },
                pausedUntil: incident["paused_until"]?.string.map(clock.time)
            ),
        ]
        if let place = incident["place"]?.string { lines.append(words.place(place)) }
        for one in incident["responders"]?.elements ?? [] {
            lines.append(words.handled(by: one["name"]?.string ?? "?", since: clock.time(one["at"]?.string)))
        }
        if incident["status"]?.string == Incident.Status.acknowledged.rawValue {
            if let name = incident["commander"]?["name"]?.string { lines.append(words.commander(name)) }
            let missing = (incident["missing_text"]?.elements ?? []).compactMap(\.string)
            if !missing.isEmpty { lines.append(words.missing(missing)) }
        }
        lines.append(words.times(clock.name))
        let earlier = incident["timeline_before"]?.int.map { [words.earlier($0)] } ?? []
        return (lines + [""] + earlier + timeline()).joined(separator: "\n")
    }

    /// One line for everything that happened, below the day on which it did, without entries of the kinds in `hidden`.
    func timeline(leavingOut hidden: Set<String> = []) -> [String] {
        var lines: [String] = []
        var day = ""
        for item in incident["timeline"]?.elements ?? [] where !hidden.contains(item["what"]?.string ?? "") {
            let written = item["at"]?.string
            if clock.day(written) != day {
                day = clock.day(written)
                lines.append(day)
            }
            lines.append("\(clock.time(written))  \(item["text"]?.string ?? item["what"]?.string ?? "")")
        }
        return lines
    }

    /// Who was asked in a drill, when they were first reached, and what they said.
    var drillReport: String {
        let columns = DrillWords(language: words.language)
        let responders = incident["responders"]?.elements ?? []
        let rows = (incident["contacts"]?.elements ?? []).map { contact in
            let answered = responders.first { $0["person"]?.string == contact["person"]?.string }
            return [
                contact["name"]?.string ?? "?",
                contact["reason"]?["text"]?.string ?? "",
                columns.reached(by: (contact["reached_by"]?.elements ?? []).compactMap(\.string)),
                clock.time(contact["reached_at"]?.string),
                answered.map { columns.took(at: clock.time($0["at"]?.string)) }
                    ?? columns.standing(contact["standing"]?.string ?? ""),
            ]
        }
        let reported = incident["reported_at"]?.string
        let head = columns.head(incident["id"]?.string ?? "?", incident["title"]?.string ?? "")
        let when = columns.reported("\(clock.day(reported)) \(clock.time(reported))") + words.times(clock.name)
        return [head, when, Console.table([columns.titles] + rows)].joined(separator: "\n")
    }
}
