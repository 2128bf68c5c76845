import Dispatching
import Escalation
import Messages

/// One line of a course as a person reads it.
struct CourseText {
    let directory: Directory
    let words: CourseWords
    let clock: UnitClock
    let isDrill: Bool
    /// Of the incidents.
    let unit: UnitPath
    /// The plan of each incident, in the order of their numbers.
    let plans: [Plan]

    private var tag: String { words.language.rawValue }
    private var phrases: Phrases { Phrases(language: words.language) }

    /// What happened, to whom, with what message, by when, and why; without the time.
    func text(_ line: CourseLine) -> String {
        var parts: [String] = []
        if let person = line.person { parts.append(name(person, for: line.holder)) }
        if line.event == .leftOut, let seat = line.seat {
            parts.append(directory.groupName(seat.text(in: tag), of: nil, from: unit, in: tag))
        }
        if let detail = detail(line) { parts.append(detail) }
        if let deadline = line.deadline {
            parts.append(words.by(moment(deadline, on: line.at), line.event, line.message))
        }
        let said = [head(line)] + (parts.isEmpty ? [] : [parts.joined(separator: words.comma)])
        let why =
            reasons(line.why, of: line.holder ?? line.person, line.incident) + duty(line)
            + line.further.map { further($0, line) }
        return said.joined(separator: words.colon)
            + (why.isEmpty ? "" : words.brackets(why.joined(separator: words.semicolon)))
    }

    /// Whom a plan names, and why.
    func text(_ candidate: Candidate) -> String {
        name(candidate.person)
            + words.brackets(phrases.reason(worded(candidate.reason, of: candidate.person), name: name))
    }

    func name(_ person: PersonID) -> String {
        directory.people[person]?.name.text(in: tag) ?? person
    }

    /// The time of day; after its day, where that is another one than that of the line.
    func moment(_ moment: Timestamp, on today: Timestamp) -> String {
        let time = clock.short(moment)
        let day = clock.day(moment)
        guard day != clock.day(today) else { return time }
        return day + (words.language == .english ? " " : "") + time
    }

    private func plan(of incident: Int) -> Plan? {
        plans.indices.contains(incident - 1) ? plans[incident - 1] : nil
    }

    private func name(_ person: PersonID, for holder: PersonID?) -> String {
        holder.map { phrases.name(name(person), standingInFor: name($0)) } ?? name(person)
    }

    private func head(_ line: CourseLine) -> String {
        switch line.why {
        case .closed(.cancelled): words.cancelled(isDrill: isDrill)
        case .unreachable: words.unreachable
        case .nobodyAsked: words.nobodyAsked
        case .run(let part, let run): words.endOfRun(run, part)
        default: line.state == .late ? words.late(words.head(line.event, nil)) : words.head(line.event, line.state)
        }
    }

    /// The kind of message, or what else belongs to the event.
    private func detail(_ line: CourseLine) -> String? {
        if line.event == .copied { return nil }
        if let message = line.message { return phrases.kind(message, isDrill: isDrill) }
        return switch line.why {
        case .regraded(let from, let to, _): words.regraded(from, to)
        case .part(let part), .nobodyAsked(let part): words.part(part)
        case .obligation(let kind): phrases.obligation(kind)
        case .followUp(let number): words.followUp(number)
        case .reportedAgain(let count): words.again(count)
        case .openedBy(_, let plan): directory.plan(plan, in: unit)?.title.text(in: tag) ?? plan
        default: nil
        }
    }

    /// Another seat for which the same message asks.
    private func further(_ seat: CourseLine.Seat, _ line: CourseLine) -> String {
        words.also
            + reasons(seat.why, of: seat.holder ?? line.person, line.incident).joined(separator: words.comma)
    }

    /// The reason with what people call the group in place of its id.
    private func worded(_ reason: Reason, of holder: PersonID?) -> Reason {
        func name(_ group: String, _ holder: PersonID?) -> String {
            directory.groupName(group, of: holder, from: unit, in: tag)
        }
        return switch reason {
        case .seat(let group, let role): .seat(group: name(group, holder), role: role)
        case .deputy(let holder, let group, let role):
            .deputy(of: holder, group: group.map { name($0, holder) }, role: role)
        case .instead(let holder, let group, let role):
            .instead(of: holder, group: group.map { name($0, holder) }, role: role)
        case .named, .calledIn, .answeredUnasked, .told: reason
        }
    }

    /// Why something happened, in words; with the holder of the seat that it is about.
    private func reasons(_ why: CourseReason?, of holder: PersonID?, _ incident: Int) -> [String] {
        switch why {
        case .person(.told): []
        case .person(let reason): [phrases.reason(worded(reason, of: holder), isDrill: isDrill, name: name)]
        case .deputy(let reason, let because):
            [phrases.reason(worded(reason, of: holder), isDrill: isDrill, name: name), phrases.reason(because)]
        case .skipped(let reason, let conditions):
            [phrases.reason(reason)] + conditions.map { phrases.condition($0, of: plan(of: incident)) }
        case .regraded(_, _, .written(ScriptedDeed.Deed.reason)), .written(ScriptedDeed.Deed.reason): [words.scripted]
        case .regraded(_, _, let reason): [phrases.reason(reason)]
        case .command(let reason): [words.command(reason)]
        case .written(let text): text.isEmpty ? [] : [text]
        case .merged(let rule): [phrases.rule(rule)]
        case .openedBy(let incident, _): [words.openedBy(Int(incident))]
        case .run, .part, .closed, .obligation, .followUp, .reportedAgain, .unreachable, .nobodyAsked, nil: []
        }
    }
}
