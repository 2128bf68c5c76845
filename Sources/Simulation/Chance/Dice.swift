/// A seeded source of chance (xoshiro256**, filled by SplitMix64): the same seed gives the same numbers everywhere.
package struct Dice: RandomNumberGenerator, Sendable {
    private var state: (UInt64, UInt64, UInt64, UInt64)

    /// - Parameters:
    ///   - seed: the seed of the run.
    ///   - stream: which of the run's independent streams this is, so that a change in one leaves the others alone.
    package init(seed: UInt64, stream: UInt64 = 0) {
        var source = seed &+ stream &* 0xD1B5_4A32_D192_ED03
        func fill() -> UInt64 {
            source &+= 0x9E37_79B9_7F4A_7C15
            var mixed = source
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
        state = (fill(), fill(), fill(), fill())
    }

    package mutating func next() -> UInt64 {
        let scaled = state.1 &* 5
        let result = ((scaled << 7) | (scaled >> 57)) &* 9
        let shifted = state.1 << 17
        state.2 ^= state.0
        state.3 ^= state.1
        state.1 ^= state.2
        state.0 ^= state.3
        state.2 ^= shifted
        state.3 = (state.3 << 45) | (state.3 >> 19)
        return result
    }

    /// A number from 0 up to but without `bound`.
    mutating func below(_ bound: Int) -> Int {
        Int(next() % UInt64(max(bound, 1)))
    }

    /// A number in the closed range.
    mutating func between(_ low: Int, _ high: Int) -> Int {
        low + below(high - low + 1)
    }

    /// So many milliseconds, evenly spread.
    mutating func span(_ low: Int64, _ high: Int64) -> Int64 {
        low + Int64(next() % UInt64(max(high - low + 1, 1)))
    }

    /// So many milliseconds, small ones as often as large ones.
    mutating func anySpan(_ low: Int64, _ high: Int64) -> Int64 {
        var top = low
        while top < high, !oneIn(4) { top = min(top * 3 + 1, high) }
        return span(low, top)
    }

    mutating func oneIn(_ count: Int) -> Bool {
        below(count) == 0
    }

    /// True in so many of a hundred cases.
    mutating func percent(_ share: Int) -> Bool {
        below(100) < share
    }

    /// One element; there must be one.
    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[below(elements.count)]
    }

    /// `count` different elements, in a random order.
    mutating func some<Element>(_ elements: [Element], _ count: Int) -> [Element] {
        var rest = elements
        var taken: [Element] = []
        while taken.count < count, !rest.isEmpty { taken.append(rest.remove(at: below(rest.count))) }
        return taken
    }
}
