import Escalation

extension DutyCalendar {
    /// The absences of these people and of whoever would stand in for them.
    func absences(touching people: [PersonID]) -> [AbsentSpan] {
        let own = people.flatMap { absences[$0] ?? [] }
        return own + own.flatMap(\.deputies).flatMap { absences[$0] ?? [] }
    }

    /// The parts of a time between the beginnings and ends of absences.
    func spans(through span: Span, changing absences: [AbsentSpan]) -> [Span] {
        let ends = absences.flatMap { [$0.span.start, $0.span.end] }.filter { $0 > span.start && $0 < span.end }
        let starts = Set(ends).union([span.start]).sorted()
        return zip(starts, starts.dropFirst() + [span.end]).map { Span(start: $0, end: $1) }
    }

    /// The holder unless absent, the deputies of their absence, and those of the seat, as far as they are not absent.
    func everybodyPresent(_ holder: PersonID, or deputies: [PersonID], at seconds: Int64) -> [PersonID] {
        let moment = Timestamp(milliseconds: seconds * 1_000)
        let own = absence(of: holder, at: moment)?.deputies ?? [holder]
        return (own + deputies).filter { absence(of: $0, at: moment) == nil }
    }

    /// Whether a special period puts one roster in the place of the other, whose people are then the same.
    func isSwitched(_ roster: RosterID, _ other: RosterID) -> Bool {
        periods.contains { $0.rosters[roster] == other || $0.rosters[other] == roster }
    }
}
