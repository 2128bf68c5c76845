package import Text

/// The clocks of a zone, read both ways: what they show at a moment, and when they show a time.
///
/// What they show is written as seconds since a 1970-01-01T00:00:00 that they would have shown.
package struct WallClock: Hashable, Sendable {
    /// More than any clocks were ever put forward or back at once, in seconds.
    private static let greatestJump: Int64 = 2 * greatestOffset
    /// How far clocks may be from UTC, in seconds.
    private static let greatestOffset: Int64 = 93_600

    package let rules: ZoneRules

    /// - Parameter rules: the rules of the zone.
    package init(rules: ZoneRules) {
        self.rules = rules
    }

    /// The times of the wall that count at a moment.
    ///
    /// From `latest` it can be told what has begun: everything up to it was shown already. From `earliest` it can be told what
    /// has not ended: it is shown now or will be shown again. They differ only around an hour that is repeated.
    struct Reading: Hashable {
        var earliest: Int64
        var latest: Int64
    }

    /// The reading at so many seconds since 1970-01-01T00:00:00Z.
    func reading(at seconds: Int64) -> Reading {
        let span = rules.span(at: seconds)
        let now = seconds + span.secondsFromUTC
        var reading = Reading(earliest: now, latest: now)
        var start = span.start
        while start > seconds - Self.greatestJump {
            let before = rules.span(at: start - 1)
            reading.latest = max(reading.latest, start - 1 + before.secondsFromUTC)
            start = before.start
        }
        var end = span.end
        while end <= seconds + Self.greatestJump {
            let after = rules.span(at: end)
            reading.earliest = min(reading.earliest, end - 1 + after.secondsFromUTC)
            end = after.end
        }
        return reading
    }

    /// The first moment at which the clocks show a time, or a later one where they are put forward over it.
    package func first(showing wall: Int64) -> Int64 {
        var span = rules.span(at: wall - Self.greatestOffset - 1)
        while true {
            let moment = max(span.start, wall - span.secondsFromUTC)
            if moment < span.end { return moment }
            span = rules.span(at: span.end)
        }
    }

    /// The last moment at which the clocks show a time, or the first after it where they are put forward over it.
    package func last(showing wall: Int64) -> Int64 {
        var span = rules.span(at: wall - Self.greatestOffset - 1)
        var found = span.start
        while span.start <= wall + Self.greatestOffset {
            if wall - span.secondsFromUTC >= span.start { found = min(span.end, wall - span.secondsFromUTC) }
            guard span.end < .max else { break }
            span = rules.span(at: span.end)
        }
        return found
    }
}
