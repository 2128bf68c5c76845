import Escalation

/// Who is there by rosters, groups and names through a time, worked out once each.
struct Timelines {
    /// A time through which the same people are there.
    struct Part {
        var span: Span
        var people: Set<PersonID>
    }

    let directory: Directory
    let duty: DutyCalendar
    let span: Span
    private var rosters: [RosterID: [Part]] = [:]
    private var groups: [String: [Part]] = [:]
    private var people: [PersonID: [Part]] = [:]

    init(directory: Directory, duty: DutyCalendar, span: Span) {
        self.directory = directory
        self.duty = duty
        self.span = span
    }

    mutating func roster(_ id: RosterID) -> [Part] {
        if let known = rosters[id] { return known }
        let parts = duty.posts(of: id, through: span).map { part in
            Part(span: part.span, people: reachable(Set(part.posts.compactMap(\.present))))
        }
        rosters[id] = parts
        return parts
    }

    /// Everybody whom the names lead to, for an incident in `unit`.
    mutating func names(_ references: [Reference], in unit: UnitPath) -> [Part] {
        var lines: [[Part]] = []
        var seen: Set<SeatID> = []
        for reference in references {
            for call in directory.seats(for: reference, in: unit) ?? [] where seen.insert(call.seat).inserted {
                guard let path = call.seat.group else {
                    lines.append(person(call.seat.holder))
                    continue
                }
                // One look at the first seat of a group is a look at all of them.
                guard seen.insert(SeatID(group: path, holder: "")).inserted else { continue }
                lines.append(group(path))
            }
        }
        return union(lines)
    }

    private mutating func group(_ path: String) -> [Part] {
        if let known = groups[path] { return known }
        guard let group = directory.group(at: path) else { return [] }
        let parts: [Part]
        if let roster = group.roster {
            parts = self.roster(roster)
        } else {
            parts = union(group.seats.map { line(of: $0.holder, or: $0.deputies) })
        }
        groups[path] = parts
        return parts
    }

    private mutating func person(_ id: PersonID) -> [Part] {
        if let known = people[id] { return known }
        let parts = line(of: id, or: [])
        people[id] = parts
        return parts
    }

    /// Everybody of a seat who is not absent.
    private func line(of holder: PersonID, or deputies: [PersonID]) -> [Part] {
        duty.spans(through: span, changing: duty.absences(touching: [holder] + deputies)).map { part in
            Part(span: part, people: reachable(Set(duty.everybodyPresent(holder, or: deputies, at: part.start))))
        }
    }

    private func reachable(_ people: Set<PersonID>) -> Set<PersonID> {
        people.filter { directory.people[$0]?.addresses.isEmpty == false }
    }

    private func union(_ lines: [[Part]]) -> [Part] {
        let starts = Set(lines.joined().map(\.span.start)).union([span.start]).sorted()
        var places = Array(repeating: 0, count: lines.count)
        return starts.enumerated().map { index, start in
            var people: Set<PersonID> = []
            for (line, parts) in lines.enumerated() {
                while places[line] + 1 < parts.count, parts[places[line] + 1].span.start <= start { places[line] += 1 }
                if places[line] < parts.count { people.formUnion(parts[places[line]].people) }
            }
            let end = index + 1 < starts.count ? starts[index + 1] : span.end
            return Part(span: Span(start: start, end: end), people: people)
        }
    }

    /// The times through which somebody is in both.
    static func meet(_ left: [Part], _ right: [Part]) -> [Part] {
        var (found, place): ([Part], Int) = ([], 0)
        for part in left {
            while place > 0, right[place - 1].span.end > part.span.start { place -= 1 }
            while place < right.count, right[place].span.start < part.span.end {
                let other = right[place]
                let both = part.people.intersection(other.people)
                let span = Span(
                    start: max(part.span.start, other.span.start),
                    end: min(part.span.end, other.span.end)
                )
                if !both.isEmpty, span.start < span.end { found.append(Part(span: span, people: both)) }
                place += 1
            }
        }
        return found
    }
}

extension [Span] {
    /// The same time with neighbours joined, ascending.
    func joined() -> [Span] {
        var found: [Span] = []
        for span in sorted(by: { $0.start < $1.start }) {
            if let last = found.last, last.end >= span.start {
                found[found.count - 1].end = Swift.max(last.end, span.end)
            } else {
                found.append(span)
            }
        }
        return found
    }
}
