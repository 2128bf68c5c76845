/// A length of time in milliseconds; what an administrator writes as `90s`, `5m`, `1h` or `3d`.
package struct TimeSpan: Hashable, Comparable, Codable, Sendable {
    package var milliseconds: Int64

    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    package static let zero = TimeSpan(milliseconds: 0)

    package static func seconds(_ count: Int64) -> TimeSpan { TimeSpan(milliseconds: count * 1_000) }
    package static func minutes(_ count: Int64) -> TimeSpan { seconds(count * 60) }
    package static func hours(_ count: Int64) -> TimeSpan { minutes(count * 60) }
    package static func days(_ count: Int64) -> TimeSpan { hours(count * 24) }

    package init(from decoder: any Decoder) throws {
        milliseconds = try decoder.singleValueContainer().decode(Int64.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(milliseconds)
    }

    package static func < (left: TimeSpan, right: TimeSpan) -> Bool {
        left.milliseconds < right.milliseconds
    }
}

extension TimeSpan: CustomStringConvertible {
    /// The span as an administrator writes it, with the largest units first: `1h 30m`, `45s`, `250ms`.
    package var description: String {
        if milliseconds < 0 { return "-" + TimeSpan(milliseconds: -milliseconds).description }
        if milliseconds == 0 { return "0s" }
        var rest = milliseconds
        var parts: [String] = []
        let units: [(String, Int64)] = [("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1)]
        for (unit, size) in units where rest >= size {
            parts.append("\(rest / size)\(unit)")
            rest %= size
        }
        return parts.joined(separator: " ")
    }
}
