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
    /// Which papers it opens an incident of, once the signs fit.
    var opens: [Opens] = []

    struct Opens: Sendable {
        var name: String
        var signs: [Sign]
    }

    struct Field: Sendable {
        var name: String
        var isRequired: Bool
    }

    /// A rank for facts that fit.
    struct Rule: Sendable {
        var rank: Int
        var sign: Sign
    }

    /// Facts that fit: a number that is reached, or a word that is said.
    struct Sign: Hashable, Sendable {
        var field: String
        var atLeast: Double?
        var word: String?

        func fits(_ facts: [String: Fact]) -> Bool {
            switch facts[field] {
            case .number(let number): atLeast.map { number >= $0 } ?? false
            case .word(let said): word == said
            case nil: false
            }
        }
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
        /// Who leads, where it is not whom the plan names.
        var commander: String?

        /// The positions of the links, in order.
        var links: [Int] { stages.indices.filter { stages[$0].begins == .inTurn } }
        /// The positions of the bodies, in order.
        var bodies: [Int] { stages.indices.filter { stages[$0].begins != .inTurn } }
    }

    enum Repeats: Sendable {
        case never
        case times(Int, every: Int64)
        case untilMet(atMost: Int64, every: Int64)

        var every: Int64? {
            switch self {
            case .never: nil
            case .times(_, let every), .untilMet(_, let every): every
            }
        }
    }

    struct Stage: Sendable {
        var ask: [String]
        var need: Need
        var begins = Beginning.inTurn
        /// All must fit for it to begin.
        var signs: [Sign] = []
        var within: Int64
        /// The time of those who are off duty, where it is another.
        var withinOff: Int64?
        var bringsDeputies: Bool
        var copies: [String]

        func within(_ isOnDuty: Bool) -> Int64 { isOnDuty ? within : withinOff ?? within }
    }

    enum Need: Hashable, Sendable {
        /// So many seats by so many people.
        case number(Int)
        case all
        /// One of every name.
        case each
    }

    enum Beginning: Sendable {
        /// A link: when the one before ran out.
        case inTurn
        case atOnce
        /// With the first yes, or when nothing is left of the chain.
        case withYes
    }

    /// What is done about a rank: its own course, else that of the next graver rank, else of the gravest there is.
    func course(for rank: Int) -> Course? {
        courseRank(rank).flatMap { courses[$0 - 1] }
    }

    /// The rank whose course is run for a rank.
    func courseRank(_ rank: Int) -> Int? {
        for graver in stride(from: rank, through: 1, by: -1) where courses[graver - 1] != nil { return graver }
        return (rank..<4).first { courses[$0] != nil }.map { $0 + 1 }
    }

    /// The gravest rule that fits wins.
    func rank(of facts: [String: Fact]) -> Int {
        rules.filter { $0.sign.fits(facts) }.map(\.rank).min() ?? usualRank
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
