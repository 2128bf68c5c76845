import Escalation

extension DutyCalendar {
    /// Who is on duty by now and was not by an earlier calendar, or the other way round.
    ///
    /// - Parameters:
    ///   - before: the calendar before a change.
    ///   - span: when the change counts.
    ///   - now: what was before is nobody's news.
    /// - Returns: one for each person and roster of a group whose duty differs, by roster and person.
    package func differences(from before: DutyCalendar, within span: Span, now: Int64) -> [PresenceChange] {
        let start = max(span.start, now)
        let window = Span(start: start, end: min(span.end, start + Self.longestReminded))
        guard window.start < window.end else { return [] }
        return Set(groups.values.compactMap(\.roster)).sorted().flatMap { roster in
            let (was, will) = (before.presence(by: roster, in: window), presence(by: roster, in: window))
            return difference(of: roster, was, will)
        }
    }

    private func difference(
        of roster: RosterID,
        _ was: [(span: Span, people: Set<PersonID>)],
        _ will: [(span: Span, people: Set<PersonID>)]
    ) -> [PresenceChange] {
        var found: [PersonID: [Bool: PresenceChange]] = [:]
        for old in was {
            for new in will {
                let both = Span(start: max(old.span.start, new.span.start), end: min(old.span.end, new.span.end))
                guard both.start < both.end else { continue }
                let (on, off) = (new.people.subtracting(old.people), old.people.subtracting(new.people))
                for (people, others, isOn) in [(on, off, true), (off, on, false)] {
                    for person in people {
                        var change =
                            found[person]?[isOn]
                            ?? PresenceChange(roster: roster, person: person, isOn: isOn, times: [], others: [])
                        if let last = change.times.last, last.end == both.start {
                            change.times[change.times.count - 1].end = both.end
                        } else {
                            change.times.append(both)
                        }
                        change.others += others.subtracting(change.others).sorted()
                        found[person, default: [:]][isOn] = change
                    }
                }
            }
        }
        return found.sorted { $0.key < $1.key }.flatMap { [$0.value[true], $0.value[false]].compactMap { $0 } }
    }

    private func presence(by roster: RosterID, in span: Span) -> [(span: Span, people: Set<PersonID>)] {
        posts(of: roster, through: span).map { ($0.span, Set($0.posts.compactMap(\.present))) }
    }
}
