/// A number as people write one: decimal, with a sign, a point or an exponent.
enum WrittenNumber {
    /// - Returns: `nil` for everything else that Swift reads as a number: `inf`, `nan`, `0x10`.
    static func read(_ text: String) -> Double? {
        guard text.wholeMatch(of: /[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?/) != nil,
            let number = Double(text),
            number.isFinite
        else { return nil }
        return number
    }
}
