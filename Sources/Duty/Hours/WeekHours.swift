import Text

/// Hours of the week, such as `Mon-Fri 08:30-12:00 14:00-17:30`.
package struct WeekHours: Hashable, Sendable {
    /// A time of one weekday; it may end on the next day.
    struct Window: Hashable {
        /// From 0 for a Sunday to 6.
        var weekday: Int
        /// Seconds of the day.
        var start: Int64
        /// Seconds from the beginning of the same day, after `start`.
        var end: Int64
    }

    /// Every window; ascending by day and time.
    let windows: [Window]
    /// Whether they never end; there are no windows then.
    let isAlways: Bool

    /// Hours that never end.
    package static let always = WeekHours(windows: [], isAlways: true)
    /// Hours that never begin.
    package static let never = WeekHours(windows: [], isAlways: false)

    init(windows: [Window], isAlways: Bool) {
        self.windows = windows
        self.isAlways = isAlways
    }

    /// Whether a window has begun and has not ended.
    func contain(_ reading: WallClock.Reading) -> Bool {
        guard !isAlways else { return true }
        let days = reading.earliest.flooredQuotient(by: 86_400) - 1...reading.latest.flooredQuotient(by: 86_400)
        return days.contains { day in
            let weekday = CivilDate.weekday(ofDay: day)
            return windows.contains { window in
                window.weekday == weekday && day * 86_400 + window.start <= reading.latest
                    && day * 86_400 + window.end > reading.earliest
            }
        }
    }

    /// The next moment after `seconds` at which a window begins or ends; `nil` when none ever does.
    func nextChange(after seconds: Int64, by clock: WallClock) -> Int64? {
        guard !windows.isEmpty else { return nil }
        let today = clock.reading(at: seconds).earliest.flooredQuotient(by: 86_400)
        for day in today - 1...today + 9 {
            let weekday = CivilDate.weekday(ofDay: day)
            let ahead = windows.lazy.filter { $0.weekday == weekday }.flatMap { window in
                [
                    clock.first(showing: day * 86_400 + window.start), clock.last(showing: day * 86_400 + window.end),
                ]
            }.filter { $0 > seconds }
            guard let next = ahead.min() else { continue }
            return min(next, firstStart(on: day + 1, after: seconds, by: clock) ?? next)
        }
        return nil
    }

    /// A window of the next day can begin before one that goes over midnight ends.
    private func firstStart(on day: Int64, after seconds: Int64, by clock: WallClock) -> Int64? {
        let weekday = CivilDate.weekday(ofDay: day)
        return windows.lazy.filter { $0.weekday == weekday }.map { clock.first(showing: day * 86_400 + $0.start) }
            .filter { $0 > seconds }.min()
    }
}
