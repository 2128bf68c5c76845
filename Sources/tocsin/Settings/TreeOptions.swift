import ArgumentParser
import ConfigFiles
import ContactTrees
import Escalation
import Foundation
import Messages
import Server
import Settings
import Text

/// Where the contact tree and the templates lie.
struct TreeOptions: ParsableArguments {
    @Option(.contacts) var contacts: [String] = []
    @Option(.templates) var templates: [String] = []
    @Option(.templatesOverlay) var templatesOverlay: [String] = []

    @Option(name: .long, help: "A settings file (YAML) with the long names of the flags of serve as keys.")
    var settings: String?

    /// What the command line says of them.
    var flags: [Setting: [String]] {
        [.contacts: contacts, .templates: templates, .templatesOverlay: templatesOverlay]
    }

    /// Reads and checks the folders.
    ///
    /// - Parameter allowMissingSecrets: for commands that send nothing.
    /// - Returns: what was read and found without a fault.
    /// - Throws: ``TreeFaults`` with every fault at once.
    func load(allowMissingSecrets: Bool = false) async throws -> LoadedTree {
        try await load(SettingsSource.beside(flags, file: settings), allowMissingSecrets: allowMissingSecrets)
    }

    /// The same where the settings are read already.
    ///
    /// - Parameters:
    ///   - source: the settings.
    ///   - allowMissingSecrets: for commands that send nothing.
    /// - Returns: what was read and found without a fault.
    /// - Throws: ``TreeFaults`` with every fault at once.
    func load(_ source: SettingsSource, allowMissingSecrets: Bool) async throws -> LoadedTree {
        do throws(SettingsFault) {
            try Places.check(source, [.templates, .templatesOverlay])
        } catch {
            throw CommandError.wrongUse(error.text)
        }
        return try LoadedTree.load(
            contacts: source.one(.contacts, or: "Contacts").text,
            templates: source.one(.templates, or: "Templates").text,
            overlay: source.one(.templatesOverlay)?.text,
            allowMissingSecrets: allowMissingSecrets,
            waysOut: try waysOut(source)
        )
    }

    /// What the settings say of the ways to people, where there are any: a file, or those of a server that runs here.
    private func waysOut(_ source: SettingsSource) throws -> WaysOut? {
        guard source.hasFile || SettingsSource.runningFile(in: source.one(.data, or: "data").text) != nil else {
            return nil
        }
        do throws(SettingsFault) {
            return try WaysOut(source)
        } catch {
            throw CommandError.wrongUse(error.text)
        }
    }

    /// The same for commands that print the faults and end.
    ///
    /// - Parameter allowMissingSecrets: for commands that send nothing.
    /// - Returns: what was read and found without a fault.
    /// - Throws: ``CommandError``.
    func checked(allowMissingSecrets: Bool) async throws -> LoadedTree {
        do {
            return try await load(allowMissingSecrets: allowMissingSecrets)
        } catch let error as TreeFaults {
            throw try Self.told(error)
        }
    }

    /// The same for a command that has a server's settings, and sends.
    ///
    /// - Throws: ``CommandError``.
    static func checked(_ settings: ServerSettings) throws -> LoadedTree {
        do {
            return try LoadedTree.load(
                contacts: settings.contacts,
                templates: settings.templates,
                overlay: settings.overlay,
                allowMissingSecrets: false
            )
        } catch let error as TreeFaults {
            throw try told(error)
        }
    }

    private static func told(_ error: TreeFaults) throws -> CommandError {
        for fault in error.faults { try Console.say(fault) }
        return CommandError(text: "the contact tree or the templates have faults")
    }
}
