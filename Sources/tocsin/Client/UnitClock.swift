import Escalation
import Foundation
import HTTPAPI
import Messages

/// Shows the server's times by the clock of an incident's unit, whose zone is named once.
struct UnitClock {
    private let phrases: Phrases
    private let zone: String
    /// The distance from UTC at the moment for which the zone is named.
    private let usual: Int64

    /// - Parameters:
    ///   - zone: the unit's, such as `Asia/Shanghai`.
    ///   - moment: for which ``name`` says how far the zone is from UTC.
    ///   - language: of days.
    init(zone: String, at moment: Timestamp, language: Language) {
        phrases = Phrases(language: language)
        self.zone = zone
        usual = Self.seconds(in: zone, at: moment)
    }

    /// The clock of an incident as the server describes it.
    init(of incident: JSONValue, language: Language) {
        let reported = incident["reported_at"]?.string.flatMap(RFC3339.moment) ?? Timestamp(milliseconds: 0)
        self.init(zone: incident["time_zone"]?.string ?? "UTC", at: reported, language: language)
    }

    /// The zone with its distance from UTC, such as `Asia/Shanghai (UTC+8)`.
    var name: String { "\(zone) (\(offset))" }

    /// The distance from UTC alone, such as `UTC+8`.
    var offset: String { Phrases.offset(secondsFromUTC: usual) }

    /// The time of day to the second; with its distance from UTC where that is not the one in ``name``.
    func time(_ written: String?) -> String {
        guard let moment = written.flatMap(RFC3339.moment) else { return "--:--:--" }
        return time(moment)
    }

    func time(_ moment: Timestamp) -> String {
        let seconds = Self.seconds(in: zone, at: moment)
        let time = WallTime(moment, secondsFromUTC: seconds).clockWithSeconds
        return seconds == usual ? time : time + " " + Phrases.offset(secondsFromUTC: seconds)
    }

    /// Hours and minutes.
    func minutes(_ moment: Timestamp) -> String { String(time(moment).prefix(5)) }

    /// The day with its weekday and year.
    func day(_ written: String?) -> String {
        guard let moment = written.flatMap(RFC3339.moment) else { return "" }
        return day(moment)
    }

    func day(_ moment: Timestamp) -> String {
        phrases.date(WallTime(moment, secondsFromUTC: Self.seconds(in: zone, at: moment)), withYear: true)
    }

    private static func seconds(in zone: String, at moment: Timestamp) -> Int64 {
        let date = Date(timeIntervalSince1970: Double(moment.milliseconds) / 1_000)
        return Int64(TimeZone(identifier: zone)?.secondsFromGMT(for: date) ?? 0)
    }
}
