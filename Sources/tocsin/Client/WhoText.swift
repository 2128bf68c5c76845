import Escalation
import HTTPAPI

/// What `tocsin who` prints.
struct WhoText {
    let value: JSONValue
    let directory: Directory
    let start: Timestamp

    func print() -> String {
        let title = value["plan_title"]?.string ?? ""
        let label = value["severity_label"]?.string ?? ""
        var lines = [
            "\(title), \(value["unit"]?.string ?? ""), severity \(value["severity"]?.string ?? "") \(label)", "",
        ]
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
                repetition["times"]?.int.map { "\($0) times" }
                ?? "until somebody answers, for \(repetition["at_most"]?.string ?? "?") at most,"
            lines.append("then all again, \(often) every \(repetition["every"]?.string ?? "?")")
        }
        lines.append("if nobody answers:")
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

    /// The time since the report.
    private func after(_ moment: JSONValue?) -> String {
        guard let text = moment?.string, let at = try? WrittenTime.read(text, unit: "", in: directory) else {
            return "?"
        }
        return at - start <= .zero ? "at once" : "after \((at - start).description)"
    }
}
