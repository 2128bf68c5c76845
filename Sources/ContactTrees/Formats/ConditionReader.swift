import ConfigFiles
import Escalation

/// Reads `when:` of a severity rule and of a step: comparisons of reported facts, which must all hold.
struct ConditionReader {
    /// What the plan's report asks, which the conditions compare.
    let report: [ReportField]
    /// What has the conditions, with its article: `a rule`.
    let subject: String

    /// The conditions; those at fault are left out.
    func conditions(_ item: Item) -> [Grading.Condition] {
        let remedy = "write `{injured: \">= 1\"}`"
        let entries = item.entries(remedy, atMost: ConfigLimits.conditionsOfRule) ?? []
        return entries.compactMap { condition($1, on: $0) }
    }

    private func condition(_ item: Item, on name: String) -> Grading.Condition? {
        guard let field = report.first(where: { $0.name == name }) else {
            let names = report.map(\.name)
            let question = Suggestion.question(name, among: names).map { $0 + " " } ?? ""
            let list = names.isEmpty ? "add it under `report`" : "the report asks for \(names.joined(separator: ", "))"
            item.keyMisspelt("\(subject) uses `\(name)`, which the report does not ask", question + list)
            return nil
        }
        guard let text = item.scalar("write a comparison such as `\">= 1\"`, or a value") else { return nil }
        let (comparison, operand) = split(text)
        guard let value = value(operand, for: field) else {
            let what = "`\(text)` does not fit `\(name)`, which is \(field.expectation)"
            switch field.kind {
            case .number, .flag: item.misspelt(what, remedy(for: field))
            case .text, .choice: item.fault(what, remedy(for: field))
            }
            return nil
        }
        if comparison != .equals, comparison != .differs, field.kind != .number {
            item.fault("`\(comparison.rawValue)` compares numbers, and `\(name)` is none", remedy(for: field))
            return nil
        }
        return Grading.Condition(field: name, comparison: comparison, value: value)
    }

    /// Takes a comparison such as `>= 1` apart; a plain value means equals.
    private func split(_ text: String) -> (Grading.Condition.Comparison, String) {
        let longestFirst = Grading.Condition.Comparison.allCases.sorted { $0.rawValue.count > $1.rawValue.count }
        for comparison in longestFirst where text.hasPrefix(comparison.rawValue) {
            let rest = text.dropFirst(comparison.rawValue.count).drop { $0 == " " }
            return (comparison, String(rest))
        }
        return (.equals, text)
    }

    private func value(_ text: String, for field: ReportField) -> FactValue? {
        let value: FactValue? =
            switch field.kind {
            case .number: Double(text).flatMap { $0.isFinite ? .number($0) : nil }
            case .flag: text == "true" ? .flag(true) : text == "false" ? .flag(false) : nil
            case .text, .choice: text.isEmpty ? nil : .text(text)
            }
        return value.flatMap { field.accepts($0) ? $0 : nil }
    }

    private func remedy(for field: ReportField) -> String {
        switch field.kind {
        case .number: "write a comparison with a number such as `\">= 1\"`"
        case .text: "write the text, or `\"!= text\"`"
        case .flag: "write `true` or `false`"
        case .choice(let choices): "write one of \(choices.joined(separator: ", "))"
        }
    }
}
