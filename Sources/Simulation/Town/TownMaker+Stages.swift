/// Draws what a plan does about one rank: links, and bodies beside them.
extension TownMaker {
    mutating func stages(in town: Town) -> [Paper.Stage] {
        var stages = (0..<dice.pick([1, 1, 1, 2, 2, 2, 3])).map { _ in stage(.inTurn, in: town) }
        for _ in 0..<dice.pick([0, 0, 1, 1, 2, 3]) {
            let body = stage(dice.pick([.atOnce, .withYes]), in: town)
            stages.insert(body, at: dice.between(0, stages.count))
        }
        // Now and then nothing but bodies.
        if dice.oneIn(12), stages.contains(where: { $0.begins == .atOnce }) {
            stages.removeAll { $0.begins == .inTurn }
        }
        // What comes up at one instant is asked by one clock.
        if dice.oneIn(4) {
            for place in stages.indices { stages[place].within = stages[0].within }
        }
        classes.add("links", "\(stages.count { $0.begins == .inTurn })")
        classes.add("bodies", "\(stages.count { $0.begins != .inTurn })")
        return stages
    }

    private mutating func stage(_ begins: Paper.Beginning, in town: Town) -> Paper.Stage {
        let need: Paper.Need = dice.pick([
            .number(1), .number(1), .number(1), .number(1), .number(2), .number(2), .number(3), .all, .all, .each,
            .each,
        ])
        classes.add("need", "\(need)")
        classes.add("start", "\(begins)")
        let brings = dice.oneIn(2)
        classes.add("deputies_rule", brings ? "after_timeout" : "only_instead")
        let signs = dice.oneIn(begins == .inTurn ? 8 : 3) ? [sign()] : []
        classes.add("when", signs.isEmpty ? "always" : "on a fact")
        return Paper.Stage(
            ask: (0..<dice.between(need == .each ? 2 : 1, 3)).map { _ in reference(in: town) },
            need: need,
            begins: begins,
            signs: signs,
            within: dice.span(20_017, 600_000),
            bringsDeputies: brings,
            copies: dice.oneIn(3) ? [reference(in: town)] : []
        )
    }

    private mutating func sign() -> Paper.Sign {
        dice.oneIn(2)
            ? Paper.Sign(field: "hurt", atLeast: Double(dice.between(1, 10)))
            : Paper.Sign(field: "kind", word: dice.pick(["smoke", "gas", "water"]))
    }
}
