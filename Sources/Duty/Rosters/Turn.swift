import Text

/// After how long the next of a rotation comes on, by the clocks on the wall.
package enum Turn: Hashable, Sendable {
    /// Hours, days and weeks, in seconds of the wall.
    case seconds(Int64)
    /// Months of the calendar; the day of the start, or the month's last where it has no such day.
    case months(Int)

    /// Reads `12h`, `1d`, `2w` or `1mo`; `nil` for anything else, and for more than ten years.
    package init?(written text: String) {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard (1...5).contains(digits.utf8.count), let count = Int(digits), count > 0 else { return nil }
        switch text[digits.endIndex...] {
        case "h" where count <= 87_600: self = .seconds(Int64(count) * 3_600)
        case "d" where count <= 3_650: self = .seconds(Int64(count) * 86_400)
        case "w" where count <= 520: self = .seconds(Int64(count) * 604_800)
        case "mo" where count <= 120: self = .months(count)
        default: return nil
        }
    }

    /// What the clocks show when shift `index` begins of a rotation that began at `start`.
    func start(ofShift index: Int64, from start: Int64) -> Int64 {
        switch self {
        case .seconds(let seconds): return start + index * seconds
        case .months(let months):
            let first = CivilDate(daysSince1970: start.flooredQuotient(by: 86_400))
            let month = first.year * 12 + Int64(first.month - 1) + index * Int64(months)
            let year = month.flooredQuotient(by: 12)
            var date = CivilDate(year: year, month: Int(month - year * 12) + 1, day: first.day)
            date.day = min(date.day, CivilDate.days(in: date.month, of: year))
            return date.daysSince1970 * 86_400 + start - first.daysSince1970 * 86_400
        }
    }

    /// The last shift that begins when the clocks show `wall`, or before; below 0 before the rotation began.
    func shift(startingBy wall: Int64, from start: Int64) -> Int64 {
        switch self {
        case .seconds(let seconds): return (wall - start).flooredQuotient(by: seconds)
        case .months(let months):
            let first = CivilDate(daysSince1970: start.flooredQuotient(by: 86_400))
            let last = CivilDate(daysSince1970: wall.flooredQuotient(by: 86_400))
            let apart = (last.year - first.year) * 12 + Int64(last.month - first.month)
            let index = apart.flooredQuotient(by: Int64(months))
            return self.start(ofShift: index, from: start) <= wall ? index : index - 1
        }
    }
}
