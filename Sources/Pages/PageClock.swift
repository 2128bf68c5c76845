package import Escalation
package import Messages
package import Text

/// Shows moments by the reader's own clock, as messages do.
package struct PageClock {
    let language: Language
    let zone: String
    let now: Timestamp
    let zones: Zones

    /// - Parameters:
    ///   - language: the reader's.
    ///   - zone: the reader's, by its name in tzdata; an unknown one is read as UTC.
    ///   - now: which day is today.
    ///   - zones: the rules to show times by.
    package init(language: Language, zone: String, now: Timestamp, zones: Zones) {
        self.language = language
        self.zone = zone
        self.now = now
        self.zones = zones
    }

    /// `03:12`, with the day when it is not today.
    package func time(_ moment: Timestamp) -> String {
        let phrases = Phrases(language: language)
        let time = phrases.moment(wall(moment), today: wall(now))
        // Without rules it is UTC, which nobody would take it for.
        return seconds(at: moment) == nil ? time + phrases.zone(secondsFromUTC: 0) : time
    }

    /// Until when somebody is absent: their last whole day, or else the moment.
    ///
    /// - Parameters:
    ///   - end: when they are back.
    ///   - unitZone: by whose clocks days are whole; the reader's if missing.
    /// - Returns: such as `Mon 7 Dec`.
    package func lastOfAbsence(_ end: Timestamp, unitZone: String? = nil) -> String {
        func there(_ moment: Timestamp) -> CivilTime {
            CivilTime(moment, secondsFromUTC: zones.secondsFromUTC(in: unitZone ?? zone, at: moment) ?? 0)
        }
        return Phrases(language: language).lastDay(before: there(end), now: there(now)) ?? time(end)
    }

    /// How far the reader's clock is from UTC now.
    var offset: String { Phrases.offset(secondsFromUTC: seconds(at: now) ?? 0) }

    /// The zone whose clock is shown.
    var shownZone: String { seconds(at: now) == nil ? "UTC" : zone }

    private func wall(_ moment: Timestamp) -> CivilTime {
        CivilTime(moment, secondsFromUTC: seconds(at: moment) ?? 0)
    }

    private func seconds(at moment: Timestamp) -> Int64? { zones.secondsFromUTC(in: zone, at: moment) }
}
