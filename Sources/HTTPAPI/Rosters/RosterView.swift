package import Duty
package import Escalation
package import Messages
package import Text

/// Who is on duty by a roster as JSON: the same for the route and for `tocsin duty`.
package struct RosterView: Sendable {
    private let roster: RosterID
    private let duty: DutyCalendar
    private let directory: Directory
    private let language: Language

    /// - Parameters:
    ///   - roster: the roster as a group names it.
    ///   - duty: who is there when.
    ///   - directory: the names of people.
    ///   - language: of names.
    package init(_ roster: RosterID, duty: DutyCalendar, directory: Directory, language: Language) {
        self.roster = roster
        self.duty = duty
        self.directory = directory
        self.language = language
    }

    /// Who is there through a time.
    ///
    /// - Parameter span: the time; shifts are as long as they lie in it.
    /// - Returns: an object.
    package func value(through span: Span) -> JSONValue {
        let gaps = duty.gaps(of: roster, through: span).map { JSONValue.object(ends(of: $0)) }
        let shifts = duty.shifts(of: roster, through: span).map(value)
        return .object(head + ends(of: span) + [.init("shifts", .list(shifts)), .init("gaps", .list(gaps))])
    }

    /// Who is there at a moment.
    ///
    /// - Parameter seconds: since 1970-01-01T00:00:00Z.
    /// - Returns: an object; what has no end within a year says none.
    package func value(at seconds: Int64) -> JSONValue {
        let posts = duty.posts(of: roster, at: seconds)
        let shifts = posts.map { post in
            let until = duty.end(of: post, in: roster, after: seconds)
            return JSONValue.object(end(until) + members(of: post, at: seconds))
        }
        let isGap = posts.allSatisfy { $0.present == nil }
        let gaps = isGap ? [JSONValue.object(end(duty.endOfGap(of: roster, after: seconds)))] : []
        return .object(
            head + [.init("at", moment(seconds)), .init("shifts", .list(shifts)), .init("gaps", .list(gaps))]
        )
    }

    /// A shift of this roster.
    package func value(_ shift: PersonShift) -> JSONValue {
        .object(ends(of: shift.span) + members(of: shift.post, at: shift.span.start))
    }

    private var head: [JSONValue.Member] {
        let unit = Directory.parent(of: roster) ?? ""
        return [
            .init("roster", .text(roster)), .init("unit", .text(unit)),
            .init("time_zone", .text(directory.units[unit]?.timeZone ?? "UTC")),
        ]
    }

    private func ends(of span: Span) -> [JSONValue.Member] {
        [.init("from", moment(span.start)), .init("to", moment(span.end))]
    }

    private func end(_ seconds: Int64?) -> [JSONValue.Member] { seconds.map { [.init("to", moment($0))] } ?? [] }

    private func members(of post: Post, at seconds: Int64) -> [JSONValue.Member] {
        var members: [JSONValue.Member] = []
        if let person = post.present {
            members += [.init("person", .text(person)), .init("name", .text(name(person)))]
        }
        if post.isAbsent {
            members += [.init("for", .text(post.person)), .init("for_name", .text(name(post.person)))]
            let absence = duty.absence(of: post.person, at: Timestamp(milliseconds: seconds * 1_000))
            if let absence { members.append(.init("absent_until", .text(RFC3339.text(absence.until)))) }
        }
        members.append(.init("by", .object(post.source.members)))
        if let period = post.period { members.append(.init("period", .text(period))) }
        return members
    }

    private func name(_ person: PersonID) -> String {
        directory.people[person]?.name.text(in: language.rawValue) ?? person
    }

    private func moment(_ seconds: Int64) -> JSONValue { .text(RFC3339.text(milliseconds: seconds * 1_000)) }
}
