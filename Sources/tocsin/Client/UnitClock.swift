import ConfigFiles
import Escalation
import Messages
import Text

/// Shows the server's times by the clock of an incident's unit, whose zone is named once.
struct UnitClock {
    private let phrases: Phrases
    private let zone: String
    private let zones: Zones
    /// The distance from UTC at the moment for which the zone is named; `nil` when this machine has no rules of the zone, and
    /// times are shown in UTC.
    private let usual: Int64?

    /// - Parameters:
    ///   - zone: the unit's, such as `Asia/Shanghai`.
    ///   - moment: for which ``name`` says how far the zone is from UTC.
    ///   - language: of days.
    ///   - zones: by whose rules times are shown.
    init(zone: String, at moment: Timestamp, language: Language, zones: Zones = .system) {
        phrases = Phrases(language: language)
        self.zone = zone
        self.zones = zones
        usual = zones.secondsFromUTC(in: zone, at: moment)
    }

    /// The clock of an incident as the server describes it.
    init(of incident: JSONValue, language: Language) {
        let reported = incident["reported_at"]?.string.flatMap(RFC3339.moment) ?? Timestamp(milliseconds: 0)
        self.init(zone: incident["time_zone"]?.string ?? "UTC", at: reported, language: language)
    }

    /// The zone with its distance from UTC, such as `Asia/Shanghai (UTC+8)`; UTC alone when that is what is shown.
    var name: String { usual == nil ? "UTC" : "\(zone) (\(offset))" }

    /// The distance from UTC alone, such as `UTC+8`.
    var offset: String { Phrases.offset(secondsFromUTC: usual ?? 0) }

    /// The time of day to the second; with its distance from UTC where that is not the one in ``name``.
    func time(_ written: String?) -> String {
        guard let moment = written.flatMap(RFC3339.moment) else { return "--:--:--" }
        return time(moment)
    }

    func time(_ moment: Timestamp) -> String {
        let seconds = seconds(at: moment)
        let time = CivilTime(moment, secondsFromUTC: seconds).clockWithSeconds
        return seconds == (usual ?? 0) ? time : time + " " + Phrases.offset(secondsFromUTC: seconds)
    }

    /// Hours and minutes, and seconds where there are any.
    func short(_ moment: Timestamp) -> String {
        let time = time(moment)
        guard time.dropFirst(5).hasPrefix(":00") else { return time }
        return String(time.prefix(5) + time.dropFirst(8))
    }

    /// The day with its weekday and year.
    func day(_ written: String?) -> String {
        guard let moment = written.flatMap(RFC3339.moment) else { return "" }
        return day(moment)
    }

    func day(_ moment: Timestamp) -> String {
        phrases.date(CivilTime(moment, secondsFromUTC: seconds(at: moment)), withYear: true)
    }

    /// The time after its day, as far as those need to be said.
    ///
    /// - Parameters:
    ///   - moment: what is shown.
    ///   - day: a moment of a day that was named just before.
    ///   - now: a moment of the year that needs no name; `nil` names every year.
    /// - Returns: such as `Sat 28 Nov 08:30`.
    func moment(_ moment: Timestamp, on day: Timestamp? = nil, now: Timestamp? = nil) -> String {
        let (time, shown) = (short(moment), civil(moment))
        guard day.map(civil)?.date != shown.date else { return time }
        let date = phrases.date(shown, withYear: now.map(civil)?.year != shown.year)
        return date + (phrases.language == .english ? " " : "") + time
    }

    /// Until when somebody is absent: their last whole day, or else the moment.
    func lastOfAbsence(_ end: Timestamp, now: Timestamp) -> String {
        phrases.lastDay(before: civil(end), now: civil(now)) ?? moment(end, on: now, now: now)
    }

    private func civil(_ moment: Timestamp) -> CivilTime {
        CivilTime(moment, secondsFromUTC: seconds(at: moment))
    }

    private func seconds(at moment: Timestamp) -> Int64 { zones.secondsFromUTC(in: zone, at: moment) ?? 0 }
}
