/// Draws which papers open an incident of another.
extension TownMaker {
    /// Now and then of a paper that is not there for every unit, or that opens this one in turn.
    mutating func openings(of name: String) -> [Paper.Opens] {
        guard openings.oneIn(3) else { return [] }
        let signs: [Paper.Sign] =
            switch openings.below(3) {
            case 0: []
            case 1: [Paper.Sign(field: "hurt", atLeast: Double(openings.between(1, 10)))]
            default: [Paper.Sign(field: "kind", word: openings.pick(["smoke", "gas", "water"]))]
            }
        classes.add("opens", signs.isEmpty ? "always" : "on a fact")
        return [Paper.Opens(name: name == "fire" ? "flood" : "fire", signs: signs)]
    }
}
