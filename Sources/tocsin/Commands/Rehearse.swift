import ArgumentParser
import ContactTrees
import Dispatching
import Escalation
import Foundation
import HTTPAPI

/// Plays a plan on a simulated clock with the real engine.
struct Rehearse: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Play a plan on a simulated clock: who is asked when, if nobody answers or if some do.",
        discussion: "tocsin rehearse --unit /riverside-town/service-centre --plan public-gathering --answers he-an=accept@7m"
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

    @Option(name: .long, parsing: .upToNextOption, help: "PERSON=ANSWER@TIME, such as he-an=accept@7m; may be repeated.")
    var answers: [String] = []

    @Option(name: .long, help: "When the report comes in, such as '2026-12-31 23:00' (default: now), in the unit's zone.")
    var at: String?

    @Option(name: .customLong("for"), help: "How long to play at most (default: 3d).")
    var limit = "3d"

    @Option(name: .long, help: "The language: en, zh-Hans or zh-Hant.")
    var lang = "en"

    @Flag(name: .long, help: "Print JSON.")
    var json = false

    func run() async throws {
        let directory = try await loaded()
        let start = try WrittenTime.read(at, unit: unit, in: directory)
        let report = try report(in: directory)
        let rehearsal = Rehearsal(
            directory: directory,
            report: report,
            answers: try answers.map(Self.answer),
            start: start
        )
        guard let span = TimeSpan(written: limit) else { throw Trouble.wrongUse("--for \(limit) is no duration such as 90m") }
        do {
            let course = try rehearsal.run(for: span)
            Console.say(try RehearsalText(course: course, directory: directory, language: lang).print(json: json))
        } catch let error as LedgerError {
            throw Trouble(text: error.sentence)
        }
    }

    private func loaded() async throws -> Directory {
        do {
            return try await tree.load(allowMissingSecrets: true).directory
        } catch let error as TreeFaults {
            for fault in error.faults { Console.say(fault) }
            throw Trouble(text: "the contact tree or the templates have faults")
        }
    }

    private func report(in directory: Directory) throws -> Escalation.Report {
        guard let found = directory.plan(plan, in: unit) else {
            throw Trouble(text: directory.units[unit] == nil ? "there is no unit \(unit)" : "\(unit) has no plan \(plan)")
        }
        var known: [String: FactValue] = [:]
        for fact in facts {
            let parts = fact.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { throw Trouble.wrongUse("--set \(fact) is not FIELD=VALUE") }
            let number = Double(parts[1]).map(FactValue.number)
            known[parts[0]] = number ?? Bool(parts[1]).map(FactValue.flag) ?? .text(parts[1])
        }
        let grade = try severity.map { written in
            guard let grade = Severity(numeral: written) else {
                throw Trouble.wrongUse("--severity \(written) is none of I, II, III, IV")
            }
            return grade
        }
        return Escalation.Report(
            unit: unit,
            plan: plan,
            planVersion: found.version,
            title: found.title.text(in: lang),
            facts: known,
            severity: grade,
            source: "rehearsal",
            isDrill: true
        )
    }

    private static func answer(_ written: String) throws -> Rehearsal.ScriptedAnswer {
        let wrong = Trouble.wrongUse("--answers \(written) is not PERSON=ANSWER@TIME, such as he-an=accept@7m")
        let parts = written.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { throw wrong }
        let rest = parts[1].split(separator: "@", maxSplits: 1).map(String.init)
        guard rest.count == 2, let word = Answer.Word(rawValue: rest[0]), let after = TimeSpan(written: rest[1]) else {
            throw wrong
        }
        return Rehearsal.ScriptedAnswer(answer: Answer(person: parts[0], word: word), after: after)
    }
}
