package import Escalation

/// Conditions of a plan in words.
extension Phrases {
    /// A condition, with what people call the field and the value.
    ///
    /// - Parameters:
    ///   - condition: of a step or of a rule.
    ///   - plan: whose it is; `nil` where that is not at hand, and the words of the file stand in.
    /// - Returns: such as `People ≥ 25`.
    package func condition(_ condition: Grading.Condition, of plan: Plan?) -> String {
        let field = plan?.fields.first { $0.name == condition.field }
        let tag = language.rawValue
        let label = field?.label.text(in: tag) ?? condition.field
        let value = field?.label(of: condition.value, in: tag) ?? text(of: condition.value)
        let sign =
            switch condition.comparison {
            case .equals: "="
            case .differs: "≠"
            case .atLeast: "≥"
            case .atMost: "≤"
            case .over: ">"
            case .under: "<"
            }
        return pick("\(label) \(sign) \(value)", "\(label)\(sign)\(value)", "\(label)\(sign)\(value)")
    }

    private func text(of value: FactValue) -> String {
        if case .flag(let flag) = value { return flag ? pick("yes", "是", "是") : pick("no", "否", "否") }
        return value.description
    }
}
