package import Escalation

extension DutyCalendar {
    /// Who is there, in the order of the roster.
    ///
    /// - Parameters:
    ///   - roster: the roster as a group names it.
    ///   - seconds: since 1970-01-01T00:00:00Z.
    /// - Returns: a post for everybody on duty, absent or not.
    package func posts(of roster: RosterID, at seconds: Int64) -> [Post] {
        guard let inForce = inForce(roster, at: seconds) else { return [] }
        let places = places(roster, at: seconds)
        var taken = Set(places.map(\.person).filter { !isAbsent($0, at: seconds) })
        return places.map { place in
            var post = Post(person: place.person, source: place.source, period: inForce.period, isAbsent: false)
            guard let absence = absent(place.person, at: seconds) else { return post }
            post.isAbsent = true
            post.standIn = absence.deputies.first { !taken.contains($0) && !isAbsent($0, at: seconds) }
            if let standIn = post.standIn { taken.insert(standIn) }
            return post
        }
    }

    /// Who is there through a time: a span for each change, without a gap.
    ///
    /// - Parameters:
    ///   - roster: the roster as a group names it.
    ///   - span: the time.
    /// - Returns: spans with the same people joined; empty for a time without a moment.
    package func posts(of roster: RosterID, through span: Span) -> [PostSpan] {
        var spans: [PostSpan] = []
        var moment = span.start
        while moment < span.end {
            let next = min(nextChange(ofPostsOf: roster, after: moment) ?? span.end, span.end)
            let posts = posts(of: roster, at: moment)
            if let last = spans.last, last.posts == posts {
                spans[spans.count - 1].span.end = next
            } else {
                spans.append(PostSpan(span: Span(start: moment, end: next), posts: posts))
            }
            moment = next
        }
        return spans
    }

    /// The next moment after `seconds` at which somebody may come or go: a change of the roster, or an absence.
    func nextChange(ofPostsOf roster: RosterID, after seconds: Int64) -> Int64? {
        let places = places(roster, at: seconds)
        let people = places.flatMap { [$0.person] + (absences[$0.person] ?? []).flatMap(\.deputies) }
        let absent = people.compactMap { nextChange(ofAbsencesOf: $0, after: seconds) }
        return ([nextChange(of: roster, after: seconds)].compactMap { $0 } + absent).min()
    }

    /// When one person is there through a time.
    ///
    /// - Parameters:
    ///   - person: whom the rosters name, or who stands in.
    ///   - rosters: the rosters that are looked at.
    ///   - span: the time.
    /// - Returns: a span for each roster and source, in the order in which they begin.
    package func shifts(of person: PersonID, in rosters: [RosterID], through span: Span) -> [PersonShift] {
        rosters.flatMap { roster in shifts(of: roster, through: span).filter { $0.post.present == person } }
            .sorted { ($0.span.start, $0.roster) < ($1.span.start, $1.roster) }
    }

    /// How long everybody is there through a time, and how often they come on.
    ///
    /// - Parameters:
    ///   - rosters: the rosters that are looked at; time in two of them at once counts once.
    ///   - span: the time.
    /// - Returns: the load of everybody who is there at all.
    package func load(of rosters: [RosterID], through span: Span) -> [PersonID: DutyLoad] {
        var times: [PersonID: [Span]] = [:]
        for roster in rosters {
            for part in posts(of: roster, through: span) {
                for person in Set(part.posts.compactMap(\.present)) { times[person, default: []].append(part.span) }
            }
        }
        return times.mapValues { spans in
            var load = DutyLoad(seconds: 0, shifts: 0)
            var end = Int64.min
            for span in spans.sorted(by: { ($0.start, $0.end) < ($1.start, $1.end) }) {
                if span.start > end { load.shifts += 1 }
                load.seconds += max(0, span.end - max(span.start, end))
                end = max(end, span.end)
            }
            return load
        }
    }
}
