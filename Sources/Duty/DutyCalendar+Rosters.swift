package import Escalation

extension DutyCalendar {
    /// A roster as it is in force at a moment.
    struct InForce {
        var roster: Roster
        /// The special period that put it in the place of another.
        var period: String?
    }

    /// The roster that stands for `roster`: a special period's own, or itself.
    func inForce(_ roster: RosterID, at seconds: Int64) -> InForce? {
        for period in periods where period.span.contains(seconds) {
            guard let other = period.rosters[roster] else { continue }
            return rosters[other].map { InForce(roster: $0, period: period.name) }
        }
        return rosters[roster].map { InForce(roster: $0) }
    }

    /// Who is in a roster, in order, each once; absences change nothing in it.
    func places(_ roster: RosterID, at seconds: Int64) -> [Roster.Place] {
        inForce(roster, at: seconds).map { places($0, at: seconds) } ?? []
    }

    private func places(_ inForce: InForce, at seconds: Int64) -> [Roster.Place] {
        let active = (overrides[inForce.roster.id] ?? []).filter { $0.span.contains(seconds) }
        var places: [Roster.Place] = []
        for place in inForce.roster.places(at: seconds) {
            if active.contains(where: { $0.removed.contains(place.person) }) { continue }
            let replacing = active.first { $0.replaced[place.person] != nil }
            if let replacing, let other = replacing.replaced[place.person] {
                let source = Shift.Source.replacing(place.person, by: replacing.name)
                places.append(Roster.Place(person: other, source: source))
            } else {
                places.append(place)
            }
        }
        for override in active {
            places += override.added.map { Roster.Place(person: $0, source: .added(by: override.name)) }
        }
        var seen: Set<PersonID> = []
        return places.filter { seen.insert($0.person).inserted }
    }

    /// The next moment after `seconds` at which the people of a roster may change.
    func nextChange(of roster: RosterID, after seconds: Int64) -> Int64? {
        let switches = periods.filter { $0.rosters[roster] != nil }.compactMap { $0.span.nextChange(after: seconds) }
        guard let inForce = inForce(roster, at: seconds) else { return switches.min() }
        let changes = (overrides[inForce.roster.id] ?? []).compactMap { $0.span.nextChange(after: seconds) }
        return (switches + changes + [inForce.roster.nextChange(after: seconds)].compactMap { $0 }).min()
    }

    /// When a place that is held at `seconds` ends; `nil` when it does not within a year, or is not found.
    private func end(of place: Roster.Place, in roster: RosterID, after seconds: Int64) -> Int64? {
        let (now, period) = (inForce(roster, at: seconds)?.roster.id, inForce(roster, at: seconds)?.period)
        var next = nextChange(of: roster, after: seconds)
        var looked = 0
        while let moment = next, moment - seconds <= Self.outlook, looked < Self.changesLookedAt {
            looked += 1
            guard let then = inForce(roster, at: moment), then.roster.id == now, then.period == period,
                places(then, at: moment).contains(place)
            else { return moment }
            next = nextChange(of: roster, after: moment)
        }
        return nil
    }
}

extension DutyCalendar: DutyBook {
    package var isBlank: Bool { rosters.isEmpty && absences.isEmpty }

    package func shifts(of roster: RosterID, at moment: Timestamp) -> [Shift] {
        let seconds = Self.seconds(moment)
        guard let inForce = inForce(roster, at: seconds) else { return [] }
        return places(inForce, at: seconds).map { place in
            Shift(
                person: place.person,
                roster: inForce.roster.id,
                source: place.source,
                period: inForce.period,
                until: end(of: place, in: roster, after: seconds).map(Self.moment)
            )
        }
    }

    package func absence(of person: PersonID, at moment: Timestamp) -> Absence? {
        absent(person, at: Self.seconds(moment)).map { Absence(until: Self.moment($0.until), deputies: $0.deputies) }
    }

    package func handling(of severity: Severity, in unit: UnitPath, at moment: Timestamp) -> Handling? {
        let seconds = Self.seconds(moment)
        var next: UnitPath? = unit
        while let path = next {
            for period in periods where period.unit == path && period.span.contains(seconds) {
                guard let graver = period.handle[severity] else { continue }
                return Handling(severity: graver, period: period.name)
            }
            next = Directory.parent(of: path)
        }
        return nil
    }
}
