import ConfigFiles
import Escalation

extension Item {
    /// A rank under a key such as `default`.
    func rank() -> Severity? {
        word(among: Severity.allCases.map(\.numeral)).flatMap { Severity(numeral: $0) }
    }

    /// A rank that is itself a key.
    func rankOfKey() -> Severity? {
        if let rank = Severity.allCases.first(where: { $0.numeral == name }) { return rank }
        keyMisspelt("`\(name)` is not a rank", "write I, II, III or IV")
        return nil
    }
}
