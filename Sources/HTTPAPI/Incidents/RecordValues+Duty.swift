import Escalation
import Text

/// What rosters, hours and absences said of whoever is asked.
extension RecordValues {
    /// Whether somebody is on duty, until when, and what says so; nothing where it made no difference.
    ///
    /// - Parameters:
    ///   - attendance: as it stands on record.
    ///   - shift: the shift of a roster's seat.
    ///   - absence: of the seat's holder.
    /// - Returns: members to be added to a seat's.
    func duty(_ attendance: Attendance?, _ shift: Shift? = nil, _ absence: Absence? = nil) -> [JSONValue.Member] {
        var members: [JSONValue.Member] = []
        if let attendance {
            members.append(.init("on_duty", .flag(attendance.isOnDuty)))
            members.append(.init("duty_by", source(attendance.source)))
            if let until = attendance.until { members.append(.init("duty_until", moment(until))) }
        }
        if let shift {
            members.append(.init("shift", self.shift(shift)))
        }
        if let absence {
            members.append(.init("holder_absent_until", moment(absence.until)))
        }
        return members
    }

    private func source(_ source: Attendance.Source) -> JSONValue {
        switch source {
        case .roster(let roster): .object([.init("kind", .text("roster")), .init("roster", .text(roster))])
        case .hoursOfGroup(let group):
            .object([.init("kind", .text("hours_of_group")), .init("group", .text(group))])
        case .hoursOfPeriod(let period, let group):
            .object([
                .init("kind", .text("hours_of_period")), .init("period", .text(period)), .init("group", .text(group)),
            ])
        case .hoursOfUnit(let unit): .object([.init("kind", .text("hours_of_unit")), .init("unit", .text(unit))])
        }
    }

    private func shift(_ shift: Shift) -> JSONValue {
        var members: [JSONValue.Member] = [.init("roster", .text(shift.roster))]
        members += shift.source.members
        if let period = shift.period { members.append(.init("period", .text(period))) }
        if let until = shift.until { members.append(.init("until", moment(until))) }
        return .object(members)
    }

    private func moment(_ moment: Timestamp) -> JSONValue {
        .text(RFC3339.text(milliseconds: moment.milliseconds))
    }
}
