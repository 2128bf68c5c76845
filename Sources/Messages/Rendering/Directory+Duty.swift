package import Escalation

extension Directory {
    /// Until when somebody is on duty by a roster through which they hold one of these seats.
    ///
    /// - Parameters:
    ///   - person: whoever is asked.
    ///   - seats: what they are asked for.
    ///   - moment: now.
    /// - Returns: `nil` where no roster says, or it says no end.
    package func onDutyUntil(_ person: PersonID, for seats: [SeatID], at moment: Timestamp) -> Timestamp? {
        guard !duty.isBlank else { return nil }
        let rosters = seats.filter { $0.holder == person }.compactMap(\.group).compactMap { group(at: $0)?.roster }
        let shifts = rosters.lazy.flatMap { duty.shifts(of: $0, at: moment) }
        return shifts.first { $0.person == person }?.until
    }
}
