/// One thing a plan wants to know from a reporter.
package struct ReportField: Hashable, Codable, Sendable {
    package enum Kind: Hashable, Codable, Sendable {
        case number
        case text
        case flag
        case choice([String])
    }

    package var name: String
    package var kind: Kind
    /// A required field may be left open in the first report; it becomes an obligation.
    package var isRequired: Bool
    package var label: LocalizedText
    /// What people read in place of a choice that is a word of machines.
    package var choiceLabels: [String: LocalizedText]

    package init(
        name: String,
        kind: Kind,
        isRequired: Bool = false,
        label: LocalizedText,
        choiceLabels: [String: LocalizedText] = [:]
    ) {
        self.choiceLabels = choiceLabels
        self.name = name
        self.kind = kind
        self.isRequired = isRequired
        self.label = label
    }

    /// Whether `value` is of this field's kind.
    package func accepts(_ value: FactValue) -> Bool {
        switch (kind, value) {
        case (.number, .number), (.text, .text), (.flag, .flag): true
        case (.choice(let choices), .text(let text)): choices.contains(text)
        default: false
        }
    }

    /// What people read in place of a value; `nil` where the value itself is read.
    package func label(of value: FactValue, in language: String) -> String? {
        guard case .text(let choice) = value else { return nil }
        return choiceLabels[choice]?.text(in: language)
    }

    /// What a value of this field looks like, for an error that a reporter reads.
    package var expectation: String {
        switch kind {
        case .number: "a number"
        case .text: "a text"
        case .flag: "true or false"
        case .choice(let choices): "one of " + choices.joined(separator: ", ")
        }
    }
}
