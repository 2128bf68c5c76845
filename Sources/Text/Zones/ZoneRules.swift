/// How far the clocks of one zone are ahead of UTC, at any time.
package struct ZoneRules: Hashable, Sendable {
    /// A time through which the clocks are not changed.
    package struct Span: Hashable, Sendable {
        /// How far the clocks are ahead of UTC.
        package var secondsFromUTC: Int64
        /// Its first second since 1970; `Int64.min` when it has no beginning.
        package var start: Int64
        /// The first second after it; `Int64.max` when it has no end.
        package var end: Int64

        package func contains(_ seconds: Int64) -> Bool { seconds >= start && seconds < end }
    }

    /// When the clocks are changed, in seconds since 1970, ascending.
    let changes: [Int64]
    /// How far they are ahead of UTC from each change on, in seconds.
    let offsets: [Int32]
    /// The same before the first change.
    let first: Int32
    /// What goes on from the last change, if it is not simply the last offset.
    let later: YearlyRule?

    package static let utc = ZoneRules(changes: [], offsets: [], first: 0, later: nil)

    /// Beyond these seconds the calendar is not counted; milliseconds in 64 bits do not lead there.
    private static let countable: ClosedRange<Int64> = -10_000_000_000_000_000...10_000_000_000_000_000

    /// How far the clocks are ahead of UTC at so many seconds since 1970-01-01T00:00:00Z.
    package func secondsFromUTC(at seconds: Int64) -> Int64 { span(at: seconds).secondsFromUTC }

    /// The time around a moment through which the clocks are not changed; neighbours may have the same offset.
    package func span(at seconds: Int64) -> Span {
        let index = changesUntil(seconds)
        let start = index == 0 ? Int64.min : changes[index - 1]
        guard index == changes.count else {
            return Span(
                secondsFromUTC: Int64(index == 0 ? first : offsets[index - 1]),
                start: start,
                end: changes[index]
            )
        }
        guard let later else {
            return Span(secondsFromUTC: Int64(offsets.last ?? first), start: start, end: .max)
        }
        let counted = min(max(seconds, Self.countable.lowerBound), Self.countable.upperBound)
        var span = later.span(at: counted)
        span.start = max(span.start, start)
        return span
    }

    /// Every moment at which the clocks of the zone show a time: none where they are put forward over it, two where they are
    /// put back.
    ///
    /// - Parameter wall: what the clocks show, as seconds since a 1970-01-01T00:00:00 that they would have shown.
    /// - Returns: seconds since 1970-01-01T00:00:00Z, ascending.
    package func moments(showing wall: Int64) -> [Int64] {
        let reach = TZif.greatestOffset
        guard wall > Self.countable.lowerBound + reach, wall < Self.countable.upperBound - reach else { return [] }
        var found: [Int64] = []
        var next = wall - reach
        while next <= wall + reach {
            let span = span(at: next)
            let moment = wall - span.secondsFromUTC
            if span.contains(moment) { found.append(moment) }
            guard span.end < .max else { break }
            next = span.end
        }
        return found
    }

    /// The first moment from another one on at which the clocks of the zone show a time of day.
    ///
    /// - Parameters:
    ///   - secondsOfDay: what they show, since midnight.
    ///   - seconds: since 1970-01-01T00:00:00Z, from when on.
    /// - Returns: seconds since 1970-01-01T00:00:00Z; `nil` where the clocks are put forward over it on three days.
    package func next(showing secondsOfDay: Int64, from seconds: Int64) -> Int64? {
        let today = (seconds + secondsFromUTC(at: seconds)).flooredQuotient(by: 86_400)
        for day in today...(today + 2) {
            if let moment = moments(showing: day * 86_400 + secondsOfDay).first(where: { $0 >= seconds }) {
                return moment
            }
        }
        return nil
    }

    /// How many changes there are up to a moment, that one included.
    private func changesUntil(_ seconds: Int64) -> Int {
        var (low, high) = (0, changes.count)
        while low < high {
            let middle = (low + high) / 2
            if changes[middle] <= seconds { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
