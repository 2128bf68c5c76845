import ConfigFiles
import Escalation

/// Reads `severity:` of a plan.
struct GradingReader {
    let texts: TextReader
    /// What the plan's report asks, which its rules compare.
    let report: [ReportField]

    /// The grading with the places of its ranks.
    func grading(_ item: Item) -> GradingFile {
        var file = GradingFile()
        guard let fields = item.fields("`severity`", example: "severity: {default: IV}") else { return file }
        if let item = fields.optional("default"), let rank = item.rank() {
            file.grading.usual = rank
            file.name(rank, at: item.place)
        }
        if let item = fields.optional("rules") { rules(item, into: &file) }
        if let item = fields.optional("labels") { labels(item, into: &file) }
        fields.finish()
        return file
    }

    private func labels(_ item: Item, into file: inout GradingFile) {
        for (_, item) in item.entries("write `{I: Red, II: Orange, III: Yellow, IV: Blue}`", atMost: 10) ?? [] {
            guard let rank = item.rankOfKey() else { continue }
            file.name(rank, at: item.owner)
            file.grading.labels[rank] = texts.localized(item, atMost: ConfigLimits.charactersInName)
        }
    }

    private func rules(_ item: Item, into file: inout GradingFile) {
        let remedy = "write `[{severity: II, when: {injured: \">= 1\"}}]`"
        let items = item.list(remedy, atMost: ConfigLimits.rules, mayBeEmpty: true) ?? []
        for item in items {
            let example = "{severity: II, when: {injured: \">= 1\"}}"
            guard let fields = item.fields("a rule", example: example) else { continue }
            let severity = fields.required("severity", example: "II")
            let when = fields.required("when", example: "{injured: \">= 1\"}")
            let conditions = when?.entries(
                "write `{injured: \">= 1\"}`",
                atMost: ConfigLimits.conditionsOfRule
            )
            fields.finish()
            let read = conditions?.compactMap { condition($1, on: $0) } ?? []
            guard let severity, let rank = severity.rank() else { continue }
            file.name(rank, at: severity.place)
            file.grading.rules.append(Grading.Rule(severity: rank, conditions: read))
        }
    }

    private func condition(_ item: Item, on name: String) -> Grading.Condition? {
        guard let field = report.first(where: { $0.name == name }) else {
            let names = report.map(\.name)
            let question = Suggestion.question(name, among: names).map { $0 + " " } ?? ""
            let list = names.isEmpty ? "add it under `report`" : "the report asks for \(names.joined(separator: ", "))"
            item.keyMisspelt("a rule uses `\(name)`, which the report does not ask", question + list)
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
