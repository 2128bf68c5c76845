import Escalation
import Text

/// Shows moments as the reader's own clock does.
struct ReaderClock {
    let phrases: Phrases
    let zones: Zones
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

    /// Until when somebody is absent: their last whole day by the unit's clocks, or else the moment.
    func lastOfAbsence(_ end: Timestamp) -> String {
        let (there, today) = (wall(end, in: unitZone), wall(now, in: unitZone))
        return phrases.lastDay(before: there, now: today) ?? time(end)
    }

    private func wall(_ moment: Timestamp, in zone: String) -> CivilTime {
        CivilTime(moment, secondsFromUTC: zones.secondsFromUTC(in: zone, at: moment) ?? 0)
    }

    private func text(of moment: Timestamp, namesToday: Bool) -> String {
        let offset = zones.secondsFromUTC(in: zone, at: moment)
        let time = CivilTime(moment, secondsFromUTC: offset ?? 0)
        let today = CivilTime(now, secondsFromUTC: zones.secondsFromUTC(in: zone, at: now) ?? 0)
        var text = phrases.moment(time, today: today, namesToday: namesToday)
        // Without rules it is UTC, which nobody would take it for.
        if offset == nil || (zone != unitZone && zones.secondsFromUTC(in: unitZone, at: moment) != offset) {
            text += phrases.zone(secondsFromUTC: offset ?? 0)
        }
        return text
    }
}
