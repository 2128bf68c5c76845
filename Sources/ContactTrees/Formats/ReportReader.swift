import ConfigFiles
import Escalation

/// Reads `report:` of a plan.
struct ReportReader {
    let texts: TextReader

    /// The fields that the report asks.
    func fields(_ item: Item) -> [ReportField] {
        let remedy = "write `people: {type: number, required: true}`"
        guard let entries = item.entries(remedy, atMost: ConfigLimits.fieldsInReport, mayBeEmpty: true) else {
            return []
        }
        return entries.compactMap { name, item in
            guard Spelling.isID(name) else {
                item.keyMisspelt("`\(name)` is not an id of a report field", Spelling.idRemedy)
                return nil
            }
            guard !["title", "place", "occurred-at"].contains(name) else {
                item.log.add(item.owner, "`\(name)` is asked in every report", "remove it, or choose another id")
                return nil
            }
            return field(item, named: name)
        }
    }

    private func field(_ item: Item, named name: String) -> ReportField? {
        guard let fields = item.fields("a report field", example: "\(name): {type: number}") else { return nil }
        let type = fields.required("type", example: "number")?.word(among: ["number", "text", "flag", "choice"])
        let isRequired = fields.optional("required")?.flag() ?? false
        let label = texts.localized(fields.optional("label"), atMost: ConfigLimits.charactersInName)
        let choices = fields.optional("choices")
        fields.finish()
        let kind: ReportField.Kind
        var choiceLabels: [String: LocalizedText] = [:]
        switch type {
        case "number": kind = .number
        case "text": kind = .text
        case "flag": kind = .flag
        case "choice":
            guard let choices else {
                fields.log.add(fields.place, "the choice `\(name)` has no `choices`", "add `choices: [gas, oil]`")
                return nil
            }
            guard let words = self.choices(choices, labels: &choiceLabels) else { return nil }
            kind = .choice(words)
        default: return nil
        }
        if let choices, type != "choice" {
            let remedy = "write `type: choice`, or remove it"
            fields.log.add(choices.owner, "only a field of type `choice` has `choices`", remedy)
        }
        return ReportField(
            name: name,
            kind: kind,
            isRequired: isRequired,
            label: label ?? LocalizedText(name),
            choiceLabels: choiceLabels
        )
    }

    /// A list of words, or a map from each word to what people read in its place.
    private func choices(_ item: Item, labels: inout [String: LocalizedText]) -> [String]? {
        let remedy = "write `[gas, oil]`, or `{gas: {en: Gas, zh-Hans: …, zh-Hant: …}, oil: …}`"
        if case .map = item.value.content {
            let entries = item.entries(remedy, atMost: ConfigLimits.choicesOfField) ?? []
            for (word, item) in entries {
                let isWord = !word.isBlank && word.unicodeScalars.count <= ConfigLimits.charactersInName
                guard isWord, Spelling.acting(in: word, multiline: false) == nil,
                    Spelling.unseen(in: word, isForPeople: true) == nil
                else {
                    item.keyMisspelt("`\(word)` is not a choice", "write a word, and what people read behind its colon")
                    continue
                }
                labels[word] = texts.localized(item, atMost: ConfigLimits.charactersInName)
            }
            return entries.isEmpty ? nil : entries.map(\.key)
        }
        guard let items = item.list(remedy, atMost: ConfigLimits.choicesOfField) else { return nil }
        var words: [String] = []
        for item in items {
            guard let word = item.line(atMost: ConfigLimits.charactersInName, "write a word") else { continue }
            if words.contains(word) { item.fault("the choice `\(word)` stands twice", "keep one of them") }
            words.append(word)
        }
        return words
    }
}
