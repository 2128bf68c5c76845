import Text

/// An end of a span of time as an administrator writes it: a day, a time on the wall, or a moment with its offset from UTC.
package enum WrittenMoment: Hashable, Sendable {
    /// A whole day, counted from 1970-01-01.
    case day(Int64)
    /// What the clocks of the unit show, in seconds since a 1970-01-01T00:00:00 that they would have shown.
    case wall(Int64)
    /// Seconds since 1970-01-01T00:00:00Z.
    case moment(Int64)

    /// Reads `2026-12-01`, `2026-12-01T08:30` or `2026-12-01T08:30:00+08:00`; `nil` for anything else.
    package init?(written text: String) {
        if let day = CivilDate(written: text) {
            self = .day(day.daysSince1970)
        } else if let wall = WallTime.seconds(of: text) {
            self = .wall(wall)
        } else if let milliseconds = RFC3339.milliseconds(of: text), milliseconds % 1_000 == 0 {
            self = .moment(milliseconds / 1_000)
        } else {
            return nil
        }
    }

    /// Where a span begins that is written `from` this: a day with its first moment, a repeated time with its first.
    ///
    /// - Parameter clock: the clocks of the unit.
    /// - Returns: seconds since 1970-01-01T00:00:00Z.
    package func start(by clock: WallClock) -> Int64 {
        switch self {
        case .day(let day): clock.first(showing: day * 86_400)
        case .wall(let wall): clock.first(showing: wall)
        case .moment(let seconds): seconds
        }
    }

    /// The first moment after a span that is written `to` this: a day is inclusive, a repeated time counts when it comes again.
    ///
    /// - Parameter clock: the clocks of the unit.
    /// - Returns: seconds since 1970-01-01T00:00:00Z.
    package func end(by clock: WallClock) -> Int64 {
        switch self {
        case .day(let day): clock.first(showing: (day + 1) * 86_400)
        case .wall(let wall): clock.last(showing: wall)
        case .moment(let seconds): seconds
        }
    }
}
