import ArgumentParser
import Escalation
import Foundation
import Messages
import Server

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
            let found = try await tree.load(allowMissingSecrets: withoutSecrets)
            let plans = Set(found.directory.units.values.flatMap(\.plans.keys))
            if json {
                let data = try JSONEncoder().encode(["warnings": found.warnings])
                let warnings = String(decoding: data, as: UTF8.self).dropFirst()
                return try Console.say(#"{"faults":[],"# + warnings)
            }
            for warning in found.warnings { try Console.say("warning: \(warning)") }
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
                let data = try JSONEncoder().encode(["faults": error.faults])
                try Console.say(String(decoding: data, as: UTF8.self))
            } else {
                for fault in error.faults { try Console.say(fault) }
            }
            throw CommandError(text: Self.count(error.faults.count, "fault", "faults"))
        }
    }

    private static func count(_ count: Int, _ one: String, _ more: String) -> String {
        "\(count) \(count == 1 ? one : more)"
    }
}
