/// How grave an incident is: rank 1 (gravest) to 4.
///
/// Rank and label are separate: a plan may call its ranks as it likes, the order is never read from a label.
package enum Severity: Int, Hashable, Codable, Sendable, CaseIterable {
    case one = 1
    case two
    case three
    case four

    /// The rank as files and the API write it: `I`, `II`, `III`, `IV`.
    package var numeral: String {
        switch self {
        case .one: "I"
        case .two: "II"
        case .three: "III"
        case .four: "IV"
        }
    }

    /// Reads `I`…`IV` or `1`…`4`; `nil` for anything else.
    package init?(numeral: String) {
        switch numeral {
        case "I", "1": self = .one
        case "II", "2": self = .two
        case "III", "3": self = .three
        case "IV", "4": self = .four
        default: return nil
        }
    }

    package func isGraver(than other: Severity) -> Bool {
        rawValue < other.rawValue
    }
}
