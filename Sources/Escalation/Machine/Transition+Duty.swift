/// Whose time is that of duty (SEMANTICS §7, "On duty").
extension Transition {
    func isAbsent(_ person: PersonID) -> Bool { directory.duty.absence(of: person, at: now) != nil }

    /// Whether somebody who is asked for a seat is on duty; `nil` where the step has one time for everybody, or nothing says.
    func attendance(of person: PersonID, for seat: SeatID, in step: Step) -> Attendance? {
        guard step.withinOffDuty != nil else { return nil }
        guard let group = seat.group else {
            return directory.people[seat.holder].flatMap { directory.duty.attendance(byHoursOfUnit: $0.unit, at: now) }
        }
        let isDeputyOfSilent = person != seat.holder && directory.duty.absence(of: seat.holder, at: now) == nil
        return isDeputyOfSilent
            ? directory.duty.attendance(byHoursOf: group, at: now)
            : directory.duty.attendance(of: person, through: group, at: now)
    }

    /// Gives those who are off duty the answer deadline after that of the others.
    ///
    /// - Parameters:
    ///   - wanted: the places of the seats that are asked for.
    ///   - calls: the seats with whoever is asked; somebody asked for two is on duty if either seat says so.
    ///   - step: the step with its times.
    mutating func setDeadlines(_ wanted: [Int], in calls: inout [SeatCall], of step: Step) {
        for index in wanted {
            guard let person = calls[index].asked else { continue }
            calls[index].attendance = attendance(of: person, for: calls[index].seat, in: step)
        }
        let asked = calls.filter { $0.asked != nil && $0.batch == nil }
        let offDuty = Set(asked.compactMap(\.asked)).subtracting(asked.filter(\.isOnDuty).compactMap(\.asked))
        let first = incident.lastBatch + 1
        let isOneTime = offDuty.isEmpty || offDuty.isSuperset(of: asked.compactMap(\.asked))
        for index in wanted {
            guard let person = calls[index].asked else { continue }
            let own = isOneTime || !offDuty.contains(person) ? first : first + 1
            calls[index].batch = quiet[person] ?? own
        }
    }
}

extension Step {
    /// The time to answer of those who share a deadline.
    ///
    /// - Parameter isOnDuty: whether they are on duty, as somebody counts about whom nothing says anything.
    /// - Returns: the same for everybody where the step has one time.
    func within(isOnDuty: Bool) -> TimeSpan { isOnDuty ? within : withinOffDuty ?? within }

    /// The time in which everybody has answered or is silent.
    var longestWithin: TimeSpan { max(within, withinOffDuty ?? within) }
}

extension SeatCall {
    /// Whether whoever is asked is on duty, or nothing says.
    var isOnDuty: Bool { attendance?.isOnDuty ?? true }
}
