/// Counts by name and class, in the order of their names.
package struct Tallies: Sendable {
    package private(set) var counts: [String: [String: Int]] = [:]

    package init() {}

    package mutating func add(_ name: String, _ value: String, by amount: Int = 1) {
        counts[name, default: [:]][value, default: 0] += amount
    }

    package mutating func merge(_ other: Tallies) {
        for (name, values) in other.counts {
            for (value, count) in values { add(name, value, by: count) }
        }
    }

    package func count(_ name: String, _ value: String) -> Int {
        counts[name]?[value] ?? 0
    }
}
