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
            fields.finish()
            let read = when.map { ConditionReader(report: report, subject: "a rule").conditions($0) } ?? []
            guard let severity, let rank = severity.rank() else { continue }
            file.name(rank, at: severity.place)
            file.grading.rules.append(Grading.Rule(severity: rank, conditions: read))
        }
    }
}
