import ArgumentParser
import ConfigFiles
import Dispatching
import Escalation
import Foundation
import Messages
import Server

/// Plays a plan on a simulated clock with the real engine.
struct Rehearse: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Play a plan on a simulated clock: who is asked when, if nobody answers or if some do.",
        discussion:
            "tocsin rehearse --unit /riverside-town/service-centre --plan public-gathering --answers he-an=accept@7m"
    )

    @OptionGroup var tree: TreeOptions

    @Option(name: .long, help: "The unit.")
    var unit: String

    @Option(name: .long, help: "The plan.")
    var plan: String

    @Option(name: .long, help: "The severity, if the facts alone do not give it.")
    var severity: String?

    @Option(name: .customLong("set"), help: "A field of the plan's report, such as people=25; may be repeated.")
    var facts: [String] = []

    @Option(
        name: .long,
        parsing: .upToNextOption,
        help: "PERSON=ANSWER@TIME, such as he-an=accept@7m; may be repeated."
    )
    var answers: [String] = []

    @Option(
        name: .long,
        help: "When the report comes in, such as '2026-12-31 23:00' (default: now), in the unit's zone."
    )
    var at: String?

    @Option(name: .customLong("for"), help: "How long to play at most.")
    var limit = "3d"

    @Option(name: .long, help: "The language: en, zh-Hans or zh-Hant.")
    var lang = "en"

    @Flag(name: .long, help: "Show also that each message got through.")
    var all = false

    @Flag(name: .long, help: "Print JSON.")
    var json = false

    func run() async throws {
        let directory = try await tree.checked(allowMissingSecrets: true).directory
        guard let language = Language(rawValue: lang) else {
            throw CommandError.wrongUse("--lang \(lang) is none of en, zh-Hans, zh-Hant")
        }
        let start = try WrittenTime.read(at, unit: unit, in: directory)
        let report = try report(in: directory)
        let rehearsal = Rehearsal(
            directory: directory,
            report: report,
            answers: try answers.map(Self.answer),
            start: start
        )
        guard let span = TimeSpan(written: limit) else {
            throw CommandError.wrongUse("--for \(limit) is no duration such as 90m")
        }
        do {
            let course = try rehearsal.run(for: span)
            let text = RehearsalText(course: course, directory: directory, language: language, isComplete: all)
            try Console.say(try text.print(json: json))
        } catch let error as LedgerError {
            throw CommandError(text: error.sentence)
        }
    }

    private func report(in directory: Directory) throws -> ReportDraft {
        let found = try directory.planOrTrouble(plan, in: unit)
        let known = try FactFlags.read(facts, for: found)
        return ReportDraft(
            unit: unit,
            plan: plan,
            title: found.title.text(in: lang),
            facts: known,
            severity: try Grade.read(severity),
            source: "rehearsal",
            isDrill: true
        )
    }

    private static func answer(_ written: String) throws -> Rehearsal.ScriptedAnswer {
        let wrong = CommandError.wrongUse("--answers \(written) is not PERSON=ANSWER@TIME, such as he-an=accept@7m")
        let parts = written.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { throw wrong }
        let rest = parts[1].split(separator: "@", maxSplits: 1).map(String.init)
        guard rest.count == 2, let word = Answer.Word(rawValue: rest[0]), let after = TimeSpan(written: rest[1]) else {
            throw wrong
        }
        return Rehearsal.ScriptedAnswer(answer: Answer(person: parts[0], word: word), after: after)
    }
}
