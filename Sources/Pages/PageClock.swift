package import Escalation
import Foundation
package import Messages

/// Shows moments by the reader's own clock, as messages do.
package struct PageClock {
    let language: Language
    let zone: String
    let now: Timestamp

    /// - Parameters:
    ///   - language: the reader's.
    ///   - zone: the reader's, by its name in tzdata; an unknown one is read as UTC.
    ///   - now: which day is today.
    package init(language: Language, zone: String, now: Timestamp) {
        self.language = language
        self.zone = zone
        self.now = now
    }

    /// `03:12`, with the day when it is not today.
    package func time(_ moment: Timestamp) -> String {
        Phrases(language: language).moment(wall(moment), today: wall(now))
    }

    /// How far the reader's clock is from UTC now.
    var offset: String { Phrases.offset(secondsFromUTC: seconds(at: now)) }

    private func wall(_ moment: Timestamp) -> WallTime {
        WallTime(moment, secondsFromUTC: seconds(at: moment))
    }

    private func seconds(at moment: Timestamp) -> Int64 {
        let date = Date(timeIntervalSince1970: Double(moment.milliseconds) / 1_000)
        return Int64(TimeZone(identifier: zone)?.secondsFromGMT(for: date) ?? 0)
    }
}
