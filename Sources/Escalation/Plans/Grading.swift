/// How a plan grades severity from the reported facts: the gravest matching rule wins.
package struct Grading: Hashable, Codable, Sendable {
    /// What people call each rank; a rank without one is shown as its numeral.
    package var labels: [Severity: LocalizedText]
    /// The grade when no rule matches.
    package var usual: Severity
    package var rules: [Rule]

    /// All conditions of a rule must hold for it to match.
    package struct Rule: Hashable, Codable, Sendable {
        package var severity: Severity
        package var conditions: [Condition]

        package init(severity: Severity, conditions: [Condition]) {
            self.severity = severity
            self.conditions = conditions
        }
    }

    /// A comparison of one reported fact; a fact that is not known matches nothing.
    package struct Condition: Hashable, Codable, Sendable {
        package enum Comparison: String, Hashable, Codable, Sendable, CaseIterable {
            case atLeast = ">="
            case atMost = "<="
            case over = ">"
            case under = "<"
            case equals = "=="
            case differs = "!="
        }

        package var field: String
        package var comparison: Comparison
        package var value: FactValue

        package init(field: String, comparison: Comparison, value: FactValue) {
            self.field = field
            self.comparison = comparison
            self.value = value
        }

        func holds(for facts: [String: FactValue]) -> Bool {
            guard let fact = facts[field] else { return false }
            switch (comparison, fact, value) {
            case (.equals, _, _): return fact == value
            case (.differs, _, _): return fact != value
            case (.atLeast, .number(let fact), .number(let limit)): return fact >= limit
            case (.atMost, .number(let fact), .number(let limit)): return fact <= limit
            case (.over, .number(let fact), .number(let limit)): return fact > limit
            case (.under, .number(let fact), .number(let limit)): return fact < limit
            default: return false
            }
        }
    }

    package init(labels: [Severity: LocalizedText] = [:], usual: Severity = .four, rules: [Rule] = []) {
        self.labels = labels
        self.usual = usual
        self.rules = rules
    }

    /// The grade of these facts.
    package func severity(of facts: [String: FactValue]) -> Severity {
        var gravest: Severity?
        for rule in rules where rule.conditions.allSatisfy({ $0.holds(for: facts) }) {
            if let known = gravest, !rule.severity.isGraver(than: known) { continue }
            gravest = rule.severity
        }
        return gravest ?? usual
    }

    /// What a reader of `language` calls this rank.
    package func label(of severity: Severity, in language: String) -> String {
        labels[severity]?.text(in: language) ?? severity.numeral
    }
}
