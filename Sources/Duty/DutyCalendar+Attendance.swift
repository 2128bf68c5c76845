package import Escalation

extension DutyCalendar {
    package func attendance(of person: PersonID, through group: String, at moment: Timestamp) -> Attendance? {
        guard let roster = groups[group]?.roster else { return attendance(byHoursOf: group, at: moment) }
        let isThere = isThere(person, in: roster, at: Self.seconds(moment))
        var next = nextChange(ofPostsOf: roster, after: Self.seconds(moment))
        var looked = 0
        while let change = next, change - Self.seconds(moment) <= Self.outlook, looked < Self.changesLookedAt {
            guard self.isThere(person, in: roster, at: change) == isThere else { break }
            next = nextChange(ofPostsOf: roster, after: change)
            looked += 1
        }
        let isSoon =
            looked < Self.changesLookedAt && next.map { $0 - Self.seconds(moment) <= Self.outlook } ?? false
        return Attendance(isOnDuty: isThere, source: .roster(roster), until: isSoon ? next.map(Self.moment) : nil)
    }

    package func attendance(byHoursOf group: String, at moment: Timestamp) -> Attendance? {
        guard let duty = groups[group] else { return nil }
        let seconds = Self.seconds(moment)
        guard let (hours, source) = hours(of: group, duty, at: seconds), let clock = units[duty.unit]?.clock else {
            return attendance(byHoursOfUnit: duty.unit, at: moment)
        }
        let isOnDuty = hours.contain(clock.reading(at: seconds))
        let switches = periods.filter { $0.hours[group] != nil }.compactMap { $0.span.nextChange(after: seconds) }
        let next = ([Self.change(of: hours, after: seconds, by: clock)].compactMap { $0 } + switches).min()
        return Attendance(isOnDuty: isOnDuty, source: source, until: next.map(Self.moment))
    }

    package func attendance(byHoursOfUnit unit: UnitPath, at moment: Timestamp) -> Attendance? {
        guard let entry = units[unit], let hours = entry.hours else { return nil }
        let seconds = Self.seconds(moment)
        return Attendance(
            isOnDuty: hours.contain(entry.clock.reading(at: seconds)),
            source: .hoursOfUnit(unit),
            until: Self.change(of: hours, after: seconds, by: entry.clock).map(Self.moment)
        )
    }

    /// The hours of a group as a special period sets them, or its own; `nil` when those of its unit count.
    private func hours(
        of group: String,
        _ duty: GroupDuty,
        at seconds: Int64
    ) -> (WeekHours, Attendance.Source)? {
        for period in periods where period.span.contains(seconds) {
            if let hours = period.hours[group] { return (hours, .hoursOfPeriod(period.name, group: group)) }
        }
        return duty.hours.map { ($0, .hoursOfGroup(group)) }
    }

    /// When hours that hold now end, or begin; `nil` when they never do.
    private static func change(of hours: WeekHours, after seconds: Int64, by clock: WallClock) -> Int64? {
        let isOpen = hours.contain(clock.reading(at: seconds))
        var next = hours.nextChange(after: seconds, by: clock)
        while let moment = next, moment - seconds <= outlook {
            guard hours.contain(clock.reading(at: moment)) == isOpen else { return moment }
            next = hours.nextChange(after: moment, by: clock)
        }
        return nil
    }

    /// Whether a roster names somebody, or they may stand in for an absent one whom it names.
    private func isThere(_ person: PersonID, in roster: RosterID, at seconds: Int64) -> Bool {
        places(roster, at: seconds).contains { place in
            guard place.person != person else { return true }
            return absent(place.person, at: seconds)?.deputies.contains(person) ?? false
        }
    }
}
