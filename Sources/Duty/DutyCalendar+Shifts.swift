package import Escalation

extension DutyCalendar {
    /// The rosters by which somebody is on duty, ascending: not those that only stand for another one in a special period.
    package var ownRosters: [RosterID] {
        let named = Set(groups.values.compactMap(\.roster))
        let switched = Set(periods.flatMap(\.rosters.values))
        return rosters.keys.filter { named.contains($0) || !switched.contains($0) }.sorted()
    }

    /// Every post of a roster through a time, each for as long as nothing changes about it.
    ///
    /// - Parameters:
    ///   - roster: the roster as a group names it.
    ///   - span: the time.
    /// - Returns: in the order in which they begin, those that begin together in the order of the roster.
    package func shifts(of roster: RosterID, through span: Span) -> [PersonShift] {
        var (over, running): ([PersonShift], [PersonShift]) = ([], [])
        for part in posts(of: roster, through: span) {
            var next: [PersonShift] = []
            for post in part.posts {
                var shift = PersonShift(roster: roster, post: post, span: part.span)
                if let index = running.firstIndex(where: { $0.post == post }) {
                    shift.span.start = running.remove(at: index).span.start
                }
                next.append(shift)
            }
            over += running
            running = next
        }
        let all = (over + running).enumerated()
        return all.sorted { ($0.element.span.start, $0.offset) < ($1.element.span.start, $1.offset) }.map(\.element)
    }

    /// The same with what is running when the time begins from its own beginning on.
    ///
    /// - Parameters:
    ///   - roster: the roster as a group names it.
    ///   - span: the time; what is over before it is left out.
    /// - Returns: as above; something that began more than a year ago begins with the year.
    package func wholeShifts(of roster: RosterID, through span: Span) -> [PersonShift] {
        let start = posts(of: roster, at: span.start).map { earliestStart(of: $0, in: roster, at: span.start) }.min()
        let whole = Span(start: min(start ?? span.start, span.start), end: span.end)
        return shifts(of: roster, through: whole).filter { $0.span.end > span.start }
    }

    /// Whether a shift began before the beginning that it was given.
    ///
    /// - Parameter shift: one that ``wholeShifts(of:through:)`` found.
    /// - Returns: `true` for what goes back more than a year.
    package func isCut(_ shift: PersonShift) -> Bool {
        posts(of: shift.roster, at: shift.span.start - 1).contains(shift.post)
    }

    /// When nobody is there by a roster.
    ///
    /// - Parameters:
    ///   - roster: the roster as a group names it.
    ///   - span: the time.
    /// - Returns: ascending, neighbours joined.
    package func gaps(of roster: RosterID, through span: Span) -> [Span] {
        posts(of: roster, through: span).filter { $0.posts.allSatisfy { $0.present == nil } }.map(\.span).joined()
    }

    /// When a post that is there at a moment ends, or changes.
    ///
    /// - Parameters:
    ///   - post: whom the roster names, and who is there.
    ///   - roster: the roster as a group names it.
    ///   - seconds: the moment.
    /// - Returns: `nil` when nothing ends it within a year.
    package func end(of post: Post, in roster: RosterID, after seconds: Int64) -> Int64? {
        firstChange(of: roster, after: seconds) { !$0.contains(post) }
    }

    /// When somebody is there again by a roster by which nobody is at a moment.
    ///
    /// - Parameters:
    ///   - roster: the roster as a group names it.
    ///   - seconds: the moment.
    /// - Returns: `nil` when nobody is within a year.
    package func endOfGap(of roster: RosterID, after seconds: Int64) -> Int64? {
        firstChange(of: roster, after: seconds) { $0.contains { $0.present != nil } }
    }

    private func firstChange(of roster: RosterID, after seconds: Int64, to isSuch: ([Post]) -> Bool) -> Int64? {
        var next = nextChange(ofPostsOf: roster, after: seconds)
        while let moment = next, moment - seconds <= Self.outlook {
            if isSuch(posts(of: roster, at: moment)) { return moment }
            next = nextChange(ofPostsOf: roster, after: moment)
        }
        return nil
    }

    /// A moment before which a post that is there at `seconds` cannot have begun; a year before for what has no beginning of its own.
    private func earliestStart(of post: Post, in roster: RosterID, at seconds: Int64) -> Int64 {
        let usual = seconds - Self.outlook
        guard let inForce = inForce(roster, at: seconds) else { return usual }
        switch post.source {
        case .member: return usual
        case .rotation(let number, let shift):
            guard inForce.roster.rotations.indices.contains(number - 1) else { return usual }
            let rotation = inForce.roster.rotations[number - 1]
            return max(
                usual,
                inForce.roster.clock.first(showing: rotation.turn.start(ofShift: shift, from: rotation.start))
            )
        case .added(let name), .replacing(_, let name):
            let changes = overrides[inForce.roster.id] ?? []
            return changes.first { $0.name == name && $0.span.contains(seconds) }.map { max(usual, $0.span.start) }
                ?? usual
        }
    }
}
