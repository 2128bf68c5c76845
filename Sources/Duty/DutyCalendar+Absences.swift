import Escalation

extension DutyCalendar {
    /// Until when somebody is absent, and who stands in; `nil` when they are not.
    ///
    /// Of several absences at once, the deputies of the one that began first come first.
    func absent(_ person: PersonID, at seconds: Int64) -> (until: Int64, deputies: [PersonID])? {
        guard let all = absences[person] else { return nil }
        var deputies: [PersonID] = []
        var until = seconds
        for absence in all where absence.span.contains(seconds) {
            deputies += absence.deputies.filter { !deputies.contains($0) }
            until = max(until, absence.span.end)
        }
        guard until > seconds else { return nil }
        for absence in all where absence.span.start <= until { until = max(until, absence.span.end) }
        return (until, deputies)
    }

    func isAbsent(_ person: PersonID, at seconds: Int64) -> Bool {
        absences[person]?.contains { $0.span.contains(seconds) } ?? false
    }

    /// The next moment after `seconds` at which an absence of the person begins or ends.
    func nextChange(ofAbsencesOf person: PersonID, after seconds: Int64) -> Int64? {
        absences[person]?.compactMap { $0.span.nextChange(after: seconds) }.min()
    }
}
