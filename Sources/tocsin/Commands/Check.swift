import ArgumentParser
import ConfigFiles
import Dispatching
import Escalation
import Messages
import Server
import Settings
import Text

/// Checks the contact tree and the templates.
struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check Contacts and Templates; prints every fault as file:line:column: what; what to write instead."
    )

    /// How far ahead it can be looked.
    private static let furthest = TimeSpan.days(366)

    @OptionGroup var tree: TreeOptions

    @Flag(name: .long, help: "Accept secrets whose variable or file is not on this machine.")
    var withoutSecrets = false

    @Option(name: .long, help: "Say too what rosters, absences and plans leave uncovered from now on: 90d.")
    var coverage: String?

    @Flag(name: .long, help: "Print the faults as JSON.")
    var json = false

    func run() async throws {
        let length = try coverage.map { written in
            guard let span = TimeSpan(written: written), span > .zero, span <= Self.furthest else {
                throw CommandError.wrongUse("--coverage \(written) is no duration such as 90d, up to \(Self.furthest)")
            }
            return span
        }
        do {
            let source = try SettingsSource.beside(tree.flags, file: tree.settings)
            var found = try await tree.load(source, allowMissingSecrets: withoutSecrets)
            if source.hasFile, !withoutSecrets { try Self.check(source, found.directory) }
            found.warnings += ServiceReading.warnings(source)
            let report = length.map { CoverageReport(found.directory, from: SystemClock().now().wall, for: $0) }
            let plans = Set(found.directory.units.values.flatMap(\.plans.keys))
            if json {
                return try Console.say(Self.json(found, report))
            }
            for warning in found.warnings { try Console.say("warning: \(warning)") }
            for line in report?.lines ?? [] { try Console.say("uncovered: \(line)") }
            for file in found.templates.own {
                try Console.say(file.path + (file.insteadOf.map { " is used instead of \($0)" } ?? " is used as well"))
            }
            try Console.say(
                "no fault: "
                    + [
                        Self.count(found.directory.units.count, "unit", "units"),
                        Self.count(found.directory.people.count, "person", "people"),
                        Self.count(plans.count, "plan", "plans"),
                        Self.count(found.templates.presets.count, "webhook preset", "webhook presets"),
                    ].joined(separator: ", ")
            )
        } catch let error as TreeFaults {
            if json {
                try Console.say(JSONValue.object([.init("faults", .texts(error.faults))]).line)
            } else {
                for fault in error.faults { try Console.say(fault) }
            }
            throw CommandError(text: Self.count(error.faults.count, "fault", "faults"))
        }
    }

    /// Refuses what a server would refuse of its settings at its start.
    ///
    /// - Throws: ``CommandError`` with exit code 2.
    private static func check(_ source: SettingsSource, _ directory: Directory) throws(CommandError) {
        do throws(SettingsFault) {
            let settings = try ServerSettings(source)
            if let fault = settings.fault(in: directory) { throw SettingsFault(text: fault) }
        } catch {
            throw CommandError.wrongUse(error.text)
        }
    }

    /// What `--json` says of a tree without a fault.
    private static func json(_ tree: LoadedTree, _ report: CoverageReport?) -> String {
        let overlay = tree.templates.own.map { file in
            JSONValue.object(
                [.init("file", .text(file.path))] + (file.insteadOf.map { [.init("instead_of", .text($0))] } ?? [])
            )
        }
        return JSONValue.object(
            [
                .init("faults", .list([])), .init("warnings", .texts(tree.warnings)), .init("overlay", .list(overlay)),
            ] + (report.map { [.init("coverage", $0.json)] } ?? [])
        ).line
    }

    private static func count(_ count: Int, _ one: String, _ more: String) -> String {
        "\(count) \(count == 1 ? one : more)"
    }
}
