/// What the footer of a file of rules says of every year after its last change: the POSIX value of `TZ`, with the times that
/// RFC 9636 §3.3.1 adds.
struct YearlyRule: Hashable, Sendable {
    /// A day of each year.
    enum Day: Hashable, Sendable {
        /// `Jn`, from 1 to 365: 29 February is never counted.
        case julian(Int)
        /// `n`, from 0 to 365: 29 February is counted.
        case counted(Int)
        /// `Mm.w.d`: the weekday's first to fourth time in the month, or its last for 5; a Sunday is 0.
        case weekday(month: Int, week: Int, weekday: Int)

        /// Days since 1970-01-01.
        func days(in year: Int64) -> Int64 {
            switch self {
            case .julian(let day):
                let isAfterLeapDay = CivilDate.isLeap(year) && day >= 60
                return CivilDate(year: year, month: 1, day: 1).daysSince1970 + Int64(day - (isAfterLeapDay ? 0 : 1))
            case .counted(let day):
                return CivilDate(year: year, month: 1, day: 1).daysSince1970 + Int64(day)
            case .weekday(let month, let week, let weekday):
                let first = CivilDate(year: year, month: month, day: 1)
                var day = (weekday - first.weekday + 7) % 7 + (week - 1) * 7
                if day >= CivilDate.days(in: month, of: year) { day -= 7 }
                return first.daysSince1970 + Int64(day)
            }
        }
    }

    /// A day and a time on the clocks as they were until then.
    struct Change: Hashable, Sendable {
        var day: Day
        /// Seconds from the beginning of the day, also before and after it.
        var time: Int64
    }

    /// The other time of each year.
    struct Summer: Hashable, Sendable {
        /// How far the clocks are ahead of UTC in it, in seconds.
        var secondsFromUTC: Int64
        var start: Change
        var end: Change
    }

    /// How far the clocks are ahead of UTC outside of summer, in seconds.
    var secondsFromUTC: Int64
    var summer: Summer?

    func span(at seconds: Int64) -> ZoneRules.Span {
        guard let summer else { return ZoneRules.Span(secondsFromUTC: secondsFromUTC, start: .min, end: .max) }
        let year = CivilDate(daysSince1970: seconds.flooredQuotient(by: 86_400)).year
        // A change can lie a week outside of its year, and as far as an offset beyond that.
        var changes: [(at: Int64, offset: Int64, order: Int64)] = []
        for year in year - 2...year + 2 {
            let start = summer.start.day.days(in: year) * 86_400 + summer.start.time - secondsFromUTC
            let end = summer.end.day.days(in: year) * 86_400 + summer.end.time - summer.secondsFromUTC
            changes.append((start, summer.secondsFromUTC, year * 2))
            changes.append((end, secondsFromUTC, year * 2 + 1))
        }
        // Of two changes at the same moment the later year's counts: a summer that ends where the next begins lasts for ever.
        changes.sort { ($0.at, $0.order) < ($1.at, $1.order) }
        let index = changes.lastIndex { $0.at <= seconds } ?? 0
        let end = changes[(index + 1)...].first { $0.offset != changes[index].offset && $0.at > seconds }
        return ZoneRules.Span(
            secondsFromUTC: changes[index].offset,
            start: changes[index].at,
            end: end?.at ?? changes[changes.count - 1].at
        )
    }
}
