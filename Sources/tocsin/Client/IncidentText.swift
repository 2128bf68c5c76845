import HTTPAPI

/// An incident as the command prints it, from the server's JSON.
enum IncidentText {
    static func lines(of incident: JSONValue) -> String {
        let drill = incident["drill"]?.bool == true ? "DRILL  " : ""
        let label = incident["severity_label"]?.string.map { " \($0)" } ?? ""
        var lines = [
            "\(drill)incident \(incident["id"]?.int ?? 0): \(incident["title"]?.string ?? "")",
            "\(incident["plan_title"]?.string ?? incident["plan"]?.string ?? ""), \(incident["unit"]?.string ?? ""), "
                + "severity \(incident["severity"]?.string ?? "?")\(label)",
            "\(incident["status"]?.string ?? "?"), escalation \(incident["progress"]?.string ?? "?")",
        ]
        if let place = incident["place"]?.string { lines.append("at \(place)") }
        for one in incident["responders"]?.elements ?? [] {
            lines.append("answered by \(one["name"]?.string ?? "?") at \(clock(one["at"]?.string))")
        }
        return (lines + [""] + timeline(of: incident)).joined(separator: "\n")
    }

    /// One line for everything that happened.
    static func timeline(of incident: JSONValue) -> [String] {
        (incident["timeline"]?.elements ?? []).map { item in
            "\(clock(item["at"]?.string))  \(item["text"]?.string ?? item["what"]?.string ?? "")"
        }
    }

    /// Who was asked in a drill, when they were reached, and what they said.
    static func drillReport(of incident: JSONValue) -> String {
        var rows = [["PERSON", "WHY", "REACHED BY", "REACHED AT", "ANSWER"]]
        let responders = incident["responders"]?.elements ?? []
        for contact in incident["contacts"]?.elements ?? [] {
            let answered = responders.first { $0["person"]?.string == contact["person"]?.string }
            let by = (contact["reached_by"]?.elements ?? []).compactMap(\.string).joined(separator: ", ")
            rows.append([
                contact["name"]?.string ?? "?",
                contact["reason"]?.string ?? "",
                by.isEmpty ? "not reached" : by,
                clock(contact["reached_at"]?.string),
                answered.map { "accepted at " + clock($0["at"]?.string) } ?? contact["standing"]?.string ?? "",
            ])
        }
        let head =
            "drill \(incident["id"]?.int ?? 0): \(incident["title"]?.string ?? ""), reported \(incident["reported_at"]?.string ?? "")"
        return head + "\n" + Console.table(rows)
    }

    /// The time of day of an RFC 3339 time.
    private static func clock(_ written: String?) -> String {
        guard let written, let mark = written.firstIndex(of: "T") else { return "--:--:--" }
        return String(written[written.index(after: mark)...].prefix(8))
    }
}
