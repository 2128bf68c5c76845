import ArgumentParser
import ConfigFiles
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

    @OptionGroup var tree: TreeOptions

    @Flag(name: .long, help: "Accept secrets whose variable or file is not on this machine.")
    var withoutSecrets = false

    @Flag(name: .long, help: "Print the faults as JSON.")
    var json = false

    func run() async throws {
        do {
            let source = try SettingsSource.beside(tree.flags, file: tree.settings)
            var found = try await tree.load(source, allowMissingSecrets: withoutSecrets)
            found.warnings += ServiceReading.warnings(source)
            let plans = Set(found.directory.units.values.flatMap(\.plans.keys))
            if json {
                return try Console.say(Self.json(found))
            }
            for warning in found.warnings { try Console.say("warning: \(warning)") }
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

    /// What `--json` says of a tree without a fault.
    private static func json(_ tree: LoadedTree) -> String {
        let overlay = tree.templates.own.map { file in
            JSONValue.object(
                [.init("file", .text(file.path))] + (file.insteadOf.map { [.init("instead_of", .text($0))] } ?? [])
            )
        }
        return JSONValue.object([
            .init("faults", .list([])), .init("warnings", .texts(tree.warnings)), .init("overlay", .list(overlay)),
        ]).line
    }

    private static func count(_ count: Int, _ one: String, _ more: String) -> String {
        "\(count) \(count == 1 ? one : more)"
    }
}
