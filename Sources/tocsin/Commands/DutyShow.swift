import ArgumentParser
import Dispatching
import Duty
import Escalation
import HTTPAPI
import Messages
import Server
import Text

/// Shows who is on duty by the rosters of a tree.
struct DutyShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Who is on duty, by what, and until when; gaps are named.",
        discussion: "tocsin duty --unit /riverside-town --from '2026-12-01 00:00' --to '2026-12-08 00:00'"
    )

    @OptionGroup var tree: TreeOptions

    @Option(name: .long, help: "The unit whose rosters are shown, with those below it; all if missing.")
    var unit: String?

    @Option(
        name: .long,
        help: "From when, such as '2026-12-01 08:30', by the unit's clocks (default: now, or just that moment)."
    )
    var from: String?

    @Option(name: .long, help: "Until when (default: 7 days later; 13 weeks for --person, --load and --ics).")
    var to: String?

    @Option(name: .long, help: "The shifts of this person alone.")
    var person: String?

    @Flag(name: .long, help: "How many hours and shifts everybody has.")
    var load = false

    @Flag(name: .long, help: "Print a calendar (iCalendar).")
    var ics = false

    @Option(name: .long, help: "The language: en, zh-Hans or zh-Hant (default: en; that of the unit for --ics).")
    var lang: String?

    @Flag(name: .long, help: "Print JSON.")
    var json = false

    func run() async throws {
        try refuseContradictions()
        let directory = try await tree.checked(allowMissingSecrets: true).directory
        let language = try lang.map { written in
            guard let language = Language(rawValue: written) else {
                throw CommandError.wrongUse("--lang \(written) is none of en, zh-Hans, zh-Hant")
            }
            return language
        }
        let scope = try DutyScope(directory, unit: unit)
        if let person, let fault = KnownPerson.fault(person, in: directory) {
            throw CommandError(text: "--person: \(fault)")
        }
        // Whatever changes does so with a minute.
        let now = SystemClock().now().wall.milliseconds.flooredQuotient(by: 60_000) * 60
        let span = try span(scope, now: now)
        if ics, let span { return try Console.say(document: calendar(scope, span, language, now: now)) }
        let report = DutyReport(scope, language: language ?? .english, now: now)
        let found: DutyReport.Kind
        if load, let span {
            found = .load(span)
        } else if let person, let span {
            found = .person(person, span)
        } else {
            found = span.map(DutyReport.Kind.span) ?? .now
        }
        try Console.say(json ? report.json(found).line : report.text(found))
    }

    private func refuseContradictions() throws {
        if load, ics { throw CommandError.wrongUse("--load is a table and no calendar: leave out --load or --ics") }
        if load, person != nil { throw CommandError.wrongUse("--load counts everybody: leave out --load or --person") }
        if ics, json { throw CommandError.wrongUse("--ics is a form of its own: leave out --ics or --json") }
    }

    /// The time that is asked for; `nil` for now alone.
    private func span(_ scope: DutyScope, now: Int64) throws -> Span? {
        let isLong = load || ics || person != nil
        guard isLong || from != nil || to != nil else { return nil }
        let start = try from.map { try moment($0, "--from", scope) } ?? now
        let usual = start + (isLong ? DutyScope.quarter : DutyScope.week)
        let end = try to.map { try moment($0, "--to", scope) } ?? usual
        guard start < end else {
            throw CommandError.wrongUse("--to must be after --from" + (from == nil ? ", which is now" : ""))
        }
        guard end - start <= DutyScope.longest else {
            throw CommandError.wrongUse("--to is more than 366 days after --from; ask for less")
        }
        return Span(start: start, end: end)
    }

    private func moment(_ written: String, _ flag: String, _ scope: DutyScope) throws -> Int64 {
        let zone = scope.zone(for: written)
        guard let zone else {
            throw CommandError.wrongUse(
                "\(flag) \(written): the units at the top have several time zones; name the unit (--unit), or write the "
                    + "time with its distance from UTC, such as 2026-12-31T23:00:00+08:00"
            )
        }
        return try WrittenTime.read(written, of: flag, in: zone).milliseconds.flooredQuotient(by: 1_000)
    }

    private func calendar(_ scope: DutyScope, _ span: Span, _ language: Language?, now: Int64) -> String {
        let unit = scope.unit.flatMap { scope.directory.units[$0] }
        let own = language ?? unit.flatMap { Language(rawValue: $0.language) } ?? .english
        var calendar = RosterCalendar(scope.duty, directory: scope.directory, language: own, stamp: now)
        for roster in scope.rosters { calendar.add(roster, through: span, of: person) }
        let name = person.map { scope.directory.people[$0]?.name.text(in: own.rawValue) ?? $0 }
        return calendar.text(named: name ?? scope.unit ?? "Tocsin")
    }
}
