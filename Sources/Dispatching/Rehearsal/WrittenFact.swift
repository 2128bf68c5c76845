package import Escalation

/// A value of a report's field as a person types it.
package enum WrittenFact {
    /// Reads a value as its field wants it; what is of no such kind stays a text, which the plan refuses.
    package static func read(_ written: String, for field: ReportField?) -> FactValue {
        switch field?.kind {
        case .number: number(written).map(FactValue.number) ?? .text(written)
        case .flag: Bool(written).map(FactValue.flag) ?? .text(written)
        case .text, .choice, nil: .text(written)
        }
    }

    /// A number as people write one: decimal, with a sign, a point or an exponent.
    ///
    /// - Returns: `nil` for everything else that Swift reads as a number: `inf`, `nan`, `0x10`.
    package static func number(_ text: String) -> Double? {
        guard text.wholeMatch(of: /[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?/) != nil,
            let number = Double(text),
            number.isFinite
        else { return nil }
        return number
    }
}
