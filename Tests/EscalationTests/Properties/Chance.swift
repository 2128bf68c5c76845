import Escalation

/// SplitMix64: the same seed gives the same numbers everywhere.
struct Chance {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to but without `bound`.
    mutating func below(_ bound: Int) -> Int {
        Int(next() % UInt64(max(bound, 1)))
    }

    mutating func oneIn(_ count: Int) -> Bool {
        below(count) == 0
    }

    /// One element, or `nil` of none.
    mutating func pick<Elements: Collection>(_ elements: Elements) -> Elements.Element? {
        guard !elements.isEmpty else { return nil }
        return elements[elements.index(elements.startIndex, offsetBy: below(elements.count))]
    }

    /// `low`…`high` elements, which may repeat.
    mutating func some<Element>(_ elements: [Element], from low: Int, to high: Int) -> [Element] {
        (0..<(low + below(high - low + 1))).compactMap { _ in pick(elements) }
    }

    mutating func minutes(upTo most: Int) -> TimeSpan {
        .seconds(Int64(30 * (1 + below(most * 2))))
    }
}
