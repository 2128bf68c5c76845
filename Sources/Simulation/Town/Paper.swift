/// The generator's own description of an emergency plan.
struct Paper: Sendable {
    var unit: String
    var name: String
    var version: String
    /// What is done, by rank 1…4; some ranks may be missing.
    var courses: [Course?]
    var fields: [Field]
    var rules: [Rule]
    var usualRank: Int
    var commander: String?
    var fallback: [String]
    var reopenWithin: Int64

    struct Field: Sendable {
        var name: String
        var isRequired: Bool
    }

    /// A rank for facts that fit: a number that is reached, or a word that is said.
    struct Rule: Sendable {
        var rank: Int
        var field: String
        var atLeast: Double?
        var word: String?
    }

    struct Course: Sendable {
        var stages: [Stage]
        var repeats: Repeats
        var lasts: Int64?
        var grace: Int64 = 0
        var followUp: Int64?
        var finalReport: Int64?
        var asksAgain: Bool
        var isTogether: Bool?
        var nextAddressAfter: Int64
    }

    enum Repeats: Sendable {
        case never
        case times(Int, every: Int64)
        case untilAnswered(atMost: Int64, every: Int64)

        var every: Int64? {
            switch self {
            case .never: nil
            case .times(_, let every), .untilAnswered(_, let every): every
            }
        }
    }

    struct Stage: Sendable {
        var ask: [String]
        /// How many must accept; 0 stands for all.
        var need: Int
        var within: Int64
        var bringsDeputies: Bool
        var copies: [String]
    }

    /// What is done about a rank: its own course, else that of the next graver rank, else of the gravest there is.
    func course(for rank: Int) -> Course? {
        for graver in stride(from: rank, through: 1, by: -1) {
            if let course = courses[graver - 1] { return course }
        }
        return courses[rank...].compactMap { $0 }.first
    }

    /// The gravest rule that fits wins.
    func rank(of facts: [String: Fact]) -> Int {
        let fitting = rules.filter { rule in
            switch facts[rule.field] {
            case .number(let number): rule.atLeast.map { number >= $0 } ?? false
            case .word(let word): rule.word == word
            case nil: false
            }
        }
        return fitting.map(\.rank).min() ?? usualRank
    }

    func openFields(_ facts: [String: Fact]) -> Bool {
        fields.contains { $0.isRequired && facts[$0.name] == nil }
    }
}

/// What a simulated reporter states for one field.
enum Fact: Hashable, Sendable {
    case number(Double)
    case word(String)
}
