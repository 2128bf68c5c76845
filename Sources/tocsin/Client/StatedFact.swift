import Dispatching
import Server

/// A fact that `--set FIELD=VALUE` states to a server, which knows the plan: a number or true/false where it reads as one, else a
/// text.
enum StatedFact: Encodable {
    case number(Double)
    case flag(Bool)
    case text(String)

    /// Reads the values of a flag that may be repeated.
    ///
    /// - Throws: ``CommandError`` with exit code 2.
    static func read(_ flags: [String]) throws -> [String: StatedFact] {
        var facts: [String: StatedFact] = [:]
        for fact in flags {
            guard let equals = fact.firstIndex(of: "="), equals != fact.startIndex else {
                throw CommandError.wrongUse("--set \(fact) is not FIELD=VALUE")
            }
            let field = String(fact[..<equals])
            guard facts[field] == nil else {
                throw CommandError.wrongUse("--set \(field) is given twice; keep one")
            }
            facts[field] = StatedFact(String(fact[fact.index(after: equals)...]))
        }
        return facts
    }

    init(_ written: String) {
        if let number = WrittenFact.number(written) {
            self = .number(number)
        } else if let flag = Bool(written) {
            self = .flag(flag)
        } else {
            self = .text(written)
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .number(let number): try container.encode(number)
        case .flag(let flag): try container.encode(flag)
        case .text(let text): try container.encode(text)
        }
    }
}
