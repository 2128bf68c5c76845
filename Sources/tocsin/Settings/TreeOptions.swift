import ArgumentParser
import ConfigFiles
import ContactTrees
import Escalation
import Foundation
import Messages
import Settings

/// Where the contact tree and the templates lie.
struct TreeOptions: ParsableArguments {
    @Option(.contacts) var contacts: [String] = []
    @Option(.templates) var templates: [String] = []

    @Option(name: .long, help: "A settings file (YAML) with the long names of the flags of serve as keys.")
    var settings: String?

    /// What was read and found without a fault.
    struct Tree: Sendable {
        var directory: Directory
        var templates: Templates
    }

    /// Reads and checks both folders.
    ///
    /// - Parameter allowMissingSecrets: for commands that send nothing.
    /// - Returns: what was read and found without a fault.
    /// - Throws: ``TreeFaults`` with every fault at once.
    func load(allowMissingSecrets: Bool = false) async throws -> Tree {
        let source = try SettingsSource.beside([.contacts: contacts, .templates: templates], file: settings)
        return try Self.load(
            contacts: source.one(.contacts, or: "Contacts").text,
            templates: source.one(.templates, or: "Templates").text,
            allowMissingSecrets: allowMissingSecrets
        )
    }

    /// The same for commands that print the faults and end.
    ///
    /// - Parameter allowMissingSecrets: for commands that send nothing.
    /// - Returns: what was read and found without a fault.
    /// - Throws: ``Trouble``.
    func checked(allowMissingSecrets: Bool) async throws -> Tree {
        do {
            return try await load(allowMissingSecrets: allowMissingSecrets)
        } catch let error as TreeFaults {
            throw try Self.told(error)
        }
    }

    /// The same for a command that has a server's settings, and sends.
    ///
    /// - Throws: ``Trouble``.
    static func checked(_ settings: ServerSettings) throws -> Tree {
        do {
            return try load(contacts: settings.contacts, templates: settings.templates, allowMissingSecrets: false)
        } catch let error as TreeFaults {
            throw try told(error)
        }
    }

    private static func told(_ error: TreeFaults) throws -> Trouble {
        for fault in error.faults { try Console.say(fault) }
        return Trouble(text: "the contact tree or the templates have faults")
    }

    /// Reads and checks both folders.
    ///
    /// - Parameters:
    ///   - contacts: the folder of the contact tree.
    ///   - templates: the folder of the templates.
    ///   - allowMissingSecrets: for commands that send nothing.
    ///   - base: for the set that was last in force: where relative paths of secrets begin. A secret that cannot be had makes
    ///     its address unusable then.
    /// - Returns: what was read and found without a fault.
    /// - Throws: ``TreeFaults`` with every fault at once.
    static func load(
        contacts: String,
        templates: String,
        allowMissingSecrets: Bool = false,
        secretsBeside base: String? = nil
    ) throws -> Tree {
        var faults: [String] = []
        var read: Templates?
        do throws(TemplateFaults) {
            read = try Templates.load(from: templates)
        } catch {
            faults += error.faults.map(\.description)
        }
        let secrets = SecretSource(
            environment: ProcessInfo.processInfo.environment,
            allowMissing: allowMissingSecrets,
            folder: base,
            makesUnusable: base != nil
        )
        do throws(ContactTreeFaults) {
            let presets = read.map { Set($0.presets.keys) }
            let directory = try ContactTree.load(from: contacts, secrets: secrets, presets: presets)
            if let read { return Tree(directory: directory, templates: read) }
        } catch {
            faults = error.faults.map(\.description) + faults
        }
        throw TreeFaults(faults: faults)
    }
}

/// Every fault of the contact tree and the templates, one line each.
struct TreeFaults: Error {
    var faults: [String]
    /// What else to do, where there is something.
    var remedy: String?
}
