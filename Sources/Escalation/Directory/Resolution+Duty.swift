extension Directory {
    /// The seats to which `reference` leads at a moment: of a roster group one for each person on duty, and before the deputies of an
    /// absent holder those of the absence.
    ///
    /// - Parameters:
    ///   - reference: the name of a group or a person.
    ///   - unit: the unit of the incident.
    ///   - moment: when.
    /// - Returns: `nil` when nothing has that name; empty where a roster has nobody at that hour.
    package func seats(for reference: Reference, in unit: UnitPath, at moment: Timestamp) -> [SeatCall]? {
        guard !duty.isBlank else { return seats(for: reference, in: unit) }
        guard var calls = seats(for: reference, in: unit) else { return nil }
        if let first = calls.first, let path = first.seat.group, let roster = group(at: path)?.roster {
            calls = duty.shifts(of: roster, at: moment).map { shift in
                SeatCall(
                    seat: SeatID(group: path, holder: shift.person),
                    name: first.name,
                    reason: first.reason,
                    shift: shift
                )
            }
        }
        for index in calls.indices {
            guard let absence = duty.absence(of: calls[index].seat.holder, at: moment) else { continue }
            calls[index].absence = absence
            calls[index].deputies = absence.deputies + calls[index].deputies.filter { !absence.deputies.contains($0) }
        }
        return calls
    }

    /// Everybody whom the references name at a moment, each once, in order; in the place of somebody absent whoever stands in, if
    /// anybody does.
    ///
    /// - Parameters:
    ///   - references: the names of groups and people.
    ///   - unit: the unit of the incident.
    ///   - moment: when.
    /// - Returns: with the reason for each.
    package func people(named references: [Reference], in unit: UnitPath, at moment: Timestamp) -> [Candidate] {
        guard !duty.isBlank else { return people(named: references, in: unit) }
        var seen: Set<PersonID> = []
        return references.flatMap { seats(for: $0, in: unit, at: moment) ?? [] }.map { call in
            let holder = call.seat.holder
            let standIn = call.deputies.first { call.absence != nil && duty.absence(of: $0, at: moment) == nil }
            guard let standIn else { return Candidate(person: holder, reason: call.reason, deputies: call.deputies) }
            let reason = Reason.instead(of: holder, group: call.reason.group, role: call.reason.role)
            return Candidate(person: standIn, reason: reason, deputies: call.deputies.filter { $0 != standIn })
        }.filter { seen.insert($0.person).inserted }
    }
}
