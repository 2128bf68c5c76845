import ArgumentParser
import ConfigFiles
import Dispatching
import Escalation
import Foundation
import Messages
import Record
import Server
import Text

/// Plays a plan on a simulated clock with the real engine.
struct Rehearse: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Play a plan on a simulated clock: who is asked when, if nobody answers or if some do.",
        discussion:
            """
            tocsin rehearse --unit /riverside-town/service-centre --plan public-gathering --answers he-an=accept@7m
            tocsin rehearse --unit /riverside-town --plan fire --at '2026-11-20 09:00' --then severity=II@20m --expect fire.jsonl
            """
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
        help: ArgumentHelp(
            """
            PERSON=ANSWER@TIME, several with commas between them; may be repeated. ANSWER: accept, cannot, seen, extend, \
            note:TEXT, command (takes it), without:NAME (goes on without), end, cancel or report[:FIELD=VALUE;…]. TIME: a span \
            since the report such as 7m, or a wall time such as 09:12.
            """
        )
    )
    var answers: [String] = []

    @Option(
        name: .long,
        parsing: .upToNextOption,
        help: ArgumentHelp(
            """
            What else happens, at a TIME; may be repeated: FIELD=VALUE[;…]@TIME (another report), severity=II@TIME, \
            pause:30m@TIME, escalate@TIME, ask:NAME@TIME, stand-down[:PERSON]@TIME or cancel@TIME.
            """
        )
    )
    var then: [String] = []

    @Option(
        name: .long,
        help: "When the report comes in, such as '2026-12-31 23:00' (default: now), in the unit's zone."
    )
    var at: String?

    @Option(name: .customLong("for"), help: "How long to play at most.")
    var limit = "3d"

    @Option(name: .long, help: "The language: en, zh-Hans or zh-Hant.")
    var lang = "en"

    @Flag(name: .long, help: "Play a drill.")
    var drill = false

    @Option(
        name: .long,
        help: "A file of JSON lines as --json prints them, to compare with; only the members that stand in a line."
    )
    var expect: String?

    @Flag(name: .long, help: "Print JSON: one object a line.")
    var json = false

    func run() async throws {
        let directory = try await tree.checked(allowMissingSecrets: true).directory
        let expectation = try expect.map { try Self.expectation($0, Set(directory.people.keys)) }
        guard let language = Language(rawValue: lang) else {
            throw CommandError.wrongUse("--lang \(lang) is none of en, zh-Hans, zh-Hant")
        }
        guard let span = TimeSpan(written: limit), span > .zero else {
            throw CommandError.wrongUse("--for \(limit) is no duration such as 90m")
        }
        let found = try directory.planOrTrouble(plan, in: unit)
        let start = try WrittenTime.read(at, unit: unit, in: directory)
        let rehearsal = Rehearsal(
            directory: directory,
            report: try report(for: found),
            script: try script(for: found, from: start, until: span, in: directory),
            start: start
        )
        let course = try Self.played { try rehearsal.run(for: span) }
        let text = RehearsalText(course: course, plan: found, directory: directory, language: language)
        if course.isCapped, json || expectation != nil {
            Console.complain("the course goes on: no more than \(Rehearsal.cycleLimit) moments are played")
        }
        if json { try Console.say(text.values.map(\.line).joined(separator: "\n")) }
        if let expectation { return try compare(text, with: expectation) }
        if !json { try Console.say(text.text()) }
    }

    private func report(for found: Plan) throws -> ReportDraft {
        ReportDraft(
            unit: unit,
            plan: plan,
            title: found.title.text(in: lang),
            facts: try FactFlags.read(facts, for: found),
            severity: try Grade.read(severity),
            source: "rehearsal",
            isDrill: drill
        )
    }

    private func script(
        for plan: Plan,
        from start: Timestamp,
        until limit: TimeSpan,
        in directory: Directory
    ) throws -> [ScriptedDeed] {
        let reader = ScriptReader(
            directory: directory,
            unit: unit,
            plan: plan,
            start: start,
            limit: limit,
            zones: .system
        )
        do throws(ScriptFault) {
            return try reader.answers(answers) + reader.deeds(then)
        } catch {
            throw CommandError.wrongUse(error.text)
        }
    }

    /// - Throws: ``CommandError`` when the report or something of the script is refused.
    private static func played(_ play: () throws -> Rehearsal.Course) throws -> Rehearsal.Course {
        do {
            return try play()
        } catch let error as LedgerError {
            throw CommandError(text: error.sentence)
        } catch let refused as Rehearsal.Refused {
            let (deed, why) = (refused.deed, refused.error.sentence)
            throw CommandError(text: "\(deed.deed) at +\(deed.after) is refused: \(why)")
        }
    }

    // MARK: Comparing

    private static func expectation(_ path: String, _ people: Set<PersonID>) throws -> Expectation {
        let target = URL(filePath: path).resolvingSymlinksInPath().path
        let found = try? FileManager.default.attributesOfItem(atPath: target)
        if found?[.type] as? FileAttributeType == .typeDirectory {
            throw CommandError.wrongUse("--expect \(path) is a folder; name a file")
        }
        let bytes: Data
        do {
            // What is no regular file, such as a pipe, can be read by a handle alone.
            bytes = try FileHandle(forReadingFrom: URL(filePath: path)).readToEnd() ?? Data()
        } catch {
            throw CommandError.wrongUse("--expect \(path) cannot be read: \(FailureWords.of(error))")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw CommandError.wrongUse("--expect \(path) is no text in UTF-8")
        }
        do throws(ScriptFault) {
            return try Expectation(text, file: path, people: people)
        } catch {
            throw CommandError.wrongUse(error.text)
        }
    }

    /// - Throws: ``CommandError`` with exit code 1 when the course is another one.
    private func compare(_ text: RehearsalText, with expectation: Expectation) throws {
        let differences = expectation.differences(from: text.values)
        guard !differences.isEmpty else {
            if !json { try Console.say("as \(expectation.file) says: \(expectation.lines.count) lines") }
            return
        }
        let shown = DifferenceText(expectation: expectation, differences: differences).text
        if !json { try Console.say(shown) }
        throw CommandError(
            text:
                "the course is not as \(expectation.file) says: \(differences.missing.count) of its lines are missing, "
                + "\(differences.extra.count) are not in it" + (json ? "\n" + shown : "")
        )
    }
}
