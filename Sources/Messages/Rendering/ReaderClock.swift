import Escalation

/// Shows moments as the reader's own clock does.
struct ReaderClock {
    let phrases: Phrases
    let zones: ZoneOffsets
    /// The reader's zone.
    let zone: String
    /// The zone of the incident's unit.
    let unitZone: String
    let now: Timestamp

    /// Day and time, with the zone where it is not that of the incident's unit.
    func dayAndTime(_ moment: Timestamp) -> String {
        text(of: moment, namesToday: true)
    }

    /// The time, with the day when it is not today.
    func time(_ moment: Timestamp) -> String {
        text(of: moment, namesToday: false)
    }

    private func text(of moment: Timestamp, namesToday: Bool) -> String {
        let offset = zones.seconds(in: zone, at: moment)
        let time = WallTime(moment, secondsFromUTC: offset)
        let today = WallTime(now, secondsFromUTC: zones.seconds(in: zone, at: now))
        var text = phrases.moment(time, today: today, namesToday: namesToday)
        if zone != unitZone, zones.seconds(in: unitZone, at: moment) != offset {
            text += phrases.zone(secondsFromUTC: offset)
        }
        return text
    }
}
