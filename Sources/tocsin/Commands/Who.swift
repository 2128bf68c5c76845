import ConfigFiles
import ArgumentParser
import Dispatching
import Escalation
import HTTPAPI
import Messages
import Record
import Server

/// Shows who would be told.
struct Who: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Who would be told: people, addresses, times and reasons, if nobody answers.",
        discussion: "tocsin who --unit /riverside-town/service-centre --plan fire --severity II --at '2026-12-31 23:00'"
    )

    @OptionGroup var tree: TreeOptions

    @Option(name: .long, help: "The unit.")
    var unit: String

    @Option(name: .long, help: "The plan.")
    var plan: String

    @Option(name: .long, help: "The severity (default: the plan's own).")
    var severity: String?

    @Option(name: .long, help: "When, such as '2026-12-31 23:00' (default: now), in the unit's zone.")
    var at: String?

    @Option(name: .long, help: "The language: en, zh-Hans or zh-Hant.")
    var lang = "en"

    @Flag(name: .long, help: "Print JSON.")
    var json = false

    func run() async throws {
        let directory = try await tree.checked(allowMissingSecrets: true).directory
        let found = try directory.planOrTrouble(plan, in: unit)
        let grade = try Grade.read(severity) ?? found.grading.usual
        guard let language = Language(rawValue: lang) else {
            throw CommandError.wrongUse("--lang \(lang) is none of en, zh-Hans, zh-Hant")
        }
        let at = try WrittenTime.read(at, unit: unit, in: directory)
        let zone = directory.units[unit]?.timeZone ?? "UTC"
        let clock = UnitClock(zone: zone, at: at, language: language)
        let outlook: Outlook
        do {
            outlook = try Rehearsal.outlook(of: found, in: unit, severity: grade, at: at, directory: directory)
        } catch let error as LedgerError {
            throw CommandError(text: error.sentence)
        }
        if json {
            let value = OutlookView(outlook, directory: directory, language: language, zones: .system).value
            return try Console.say(String(decoding: CompactEncoder.encode(value), as: UTF8.self))
        }
        try Console.say(WhoText(outlook, directory: directory, language: language, clock: clock).print())
    }
}

/// Reads a severity flag.
enum Grade {
    /// - Throws: ``CommandError`` with exit code 2.
    static func read(_ written: String?) throws -> Severity? {
        guard let written else { return nil }
        guard let grade = Severity(numeral: written) else {
            throw CommandError.wrongUse("--severity \(written) is none of I, II, III, IV")
        }
        return grade
    }
}

extension Directory {
    /// - Throws: ``CommandError`` that lists what there is.
    func planOrTrouble(_ name: PlanName, in unit: UnitPath) throws -> Plan {
        guard units[unit] != nil else {
            throw CommandError(
                text: "there is no unit \(unit); there are \(units.keys.sorted().joined(separator: ", "))"
            )
        }
        guard let plan = plan(name, in: unit) else {
            let known = plans(in: unit).keys.sorted().joined(separator: ", ")
            throw CommandError(text: "\(unit) has no plan \(name); it has \(known)")
        }
        return plan
    }
}
