import Escalation

extension DutyCalendar {
    /// How far from the beginning of a shift its end is looked for, in seconds.
    package static let longestReminded: Int64 = 40 * 86_400

    /// Whether any roster reminds people.
    package var reminds: Bool { rosters.values.contains { !$0.remind.isEmpty } }

    /// Who is to be reminded within a time: SEMANTICS §7, *Reminders*.
    ///
    /// - Parameters:
    ///   - due: when the reminders are due; its first second belongs to it, its end does not.
    ///   - now: whoever has come on by then is not reminded any more.
    /// - Returns: one for each person, roster and shift, though several be due, in the order in which the shifts begin.
    package func reminders(due: Span, now: Int64) -> [ShiftReminder] {
        var found: [ShiftReminder] = []
        for roster in Set(groups.values.compactMap(\.roster)) {
            let mayBeInForce = [roster] + periods.compactMap { $0.rosters[roster] }
            var starts: Set<Int64> = []
            for lead in Set(mayBeInForce.flatMap { rosters[$0]?.remind ?? [] }) {
                for one in comingOn(by: roster, within: Span(start: due.start + lead, end: due.end + lead))
                where one.start > now && inForce(roster, at: one.start)?.roster.remind.contains(lead) == true {
                    if starts.insert(one.start).inserted { found += reminders(of: one, by: roster) }
                }
            }
        }
        return found.sorted { ($0.start, $0.roster, $0.person) < ($1.start, $1.roster, $1.person) }
    }

    /// That people come on, and others go off, at one moment.
    private struct Change {
        var start: Int64
        var comingOn: [PersonID]
        var goingOff: [PersonID]
    }

    private func comingOn(by roster: RosterID, within span: Span) -> [Change] {
        var before = present(by: roster, at: span.start - 1)
        return posts(of: roster, through: span).compactMap { part in
            let there = part.posts.compactMap(\.present)
            defer { before = there }
            let new = there.filter { !before.contains($0) }
            guard !new.isEmpty else { return nil }
            return Change(start: part.span.start, comingOn: new, goingOff: before.filter { !there.contains($0) })
        }
    }

    private func reminders(of change: Change, by roster: RosterID) -> [ShiftReminder] {
        let later = posts(of: roster, through: Span(start: change.start, end: change.start + Self.longestReminded))
        return change.comingOn.map { person in
            let end = later.first { part in !part.posts.contains { $0.present == person } }
            return ShiftReminder(
                roster: roster,
                person: person,
                start: change.start,
                end: end?.span.start,
                goingOff: change.goingOff
            )
        }
    }

    private func present(by roster: RosterID, at seconds: Int64) -> [PersonID] {
        posts(of: roster, at: seconds).compactMap(\.present)
    }
}
