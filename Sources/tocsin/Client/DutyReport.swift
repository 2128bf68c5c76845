import Duty
import Escalation
import HTTPAPI
import Messages
import Text

/// What `tocsin duty` prints.
struct DutyReport {
    /// What is asked for.
    enum Kind {
        case now
        case span(Span)
        case person(PersonID, Span)
        case load(Span)
    }

    private let scope: DutyScope
    private let language: Language
    private let now: Int64
    private let words: DutyReportWords
    private let names: DutyWords
    private let phrases: Phrases

    /// - Parameters:
    ///   - scope: the rosters.
    ///   - language: of everything but ids.
    ///   - now: seconds since 1970-01-01T00:00:00Z.
    init(_ scope: DutyScope, language: Language, now: Int64) {
        self.scope = scope
        self.language = language
        self.now = now
        words = DutyReportWords(language: language)
        names = DutyWords(language: language)
        phrases = Phrases(language: language)
    }

    private var duty: DutyCalendar { scope.duty }

    // MARK: Texts

    func text(_ kind: Kind) -> String {
        switch kind {
        case .now: scope.rosters.flatMap { [head($0, at: now, isNow: true)] + nowLines(of: $0) }.joined(separator: "\n")
        case .span(let span):
            scope.rosters.flatMap { [head($0, at: span.start)] + lines(of: $0, through: span) }.joined(separator: "\n")
        case .person(let person, let span): personLines(person, span).joined(separator: "\n")
        case .load(let span): loadText(span)
        }
    }

    private func head(_ roster: RosterID, at seconds: Int64, isNow: Bool = false) -> String {
        let clock = clock(of: roster, at: seconds)
        return words.head(roster, zone: clock.name, at: isNow ? clock.moment(moment(now)) : nil)
    }

    private func nowLines(of roster: RosterID) -> [String] {
        let clock = clock(of: roster, at: now)
        let posts = duty.posts(of: roster, at: now)
        let lines = posts.map { post in
            let until = duty.end(of: post, in: roster, after: now).map {
                clock.moment(moment($0), on: moment(now), now: moment(now))
            }
            let who = who(post)
            return words.now(post.present == nil ? who : words.there(who), until: until, notes(post, at: now, clock))
        }
        guard posts.allSatisfy({ $0.present == nil }) else { return lines }
        let until = duty.endOfGap(of: roster, after: now).map {
            clock.moment(moment($0), on: moment(now), now: moment(now))
        }
        return lines + [words.now(names.gap, until: until, [])]
    }

    private func lines(of roster: RosterID, through span: Span) -> [String] {
        let clock = clock(of: roster, at: span.start)
        let shifts = duty.shifts(of: roster, through: span).map { shift in
            (shift.span.start, line(shift.span, who(shift.post), notes(shift.post, at: shift.span.start, clock), clock))
        }
        let gaps = duty.gaps(of: roster, through: span).map { ($0.start, line($0, names.gap, [], clock)) }
        let all = (shifts + gaps).enumerated()
        return all.sorted { ($0.element.0, $0.offset) < ($1.element.0, $1.offset) }.map(\.element.1)
    }

    private func personLines(_ person: PersonID, _ span: Span) -> [String] {
        let clock = UnitClock(zone: zone(of: person), at: moment(span.start), language: language)
        let shifts = duty.shifts(of: person, in: scope.rosters, through: span).map { shift in
            let notes = [shift.roster] + notes(shift.post, at: shift.span.start, clock)
            return (shift.span.start, line(shift.span, who(shift.post), notes, clock))
        }
        let absences = (duty.absences[person] ?? []).filter { $0.span.overlaps(span) }.map { absence in
            let notes = absence.deputies.isEmpty ? [] : [words.standIn(absence.deputies.map(name))]
            return (absence.span.start, line(absence.span, words.absent(name(person)), notes, clock))
        }
        let all = (shifts + absences).sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.1)
        let ends = [span.start, span.end].map { clock.moment(moment($0)) }
        return [words.span(name(person), ends[0], ends[1], zone: clock.name)]
            + (all.isEmpty ? ["    " + words.noShift] : all)
    }

    private func loadText(_ span: Span) -> String {
        let zone = scope.rosters.first.map(scope.zone(of:)) ?? "UTC"
        let clock = UnitClock(zone: zone, at: moment(span.start), language: language)
        let ends = [span.start, span.end].map { clock.moment(moment($0)) }
        let rows = loads(span).map { person, load in
            [name(person), words.hours(Double(load.seconds) / 3_600), words.shifts(load.shifts)]
        }
        return words.span(words.load, ends[0], ends[1], zone: clock.name) + "\n"
            + (rows.isEmpty ? "    " + words.noShift : Console.table(rows))
    }

    private func line(_ span: Span, _ who: String, _ notes: [String], _ clock: UnitClock) -> String {
        let (start, end, now) = (moment(span.start), moment(span.end), moment(now))
        return words.line(clock.moment(start, now: now), clock.moment(end, on: start, now: now), who, notes)
    }

    /// Who is there, and for whom.
    private func who(_ post: Post) -> String {
        guard post.isAbsent else { return name(post.person) }
        let holder = name(post.person)
        return post.standIn.map { phrases.name(name($0), standingInFor: holder) } ?? names.nobody(for: holder)
    }

    /// By what, and until when the one is absent in whose place somebody is there.
    private func notes(_ post: Post, at seconds: Int64, _ clock: UnitClock) -> [String] {
        let absence = post.isAbsent ? duty.absence(of: post.person, at: moment(seconds)) : nil
        let until = absence.map { clock.lastOfAbsence($0.until, now: moment(now)) }
        return [names.source(of: post, name: name)]
            + (until.map { [phrases.absent(name(post.person), until: $0)] } ?? [])
    }

    // MARK: JSON

    func json(_ kind: Kind) -> JSONValue {
        switch kind {
        case .now: .object([.init("rosters", .list(scope.rosters.map { view(of: $0).value(at: now) }))])
        case .span(let span):
            .object([.init("rosters", .list(scope.rosters.map { view(of: $0).value(through: span) }))])
        case .person(let person, let span):
            .object(
                [.init("person", .text(person)), .init("name", .text(name(person)))] + ends(of: span) + [
                    .init("shifts", .list(duty.shifts(of: person, in: scope.rosters, through: span).map(shift))),
                    .init("absences", .list(absences(of: person, in: span))),
                ]
            )
        case .load(let span): .object(ends(of: span) + [.init("people", .list(loads(span).map(load)))])
        }
    }

    private func shift(_ shift: PersonShift) -> JSONValue {
        guard case .object(let members) = view(of: shift.roster).value(shift) else { return .null }
        return .object([.init("roster", .text(shift.roster))] + members)
    }

    private func absences(of person: PersonID, in span: Span) -> [JSONValue] {
        (duty.absences[person] ?? []).filter { $0.span.overlaps(span) }.map { absence in
            .object(ends(of: absence.span) + [.init("deputies", .list(absence.deputies.map { .text($0) }))])
        }
    }

    private func load(_ person: PersonID, _ load: DutyLoad) -> JSONValue {
        .object([
            .init("person", .text(person)), .init("name", .text(name(person))),
            .init("seconds", .integer(load.seconds)),
            .init("shifts", .integer(Int64(load.shifts))),
        ])
    }

    private func ends(of span: Span) -> [JSONValue.Member] {
        [
            .init("from", .text(RFC3339.text(milliseconds: span.start * 1_000))),
            .init("to", .text(RFC3339.text(milliseconds: span.end * 1_000))),
        ]
    }

    // MARK: What both need

    private func view(of roster: RosterID) -> RosterView {
        RosterView(roster, duty: duty, directory: scope.directory, language: language)
    }

    /// Who has most hours first.
    private func loads(_ span: Span) -> [(PersonID, DutyLoad)] {
        duty.load(of: scope.rosters, through: span)
            .sorted { ($1.value.seconds, $0.key) < ($0.value.seconds, $1.key) }.map { ($0.key, $0.value) }
    }

    private func clock(of roster: RosterID, at seconds: Int64) -> UnitClock {
        UnitClock(zone: scope.zone(of: roster), at: moment(seconds), language: language)
    }

    /// The zone of a person's unit, whose clocks rosters go by.
    private func zone(of person: PersonID) -> String {
        let unit = scope.unit ?? scope.directory.people[person]?.unit
        return unit.flatMap { scope.directory.units[$0]?.timeZone } ?? "UTC"
    }

    private func name(_ person: PersonID) -> String {
        scope.directory.people[person]?.name.text(in: language.rawValue) ?? person
    }

    private func moment(_ seconds: Int64) -> Timestamp { Timestamp(milliseconds: seconds * 1_000) }
}
