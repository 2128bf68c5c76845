import Escalation
import HTTPAPI

/// What `tocsin who` prints.
struct WhoText {
    let value: JSONValue
    let directory: Directory
    let start: Timestamp
    /// Beside the time since the report, when it was given.
    let clock: UnitClock?

    func print() -> String {
        let title = value["plan_title"]?.string ?? ""
        let label = value["severity_label"]?.string ?? ""
        var lines = [
            "\(title), \(value["unit"]?.string ?? ""), rank \(value["severity"]?.string ?? "") \(label)"
        ]
        if let clock { lines.append("from \(clock.day(start)) \(clock.minutes(start)), times: \(clock.name)") }
        lines.append("")
        for step in value["steps"]?.elements ?? [] {
            let need = step["need"]?.string ?? "any"
            lines.append(
                "step \(step["number"]?.int ?? 0), \(after(step["at"])): answer within \(step["within"]?.string ?? "?")"
                    + (need == "any" ? "" : ", \(need) must accept")
            )
            lines += people(step["ask"])
            if let deputies = step["deputies_at"] {
                lines.append("    deputies of those who are silent: \(after(deputies))")
            }
            if let copied = step["copied"] { lines += ["    copied in:"] + people(copied) }
        }
        if let repetition = value["repeat"] {
            let often =
                repetition["times"]?.int.map(Self.often)
                ?? "until somebody takes it, for \(repetition["at_most"]?.string ?? "?") at most, every"
            lines.append("then from step 1 again, \(often) \(repetition["every"]?.string ?? "?")")
        }
        lines.append("if nobody takes it:")
        lines += people(value["fallback"])
        return lines.joined(separator: "\n")
    }

    private func people(_ list: JSONValue?) -> [String] {
        (list?.elements ?? []).map { one in
            let addresses = (one["addresses"]?.elements ?? []).compactMap(\.string).joined(separator: ", ")
            let deputies = (one["deputies"]?.elements ?? []).compactMap { $0["name"]?.string }.joined(separator: ", ")
            let stand = deputies.isEmpty ? "" : "; deputies: \(deputies)"
            return "    \(one["name"]?.string ?? "?") (\(one["reason"]?.string ?? "")) by \(addresses)\(stand)"
        }
    }

    private static func often(_ count: Int) -> String {
        switch count {
        case 1: "once, after"
        case 2: "twice, every"
        default: "\(count) times, every"
        }
    }

    /// The time since the report.
    private func after(_ moment: JSONValue?) -> String {
        guard let text = moment?.string, let at = try? WrittenTime.read(text, unit: "", in: directory) else {
            return "?"
        }
        let since = at - start <= .zero ? "at once" : "after \((at - start).description)"
        return clock.map { since + " (\($0.minutes(at)))" } ?? since
    }
}
