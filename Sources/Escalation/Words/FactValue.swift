/// What a reporter stated for one field of a plan's report.
package enum FactValue: Hashable, Codable, Sendable {
    case number(Double)
    case text(String)
    case flag(Bool)

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let flag = try? container.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else {
            self = .text(try container.decode(String.self))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .number(let number): try container.encode(number)
        case .text(let text): try container.encode(text)
        case .flag(let flag): try container.encode(flag)
        }
    }
}

extension FactValue: CustomStringConvertible {
    /// The value as it is shown to people; whole numbers carry no fraction.
    package var description: String {
        switch self {
        case .number(let number):
            if let whole = Int64(exactly: number) { "\(whole)" } else { "\(number)" }
        case .text(let text): text
        case .flag(let flag): flag ? "yes" : "no"
        }
    }
}
