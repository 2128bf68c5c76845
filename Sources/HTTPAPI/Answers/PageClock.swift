import Escalation
import Foundation
import Messages

/// Shows moments by the reader's own clock, 24 hours.
struct PageClock {
    let language: Language
    let zone: String
    let now: Timestamp

    /// `03:12`, with the day when it is not today.
    func time(_ moment: Timestamp) -> String {
        let (day, clock) = parts(of: moment)
        let today = parts(of: now).day
        if day == today { return clock }
        let month = max(1, min(day.month, 12))
        let year = day.year == today.year ? "" : String(day.year)
        switch language {
        case .english: return "\(day.day) \(Self.months[month - 1])\(year.isEmpty ? "" : " " + year), \(clock)"
        case .simplifiedChinese, .traditionalChinese:
            return "\(year.isEmpty ? "" : year + "年")\(month)月\(day.day)日 \(clock)"
        }
    }

    private struct Day: Equatable {
        var year: Int64
        var month: Int
        var day: Int
    }

    private func parts(of moment: Timestamp) -> (day: Day, clock: String) {
        let date = Date(timeIntervalSince1970: Double(moment.milliseconds) / 1_000)
        let offset = TimeZone(identifier: zone)?.secondsFromGMT(for: date) ?? 0
        let seconds = RFC3339.floor(moment.milliseconds, by: 1_000) + Int64(offset)
        let days = RFC3339.floor(seconds, by: 86_400)
        let rest = seconds - days * 86_400
        let (year, month, day) = RFC3339.date(ofDay: days)
        let clock = RFC3339.padded(rest / 3_600, 2) + ":" + RFC3339.padded(rest / 60 % 60, 2)
        return (Day(year: year, month: month, day: day), clock)
    }

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
}
