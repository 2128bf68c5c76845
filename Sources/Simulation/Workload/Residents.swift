/// How the simulated people behave.
struct Residents {
    /// How somebody takes messages, drawn once.
    struct Temper {
        /// In so many of a hundred cases they react at all.
        var reacts: Int
        var quickest: Int64
        var slowest: Int64
    }

    private var tempers: [String: Temper] = [:]

    mutating func temper(of person: String, _ dice: inout Dice) -> Temper {
        if let known = tempers[person] { return known }
        let temper = Temper(
            reacts: dice.pick([0, 5, 20, 40, 70, 95]),
            quickest: dice.pick([300, 2_000, 20_000]),
            slowest: dice.pick([5_000, 60_000, 600_000, 3_600_000])
        )
        tempers[person] = temper
        return temper
    }

    static func word(for kind: Letter.Kind, _ dice: inout Dice) -> AnswerWord {
        switch kind {
        case .alert, .reminder, .unanswered:
            dice.pick([.accept, .accept, .accept, .accept, .cannot, .cannot, .seen, .note, .extend])
        case .stillOnIt: dice.pick([.extend, .extend, .note, .cannot, .seen, .accept])
        case .command, .commandOffer, .incomplete: dice.pick([.note, .command, .extend, .cannot, .command])
        default: dice.pick([.note, .seen, .extend, .cannot, .accept, .accept])
        }
    }
}
