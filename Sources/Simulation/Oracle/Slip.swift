/// A report as a simulated caller writes it.
struct Slip: Hashable, Sendable {
    var unit: String
    var paper: String
    var title: String
    var facts: [String: Fact]
    var rank: Int?
    var source: String
    var reporter: String?
    var dedupKey: String?
    var isDrill: Bool
    var idempotencyKey: String?
    /// Stands for the bytes of the request's body.
    var body: UInt64
}

/// What a person says, in the words of the answer page.
enum AnswerWord: String, Hashable, Sendable, CaseIterable {
    case accept
    case cannot
    case seen
    case extend
    case note
    /// Takes command.
    case command
}

/// How an attempt really ended, as far as a correct channel can know.
enum Truth: Hashable, Sendable {
    case accepted
    case permanent
    /// It may work later, not before so many milliseconds when the receiver said so.
    case temporary(wait: Int64?)
    case unknown
    /// Taken, with an answer that nobody can read.
    case unreadable
}

/// What somebody asks of the dispatcher.
enum Ask: Hashable, Sendable {
    case file(Slip)
    case answer(Int64, person: String, AnswerWord, note: String?)
    case rank(Int64, Int, reason: String)
    case pause(Int64, until: Int64, reason: String)
    case escalate(Int64)
    case close(Int64, isFalseAlarm: Bool)
    /// By somebody of the town, or by an operator.
    case followUp(Int64, facts: [String: Fact], isFinal: Bool, by: String?)
    case callIn(Int64, String, within: Int64?, by: String?)
    case goWithout(Int64, String, by: String?)
    case reload
}

/// What whoever asked was told.
enum Told: Hashable, Sendable {
    case filed(Standing, result: String)
    case state(Standing)
    case reloaded
    case refused(String)

    /// How an incident stands, as the API shows it.
    struct Standing: Hashable, Sendable {
        var id: Int64
        var status: String
        var progress: String
        var rank: Int
        var answering: [String]
        var reports: Int
        /// Who leads, where the plan names who may.
        var leader: String?
        /// The incidents that it belongs together with.
        var links: [Int64]
        /// The chain and the bodies, each with whether it is met.
        var parts: [String]
        /// The chairs that are filled, each with whoever fills it.
        var filled: [String]
    }
}
