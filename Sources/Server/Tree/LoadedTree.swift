import ConfigFiles
import ContactTrees
package import Escalation
import ConfigFiles
import Foundation
package import Messages
import Text

/// The contact tree and the templates, read and found without a fault.
package struct LoadedTree: Sendable {
    package var directory: Directory
    package var templates: Templates

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
    package static func load(
        contacts: String,
        templates: String,
        allowMissingSecrets: Bool = false,
        secretsBeside base: String? = nil
    ) throws -> LoadedTree {
        var faults: [String] = []
        let zones = Zones.ofSystem()
        var read: Templates?
        do throws(TemplateFaults) {
            read = try Templates.load(from: templates, zones: zones)
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
            let directory = try ContactTree.load(from: contacts, secrets: secrets, presets: presets, zones: zones)
            if let read { return LoadedTree(directory: directory, templates: read) }
        } catch {
            faults = error.faults.map(\.description) + faults
        }
        throw TreeFaults(faults: faults)
    }
}

/// Every fault of the contact tree and the templates, one line each.
package struct TreeFaults: Error {
    package var faults: [String]
    /// What else to do, where there is something.
    package var remedy: String?
}
