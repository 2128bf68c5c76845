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

    package init(name: String, kind: Kind, isRequired: Bool = false, label: LocalizedText) {
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
